import type { FileFacts, Range, Step, Value } from '../../model/facts.js';
import { waits } from '../endless/exits.js';
import { stepsIn } from '../every-step.js';
import { endlessIn, type Endless } from '../endless/endless.js';
import type { Project } from '../project.js';
import { attemptIn } from './attempt.js';
import { asksCounter, mostBy, roundsOf } from './attempts.js';
import { asksForConflict } from './conflicts.js';
import { placeOfValue, type Variables } from './growth.js';
import { mentions } from './mentions.js';
import { asksForStatus, decidingTests, inTurn, outcomesOf } from './outcomes.js';
import { pauseOf, pausesIn, type Pause } from './pauses.js';
import type { Cap, Retry } from './retry.js';
import { variablesOf } from './variables.js';
import { waitOf } from './wait-of.js';

type Loop = Extract<Step, { is: 'loop' }>;
type Try = Extract<Step, { is: 'try' }>;

/** A `try` in a loop, with what runs before and after it in the same round. */
interface Tried {
  readonly step: Try;
  readonly before: readonly Step[];
  readonly after: readonly Step[];
}

/** The loops of a file that try something again when it fails: success leaves them, and failure goes round. */
export function retryLoopsIn(project: Project, file: string): readonly Retry[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  let endless: readonly Endless[] | undefined;
  const verdictOf = (range: Range): Endless['verdict'] | undefined => (endless ??= endlessIn(project, file)).find((e) => e.range[0] === range[0] && e.range[1] === range[1])?.verdict;
  return facts.functions.flatMap(({ steps = [], generator }, fn) => (generator ? [] : stepsIn(steps).flatMap((step) => {
    if (typeof step === 'number' || step.is !== 'loop' || step.over !== undefined || step.awaits || !waits(step.body)) return [];
    const found = ofLoop(project, file, facts, fn, step, () => verdictOf(step.range));
    return found ? [found] : [];
  })));
}

function ofLoop(project: Project, file: string, facts: FileFacts, fn: number, loop: Loop, verdict: () => Endless['verdict'] | undefined): Retry | undefined {
  const tried = triedIn(loop.body);
  if (!tried || !waits(tried.step.body)) return undefined;
  const variables = variablesOf(project, file, facts, loop.body, loop.range);
  if (!goesRoundOnFailure(facts, tried) || !leavesOnSuccess(facts, loop, tried) || goesOnToOthers(file, facts, tried.step.body, variables)) return undefined;
  const { step: { body, caught, last = [] }, before, after } = tried;
  const failing = [...(caught?.steps ?? []), ...last, ...after];
  return {
    file, fn, range: loop.range, by: 'loop',
    cap: capOf(project, file, facts, loop, failing, variables, verdict),
    wait: waitOf(project, file, [...pausesIn(project, file, failing), ...pausesIn(project, file, before), ...pauseFirst(project, file, facts, body)], failing, variables),
    filter: looksAtError(facts, tried) ? 'some' : 'none',
    work: attemptIn(project, file, facts, body),
    ...resetIn(file, last, variables),
  };
}

/** The first `try` with a `catch` in a round that awaits something, also on one of its ways. */
function triedIn(steps: readonly Step[], before: readonly Step[] = [], after: readonly Step[] = []): Tried | undefined {
  for (const [index, step] of steps.entries()) {
    if (typeof step === 'number') continue;
    const [ahead, behind] = [[...before, ...steps.slice(0, index)], [...steps.slice(index + 1), ...after]];
    if (step.is === 'try' && step.caught && waits(step.body)) return { step, before: ahead, after: behind };
    const lists = step.is === 'branch' ? step.ways : step.is === 'label' || (step.is === 'try' && !step.caught) ? [step.body] : [];
    for (const list of lists) {
      const found = triedIn(list, ahead, behind);
      if (found) return found;
    }
  }
  return undefined;
}

function goesRoundOnFailure(facts: FileFacts, { step: { caught, last = [] }, after }: Tried): boolean {
  const ends = inTurn([caught?.steps ?? [], last, after].map((steps) => outcomesOf(facts, steps)));
  return ends.has('on') || ends.has('again');
}

function leavesOnSuccess(facts: FileFacts, { test }: Loop, { step: { body, last = [] }, after }: Tried): boolean {
  const ends = inTurn([outcomesOf(facts, body, true), outcomesOf(facts, last), outcomesOf(facts, after)]);
  const flags = new Set(stepsIn(body).flatMap((s) => (typeof s !== 'number' && s.is === 'set' && !s.counts ? [s.to] : [])));
  if (test && mentions(facts, test, (v) => v.is === 'ref' && flags.has(v.to))) return true;
  if (!ends.has('out')) return false;
  // What is not left although nothing failed is left by what the answer says.
  return ends.size === 1 || decidingTests(facts, [...body, ...after]).some((t) => asksForStatus(facts, t));
}

/** Each round does something else: `await load(hosts[round])`. */
function goesOnToOthers(file: string, facts: FileFacts, body: readonly Step[], variables: Variables): boolean {
  const isVarying = (value: Value): boolean => {
    const place = placeOfValue(file, value);
    return place !== undefined && variables(place) !== undefined;
  };
  return stepsIn(body).some((s) => typeof s === 'number' && [...(facts.calls[s]?.args ?? []), facts.calls[s]?.callee].some((a) => a && mentions(facts, a, (v) => v.is === 'element' && v.key !== undefined && mentions(facts, v.key, isVarying))));
}

/** `try { await sleep(delay); return await load(); }`; a race with a timer is no wait. */
function pauseFirst(project: Project, file: string, facts: FileFacts, body: readonly Step[]): readonly Pause[] {
  const first = body.find((s) => typeof s !== 'number' && s.is === 'await');
  if (typeof first !== 'object' || !('of' in first) || first.of.is !== 'call') return [];
  const callee = facts.calls[first.of.call]?.callee;
  if (callee?.is === 'member' && callee.of.is === 'global' && callee.of.name === 'Promise') return [];
  const pause = pauseOf(project, file, first.of);
  return pause ? [pause] : [];
}

function looksAtError(facts: FileFacts, { step: { caught, body }, after }: Tried): boolean {
  const tests = decidingTests(facts, [...(caught?.steps ?? []), ...after]);
  const isError = (v: Value): boolean => v.is === 'ref' && v.to === caught?.binding;
  return tests.some((t) => mentions(facts, t, isError)) || decidingTests(facts, [...body, ...after]).some((t) => asksForStatus(facts, t));
}

function capOf(project: Project, file: string, facts: FileFacts, loop: Loop, failing: readonly Step[], variables: Variables, verdict: () => Endless['verdict'] | undefined): Cap {
  const rounds = roundsOf(project, file, facts, loop, variables);
  if (rounds) return { is: 'count', ...rounds };
  const deciding = decidingTests(facts, failing);
  if (deciding.some((t) => asksCounter(file, facts, t, variables))) return { is: 'count', ...mostBy(project, file, facts, deciding, variables) };
  switch (verdict()?.is) {
    case 'ends': return { is: 'other' };
    case 'never': case 'asks': case 'spins': return decidingTests(facts, failing).some((t) => asksForConflict(project, file, facts, t)) ? { is: 'unknown' } : { is: 'none' };
    default: return { is: 'unknown' };
  }
}

/** `finally { delay = 100; }` */
function resetIn(file: string, last: readonly Step[], variables: Variables): { readonly resets?: Range } {
  for (const step of stepsIn(last)) {
    if (typeof step === 'number' || (step.is !== 'set' && step.is !== 'put') || step.counts || step.change) continue;
    const place = step.is === 'set' ? `${file} name ${String(step.to)}` : placeOfValue(file, step.target);
    const rate = place === undefined ? undefined : variables(place)?.rate;
    if (rate === 'exponential' || rate === 'polynomial' || rate === 'linear') return { resets: step.is === 'set' ? [step.at, step.at + 1] : step.range };
  }
  return {};
}

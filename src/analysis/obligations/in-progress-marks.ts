import type { FileFacts, Step, Value } from '../../model/facts.js';
import type { Span } from '../../model/span.js';
import { flatten, type FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { everyStep, stepsIn } from '../every-step.js';
import { doing, parameterKey } from '../paths/bearer.js';
import { doingOfCall } from '../paths/call-doing.js';
import { isContinuation } from '../paths/chain-doing.js';
import { Duties, type DutyHooks, type Outcome } from '../paths/duties.js';
import type { Doing } from '../paths/doing.js';
import { lifeOfPlace } from '../lifetimes/place-life.js';
import type { Project } from '../project.js';
import { rejectsRarely } from '../promises/rare-rejection.js';
import { changeOf, type MarkChange } from './mark-changes.js';
import { heldBy, refusalOf } from './mark-tests.js';
import { releaseFrom, type PathRelease } from './release-of-path.js';

/** A flag, an entry or a counter that says that work is going on, and is taken back when the work is done. */
export interface InProgressMark {
  readonly fn: FunctionRef;
  /** Where it is set. */
  readonly step: Step;
  readonly change: MarkChange;
  /** Where something is not done because work is going on. */
  readonly refusal: Span;
  readonly release: PathRelease;
}

interface Placed extends MarkChange {
  readonly step: Step;
  readonly fn: number;
}

const nothing: Doing = { is: 'nothing' };
const undone: Doing = { is: 'done' };

/** The marks of a file that are set before something is awaited, that other work is refused by, and that the same function takes back. */
export function inProgressMarksIn(project: Project, file: string): readonly InProgressMark[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  const byPlace = new Map<string, Placed[]>();
  for (const { step, fn } of everyStep(facts)) {
    const change = fn === -1 ? undefined : changeOf(facts, step);
    if (change) byPlace.set(change.place, [...(byPlace.get(change.place) ?? []), { ...change, step, fn }]);
  }
  return [...byPlace.values()].flatMap((changes) => marksAt(project, file, facts, changes));
}

function marksAt(project: Project, file: string, facts: FileFacts, changes: readonly Placed[]): readonly InProgressMark[] {
  const seen = new Set<number>();
  return changes.flatMap((begin): readonly InProgressMark[] => {
    if (begin.does === 'reset' || seen.has(begin.fn) || !outlives(project, file, facts, begin)) return [];
    const resets = changes.filter((c) => c.step !== begin.step && isReset(begin, c));
    const own = resets.filter((c) => isDoneBy(project, file, facts, begin.fn, c.fn));
    if (!own.some((c) => awaitsBetween(facts, begin, c))) return [];
    const refusal = refusalOf(project, file, begin, begin.step);
    if (!refusal) return [];
    const fn = { file, fn: begin.fn };
    const outcome = outcomeOf(project, fn, begin);
    if (!isTakenBack(outcome, begin)) return [];
    seen.add(begin.fn);
    // Who resets it from elsewhere may do so after a failure.
    const strangers = resets.filter((c) => !own.includes(c) && facts.functions[c.fn]?.kind !== 'constructor' && !changes.some((m) => m.fn === c.fn && m.does === begin.does && m.step !== c.step));
    return [{ fn, step: begin.step, change: begin, refusal, release: strangers.length > 0 ? { is: 'unknown' } : releaseFrom(project, fn, outcome) }];
  });
}

/** What stays set although all went well is no mark, but what became of the work. A flag may be forgotten at an early return. */
function isTakenBack({ ends, touched }: Outcome, { entry, holds }: MarkChange): boolean {
  const left = ends.filter((end) => end.failed === undefined);
  return touched && (left.length === 0 || (!entry && holds === true && left.every((end) => end.range !== undefined)));
}

/** Whether what is changed is there before the function runs, and after it. */
function outlives(project: Project, file: string, facts: FileFacts, { fn, target }: Placed): boolean {
  return facts.functions[fn]?.kind !== 'constructor' && lifeOfPlace(project, file, facts, target, fn) !== 'short';
}

/** Whether a change takes a mark back. Of two counts in one direction neither does. */
function isReset(begin: MarkChange, change: MarkChange): boolean {
  if (begin.does === 'up' || begin.does === 'down') return change.does === (begin.does === 'up' ? 'down' : 'up');
  return change.does === 'reset' || (change.does === 'set' && !begin.entry && !change.entry && begin.holds !== undefined && change.holds !== undefined && change.holds !== begin.holds);
}

/** In the function itself, in one that is written in it, or in one that it calls. */
function isDoneBy(project: Project, file: string, facts: FileFacts, fn: number, by: number): boolean {
  return isInside(facts, by, fn) || project.graph.callersOf({ file, fn: by }).some((ref) => ref.file === file && isInside(facts, facts.calls[ref.call]?.fn ?? -1, fn));
}

/** Whether the function awaits something between a mark and what takes it back. What another function does counts as done last. */
function awaitsBetween(facts: FileFacts, { fn, step }: Placed, reset: Placed): boolean {
  const own = stepsIn(facts.functions[fn]?.steps ?? []);
  const until = reset.fn === fn ? own.indexOf(reset.step) : own.length;
  return own.slice(own.indexOf(step) + 1, Math.max(until, 0)).some((s) => typeof s !== 'number' && (s.is === 'await' || (s.is === 'loop' && s.awaits !== undefined)));
}

/** Follows every path from where the mark is set on. */
function outcomeOf(project: Project, fn: FunctionRef, begin: Placed): Outcome {
  const hooks: DutyHooks = {
    begins: { at: (step) => step === begin.step, names: [] },
    escaping: true,
    spared: ({ file }, step) => typeof step !== 'number' && step.is === 'await' && step.of.is === 'call' && rejectsRarely(project, { file, call: step.of.call }),
    doing: (scene, { call }) => {
      if (scene.file !== fn.file) return nothing;
      if (resets(scene.facts, begin, call)) return undone;
      return mayLeadBack(project, fn, scene.facts, call) ? doingOfCall(scene, { call, lastOfWay: false }) : nothing;
    },
    put: ({ file, facts }, step) => (file === fn.file && step !== begin.step && resets(facts, begin, step) ? undone : nothing),
    fixed: (term, _scene, due) => {
      const facts = due ? project.evaluator.facts(fn.file) : undefined;
      return facts && heldBy(facts, begin, term);
    },
  };
  // What is written inside of the function is followed where it is handed on.
  const bearers = new Map([[parameterKey(fn, -1), doing]]);
  return new Duties(project, 'nothing', hooks).ofRoot(fn, bearers);
}

/** Whether a call enters a function of the file, or is handed one: no other can reset the mark. */
function mayLeadBack(project: Project, { file }: FunctionRef, facts: FileFacts, call: number): boolean {
  const fact = facts.calls[call];
  if (!fact) return false;
  const isOwn = (value: Value): boolean => flatten(project.evaluator.evaluate(file, value)).some((v) => v.is === 'function' && v.file === file);
  return isContinuation(fact) || isOwn(fact.callee) || fact.args.some((a) => a.is === 'object' || a.is === 'array' || isOwn(a));
}

function resets(facts: FileFacts, begin: Placed, step: Step): boolean {
  const change = changeOf(facts, step);
  return change !== undefined && change.place === begin.place && isReset(begin, change);
}

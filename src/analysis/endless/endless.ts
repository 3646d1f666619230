import type { FileFacts, Range, Step, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { timerPromise } from '../deadline/timers.js';
import type { Frequency } from '../holding/frequency.js';
import type { Project } from '../project.js';
import { beforeCall } from './before-call.js';
import { busyWait } from './busy-wait.js';
import { stepsIn } from '../every-step.js';
import { exitsOf, notHolding, testOfWay, waits, type Leaving, type Reason } from './exits.js';
import { multipliedRounds, type MultipliedRounds } from './multiplied-rounds.js';
import { kindOf, type Rounds } from './reasons.js';
import { spinningCatch } from './spinning.js';
import { startsOf, timedRoundsIn, type TimedRounds } from './timed-rounds.js';

/** Rounds that wait: a loop, or an async function that calls itself. */
export interface Endless {
  readonly file: string;
  readonly fn: number;
  /** What is underlined. */
  readonly range: Range;
  /** `awaited`: each round keeps all before it in memory. */
  readonly by: 'loop' | 'awaited' | 'returned' | 'timer';
  readonly verdict: Verdict;
  /** Of rounds by a timer: its name, and how often they are started. */
  readonly timed?: { readonly name: string; readonly starts: Frequency };
}

export type Verdict =
  /** Something that comes by itself ends them. */
  | { readonly is: 'ends' }
  | { readonly is: 'unknown' }
  /** Nothing ends them. */
  | { readonly is: 'never' }
  /** Only the last ones can be stopped: those that were started before go on. */
  | ({ readonly is: 'last-only' } & MultipliedRounds)
  /** They ask again and again, after a pause, until they are told what they wait for. */
  | { readonly is: 'asks' }
  /** They wait for what others set, without letting anybody run. `for`: what that is; absent where they wait for nothing. */
  | { readonly is: 'blocks'; readonly for?: string }
  /** What fails at once is tried again at once, by the catch at this place. */
  | { readonly is: 'spins'; readonly at: Range };

const pauses = new Set(['sleep', 'delay', 'wait', 'pause']);

/** The rounds of a file in which something is awaited. */
export function endlessIn(project: Project, file: string): readonly Endless[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  return facts.functions.flatMap(({ steps = [], generator }, fn) => (generator ? [] : [...loopsIn(project, file, facts, fn, steps), ...busyWaitsIn(project, file, facts, fn, steps), ...recursionsIn(project, file, facts, fn, steps)])).concat(timersIn(project, file, facts));
}

function loopsIn(project: Project, file: string, facts: FileFacts, fn: number, steps: readonly Step[]): readonly Endless[] {
  return stepsIn(steps).flatMap((step) => {
    if (typeof step === 'number' || step.is !== 'loop' || step.over !== undefined || !(step.endless || step.test) || !step.body.some((s) => waits([s]))) return [];
    const rounds: Rounds = { project, file, facts, fn, steps: step.body };
    // A test that nothing changes holds for ever.
    const tested = step.test && kindOf(rounds, [step.test]) !== 'none' ? [{ reasons: [notHolding(step.test)] }] : [];
    const exits = [...tested, ...exitsOf(step.body, leavingOf(rounds, () => false))];
    return [{ file, fn, range: step.range, by: 'loop' as const, verdict: verdictOf(rounds, exits.map((e) => e.reasons), true) }];
  });
}

/** Loops that wait for a flag, and keep everything from running that could set it. */
function busyWaitsIn(project: Project, file: string, facts: FileFacts, fn: number, steps: readonly Step[]): readonly Endless[] {
  return stepsIn(steps).flatMap((step): readonly Endless[] => {
    const verdict = typeof step !== 'number' && step.is === 'loop' ? busyWait({ project, file, facts, fn, steps: step.body }, step) : undefined;
    return verdict && typeof step !== 'number' && step.is === 'loop' ? [{ file, fn, range: step.range, by: 'loop', verdict }] : [];
  });
}

/** Functions that wait, and let a timer run them again. */
function timersIn(project: Project, file: string, facts: FileFacts): readonly Endless[] {
  const timed = timedRoundsIn(project, file, facts);
  return timed.flatMap((t): readonly Endless[] => {
    const range = facts.calls[t.timer]?.calleeRange;
    if (!range || !(t.chained || waits(facts.functions[t.fn]?.steps ?? []))) return [];
    const starts = startsOf(project, file, t);
    return [{ file, fn: t.fn, range, by: 'timer', verdict: verdictOfTimer(project, file, facts, t, timed, starts), timed: { name: t.name, starts } }];
  });
}

function verdictOfTimer(project: Project, file: string, facts: FileFacts, timed: TimedRounds, all: readonly TimedRounds[], starts: Frequency): Verdict {
  const { fn, anchor, after, handle, unref } = timed;
  const multiplied = handle === 'stops' ? multipliedRounds(project, file, facts, timed, starts) : undefined;
  if (handle === 'stops' && !multiplied) return { is: 'ends' };
  const steps = beforeCall(facts.functions[fn]?.steps ?? [], anchor);
  // Of several timers each is a way on where another one is not come to.
  if (handle === 'unclear' || !steps || all.filter((t) => t.fn === fn).length > 1 || (starts.is === 'unknown' && !multiplied)) return { is: 'unknown' };
  const rounds: Rounds = { project, file, facts, fn, steps };
  const around = [...(reasonsAround(steps, (s) => s === anchor, []) ?? []), ...(after ? [after] : [])];
  const verdict = verdictOf(rounds, [...exitsOf(steps, leavingOf(rounds, () => false)).map((e) => e.reasons), ...(around.length > 0 ? [around] : [])], false, true);
  if (multiplied) return verdict.is === 'never' ? { is: 'last-only', ...multiplied } : { is: 'ends' };
  return verdict.is === 'never' && unref && starts.is === 'once' ? { is: 'ends' } : verdict;
}

/** A function that awaits or returns a call of itself, with the same arguments. */
function recursionsIn(project: Project, file: string, facts: FileFacts, fn: number, steps: readonly Step[]): readonly Endless[] {
  if (!facts.functions[fn]?.async) return [];
  const own = new Set(facts.calls.flatMap((c, call) => (c.fn === fn && !c.construct && !c.loop && (c.awaited || c.returned) && (isItself(project, file, fn, c.callee) || isRelay(project, file, facts, fn, c.callee)) ? [call] : [])));
  const [first] = own;
  const fact = first === undefined ? undefined : facts.calls[first];
  if (!fact || own.size > 1) return [];
  // Behind a loop that never ends it is never come to.
  if (loopsIn(project, file, facts, fn, steps).some((l) => l.verdict.is === 'never')) return [];
  const base = { file, fn, range: fact.calleeRange, by: fact.awaited ? ('awaited' as const) : ('returned' as const) };
  if (fact.args.some((a) => !isHandedOn(facts, fn, a))) return [{ ...base, verdict: { is: fact.args.some((a) => a.is === 'literal') ? 'unknown' : 'ends' } }];
  const rounds: Rounds = { project, file, facts, fn, steps };
  const calls = (value: Value | undefined): boolean => value !== undefined && ((value.is === 'call' && own.has(value.call)) || (value.is === 'await' && calls(value.of)));
  const around = reasonsAround(steps, (s) => (typeof s === 'number' ? own.has(s) : s.is === 'return' && calls(s.of)), []);
  const exits = exitsOf(steps, leavingOf(rounds, calls)).map((e) => e.reasons);
  const at = around?.length === 1 && around[0] === 'failure' ? spinningCatch({ ...rounds, steps: withoutOwn(steps, (s) => (typeof s === 'number' ? own.has(s) : (s.is === 'return' || s.is === 'await') && calls(s.of))) }, exits.filter((e) => kindOf(rounds, e) === 'bound' || kindOf(rounds, e) === 'unknown')) : undefined;
  if (at) return [{ ...base, verdict: { is: 'spins', at } }];
  return [{ ...base, verdict: verdictOf(rounds, [...exits, ...(around && around.length > 0 ? [around] : [])], false) }];
}

function isItself(project: Project, file: string, fn: number, callee: Value): boolean {
  const [target, ...others] = flatten(project.evaluator.evaluate(file, callee));
  return target?.is === 'function' && others.length === 0 && target.file === file && target.fn === fn;
}

/** Another function of the file, which does nothing else than to wait for this one again, whatever it does before. Of two such the first stands for both. */
function isRelay(project: Project, file: string, facts: FileFacts, fn: number, callee: Value): boolean {
  const [target, ...others] = flatten(project.evaluator.evaluate(file, callee));
  const relay = target?.is === 'function' && target.file === file && target.fn !== fn ? facts.functions[target.fn] : undefined;
  if (target?.is !== 'function' || others.length > 0 || !relay?.async || relay.generator) return false;
  const [back, ...more] = facts.calls.flatMap((c, call) => (c.fn === target.fn && (c.awaited || c.returned) && !c.loop && isItself(project, file, fn, c.callee) ? [call] : []));
  const before = back === undefined ? undefined : beforeCall(relay.steps ?? [], back);
  const isBack = (s: Step): boolean => s === back;
  if (back === undefined || more.length > 0 || !before || facts.calls[back]?.args.some((a) => !isHandedOn(facts, target.fn, a)) === true) return false;
  if (reasonsAround(before, isBack, [])?.length !== 0 || exitsOf(before, leavingOf({ project, file, facts, fn: target.fn, steps: before }, () => false)).length > 0) return false;
  const forth = facts.calls.findIndex((c) => c.fn === fn && isItself(project, file, target.fn, c.callee));
  const own = facts.functions[fn]?.steps ?? [];
  return fn < target.fn || reasonsAround(own, (s) => s === forth, [])?.length !== 0;
}

/** A parameter as it was given, or by its default. */
function isHandedOn(facts: FileFacts, fn: number, value: Value): boolean {
  if (value.is === 'param') return value.fn === fn;
  if (value.is === 'fallback') return value.then.is === 'literal' && isHandedOn(facts, fn, value.first);
  const values = value.is === 'ref' ? (facts.bindings[value.to]?.values ?? []) : [];
  return values.length === 1 && values[0] !== undefined && values[0].is !== 'ref' && isHandedOn(facts, fn, values[0]);
}

/** The steps up to the first `try` that catches, without the call of itself there. */
function withoutOwn(steps: readonly Step[], isOwn: (step: Step) => boolean): readonly Step[] {
  const index = steps.findIndex((s) => typeof s !== 'number' && s.is === 'try' && s.caught);
  const step = steps[index];
  if (typeof step !== 'object' || step.is !== 'try' || !step.caught) return steps;
  return [...steps.slice(0, index), { ...step, caught: { ...step.caught, steps: step.caught.steps.filter((s) => !isOwn(s)) } }];
}

/** What decides on the first step of a kind; `undefined` where there is none. */
function reasonsAround(steps: readonly Step[], isIt: (step: Step) => boolean, reasons: readonly Reason[]): readonly Reason[] | undefined {
  for (const step of steps) {
    if (isIt(step)) return reasons;
    if (typeof step === 'number') continue;
    const inside = step.is === 'branch' ? step.ways.map((way, at) => [way, testOfWay(step, at === 0 ? 1 : 0)] as const)
      : step.is === 'switch' ? step.cases.map((way) => [way, step.of] as const)
        : step.is === 'try' ? [[step.body, undefined] as const, [step.caught?.steps ?? [], 'failure'] as const, [step.last ?? [], undefined] as const]
          : step.is === 'loop' || step.is === 'label' ? [[step.body, undefined] as const] : [];
    for (const [way, reason] of inside) {
      const found = reasonsAround(way, isIt, reason === undefined ? reasons : [...reasons, reason]);
      if (found) return found;
    }
  }
  return undefined;
}

/** Calls that end the rounds: of the process, and what a signal that is handed to it makes throw. */
function leavingOf({ facts }: Rounds, stays: Leaving['stays']): Leaving {
  const signal: Value = { is: 'member', of: { is: 'unknown' }, name: 'aborted' };
  return {
    stays,
    call: (call) => {
      const { callee, args } = facts.calls[call] ?? { callee: { is: 'unknown' }, args: [] };
      if (callee.is === 'member' && callee.name === 'throwIfAborted') return [signal];
      if (callee.is === 'member' && (callee.name === 'exit' || callee.name === 'abort') && callee.of.is === 'global' && callee.of.name === 'process') return [];
      return args.some((a) => isSignal(facts, a)) ? [signal] : undefined;
    },
  };
}

/** A signal that comes from elsewhere; one that is made on the spot ends one call only. */
function isSignal(facts: FileFacts, value: Value): boolean {
  switch (value.is) {
    case 'ref': return /^(?:abort)?signal$/i.test(facts.bindings[value.to]?.name ?? '') && facts.bindings[value.to]?.values.every((v) => v.is !== 'call') === true;
    case 'member': return value.name === 'signal';
    case 'object': return value.props.some((p) => p.key === 'signal' && p.value !== undefined && isSignal(facts, p.value));
    default: return false;
  }
}

function verdictOf(rounds: Rounds, exits: readonly (readonly Reason[])[], spinning: boolean, paused = false): Verdict {
  const kinds = exits.map((reasons) => kindOf(rounds, reasons));
  const at = spinning ? spinningCatch(rounds, exits.filter((_, i) => kinds[i] === 'bound' || kinds[i] === 'unknown')) : undefined;
  if (at) return { is: 'spins', at };
  if (kinds.includes('none') || kinds.includes('bound')) return { is: 'ends' };
  // With another way out beside it, what has to come together may be what that one leaves over.
  if (kinds.includes('unknown') || (kinds.includes('both') && kinds.length > 1)) return { is: 'unknown' };
  if (exits.length === 0) return { is: 'never' };
  return paused || hasPause(rounds) ? { is: 'asks' } : { is: 'unknown' };
}

/** Whether the rounds wait for a time. */
function hasPause({ project, file, facts, steps }: Rounds): boolean {
  return stepsIn(steps).some((step) => {
    if (typeof step === 'number' || step.is !== 'await') return false;
    if (timerPromise(project.evaluator, file, step.of)) return true;
    const callee = step.of.is === 'call' ? facts.calls[step.of.call]?.callee : undefined;
    const name = callee?.is === 'member' || callee?.is === 'global' ? callee.name : callee?.is === 'ref' ? facts.bindings[callee.to]?.name : undefined;
    return name !== undefined && pauses.has(name);
  });
}

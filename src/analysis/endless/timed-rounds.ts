import type { FileFacts, Step, Value } from '../../model/facts.js';
import { flatten, type CallRef, type FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { everyStep } from '../every-step.js';
import { isExported } from '../exported.js';
import { frequencyOf, type Frequency } from '../holding/frequency.js';
import { placeOf } from '../obligations/mark-changes.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import { clearCalls } from '../timers/timer-call.js';
import { mayRun } from './may-run.js';

/** A function that lets a timer run it again. */
export interface TimedRounds {
  readonly fn: number;
  /** The call of the timer. */
  readonly timer: number;
  /** The step of the function by which it comes to the timer. */
  readonly anchor: number;
  readonly name: string;
  /** It stands behind a promise: `work().finally(() => setTimeout(poll, 1000))`. */
  readonly chained: boolean;
  /** What else decides on the timer: that something awaited has gone well, or has failed. */
  readonly after?: 'success' | 'failure';
  /** Whether its handle lets others stop it. */
  readonly handle: 'stops' | 'unclear' | 'none';
  /** Where the handle is kept, by `placeOf`. */
  readonly kept: ReadonlySet<string>;
  /** It does not keep the process from its end. */
  readonly unref: boolean;
}

const again = new Set(['setTimeout', 'setImmediate', 'nextTick']);
const continuations: Readonly<Record<string, TimedRounds['after'] | 'always'>> = { finally: 'always', then: 'success', catch: 'failure' };

/** The functions of a file that run themselves again by a timer, directly or through a function that only sets it. */
export function timedRoundsIn(project: Project, file: string, facts: FileFacts): readonly TimedRounds[] {
  return facts.calls.flatMap((fact, timer): readonly TimedRounds[] => {
    const name = lastName(facts, fact.callee);
    const [callback] = fact.args;
    if (fact.fn === -1 || fact.construct || !again.has(name) || !callback || !isOfNode(fact.callee)) return [];
    const fn = runBy(project, file, facts, callback);
    const way = fn === undefined ? undefined : anchorIn(facts, fn, timer) ?? throughSetter(project, file, facts, fn, timer);
    if (fn === undefined || !way) return [];
    return [{ fn, timer, name, ...way, ...handleOf(project, file, facts, fn, timer) }];
  });
}

/** How often the rounds are started from outside: the most that is seen of it. */
export function startsOf(project: Project, file: string, timed: TimedRounds): Frequency {
  const found = startingCalls(project, file, timed).map((ref) => frequencyOf(project, ref));
  return found.find((f) => f.is === 'repeated') ?? found.find((f) => f.is === 'unknown') ?? found[0] ?? { is: 'unknown', why: 'who starts it is not seen' };
}

/** The calls that start rounds from outside, or hand on the function that does. */
export function startingCalls(project: Project, file: string, { fn, timer }: Pick<TimedRounds, 'fn' | 'timer'>): readonly CallRef[] {
  const facts = project.evaluator.facts(file);
  const setter = facts?.calls[timer]?.fn ?? -1;
  const own: readonly number[] = facts && !isInside(facts, setter, fn) ? [fn, setter] : [fn];
  const isOwn = ({ file: at, call }: CallRef): boolean => at === file && own.some((f) => isInside(facts, facts?.calls[call]?.fn ?? -1, f));
  return own.flatMap((f): readonly CallRef[] => [...project.graph.callersOf({ file, fn: f }), ...project.graph.handedOn({ file, fn: f }).map(({ ref }) => ref)]).filter((ref) => !isOwn(ref));
}

function isOfNode(callee: Value): boolean {
  return callee.is === 'global' || (callee.is === 'member' && callee.of.is === 'global');
}

/** The function of the file that a callback is, or that it does nothing but call. */
function runBy(project: Project, file: string, facts: FileFacts, callback: Value): number | undefined {
  if (callback.is === 'function') {
    const { steps = [] } = facts.functions[callback.fn] ?? {};
    const [call, ...others] = steps.filter((s) => typeof s === 'number' && !isHandling(facts, s));
    return typeof call === 'number' && others.length === 0 && steps.every((s) => typeof s === 'number' || s.is === 'await' || s.is === 'return') ? named(project, file, facts.calls[call]?.callee) : undefined;
  }
  const bound = callback.is === 'call' ? facts.calls[callback.call]?.callee : undefined;
  return named(project, file, bound?.is === 'member' && bound.name === 'bind' ? bound.of : callback);
}

/** `poll().catch(log)` */
function isHandling(facts: FileFacts, call: number): boolean {
  const callee = facts.calls[call]?.callee;
  return callee?.is === 'member' && callee.of.is === 'call' && callee.name in continuations;
}

function named(project: Project, file: string, value: Value | undefined): number | undefined {
  const [target, ...others] = value ? flatten(project.evaluator.evaluate(file, value)) : [];
  return target?.is === 'function' && others.length === 0 && target.file === file ? target.fn : undefined;
}

/** The call of a function's own steps that leads to a call inside of it: itself, or the `finally` that it stands in. */
function anchorIn(facts: FileFacts, fn: number, call: number): Pick<TimedRounds, 'anchor' | 'after' | 'chained'> | undefined {
  let after: TimedRounds['after'];
  let chained = false;
  for (let at = call; ;) {
    const home = facts.calls[at]?.fn ?? -1;
    if (home === fn) return { anchor: at, chained, ...(after && { after }) };
    const { passedTo, steps = [] } = facts.functions[home] ?? {};
    const taker = passedTo && facts.calls[passedTo.call];
    const kind = taker?.callee.is === 'member' ? continuations[taker.callee.name] : undefined;
    if (!passedTo || kind === undefined || !steps.includes(at) || steps.some((s) => typeof s !== 'number' && s.is !== 'return' && s.is !== 'await')) return undefined;
    if (kind !== 'always') after = kind;
    chained = true;
    at = passedTo.call;
  }
}

/** `function schedule() { setTimeout(tick, 1000); }  async function tick() { …; schedule(); }` */
function throughSetter(project: Project, file: string, facts: FileFacts, fn: number, timer: number): Pick<TimedRounds, 'anchor' | 'after' | 'chained'> | undefined {
  const setter = facts.calls[timer]?.fn ?? -1;
  if (setter === -1 || !isAlwaysSet(facts, facts.functions[setter]?.steps ?? [], timer)) return undefined;
  const [call, ...others] = facts.calls.flatMap((c, index) => (isInside(facts, c.fn, fn) && named(project, file, c.callee) === setter ? [index] : []));
  return call === undefined || others.length > 0 ? undefined : anchorIn(facts, fn, call);
}

/** It stands in the list itself, and nothing before it leaves. */
function isAlwaysSet(facts: FileFacts, steps: readonly Step[], timer: number): boolean {
  return steps.includes(timer) && steps.slice(0, steps.indexOf(timer)).every((s) => typeof s === 'number' || s.is === 'set' || s.is === 'put') && facts.calls[timer]?.conditional !== true;
}

/** What becomes of a timer's handle. */
function handleOf(project: Project, file: string, facts: FileFacts, fn: number, timer: number): Pick<TimedRounds, 'handle' | 'unref' | 'kept'> {
  const outer = facts.calls.findIndex(({ callee }) => callee.is === 'member' && (callee.name === 'unref' || callee.name === 'ref') && callee.of.is === 'call' && callee.of.call === timer);
  const handles = [timer, ...(outer === -1 ? [] : [outer])];
  const places = [...everyStep(facts)].flatMap(({ step }) => {
    if (typeof step === 'number' || (step.is !== 'set' && step.is !== 'put') || step.value?.is !== 'call' || !handles.includes(step.value.call)) return [];
    return [placeOf(step.is === 'set' ? { is: 'ref', to: step.to } : step.target) ?? ''];
  });
  const initial = facts.bindings.flatMap(({ values }, to) => (values.some((v) => v.is === 'call' && handles.includes(v.call)) ? [placeOf({ is: 'ref', to }) ?? ''] : []));
  const kept = new Set([...places, ...initial]);
  const unref = outer !== -1 || facts.calls.some(({ callee }) => callee.is === 'member' && callee.name === 'unref' && kept.has(placeOf(callee.of) ?? '?'));
  if (kept.size === 0) return { handle: isDropped(facts, handles) ? 'none' : 'unclear', unref, kept };
  const setter = facts.calls[timer]?.fn ?? -1;
  const clears = clearCalls(project, file).filter(({ timer: handle, ref }) => kept.has(placeOf(handle) ?? '?') && ![fn, setter].some((own) => isInside(facts, facts.calls[ref.call]?.fn ?? -1, own)));
  if (clears.some(({ ref }) => mayRun(project, { file, fn: facts.calls[ref.call]?.fn ?? -1 }))) return { handle: 'stops', unref, kept };
  return { handle: clears.length === 0 && !isSeenOutside(project, { file, fn: setter }, facts, kept) ? 'none' : 'unclear', unref, kept };
}

/** Nobody looks at what the timer gave. */
function isDropped(facts: FileFacts, handles: readonly number[]): boolean {
  const last = facts.calls[handles.at(-1) ?? -1];
  if (!last) return false;
  const { passedTo } = facts.functions[last.fn] ?? {};
  return last.dropped === true || (last.returned === true && passedTo !== undefined && facts.calls[passedTo.call]?.dropped === true);
}

/** The handle is a field that code of other files can get at, or a property of something else. */
function isSeenOutside(project: Project, setter: FunctionRef, facts: FileFacts, kept: ReadonlySet<string>): boolean {
  return [...kept].some((place) => {
    if (/^name \d+$/.test(place)) return facts.exports.some((e) => e.value && placeOf(e.value) === place);
    const member = /^this (\d+)\.([^.]+)$/.exec(place);
    return !member || (facts.classes[Number(member[1])]?.members.find((m) => m.name === member[2])?.private !== true && isExported(project.evaluator, setter));
  });
}

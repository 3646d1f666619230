import type { FileFacts, Step, Value } from '../../model/facts.js';
import { flatten, functionKey, type CallRef, type FunctionRef } from '../abstract.js';
import type { DeadlineJudgement } from '../deadline/judge.js';
import { stepsIn } from '../every-step.js';
import { grouped } from '../grouped.js';
import { testsBefore } from '../holding/remembered.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import type { TimerCall } from './timer-call.js';

/** Whether a run of an interval can begin before the one before it is done. */
export type Overlap =
  | { readonly is: 'overlaps'; /** The outbound call that can take longer. */ readonly call: CallRef; /** The time between two runs, where it is constant. */ readonly ms: number | undefined; /** The deadline of the call. */ readonly bound: number | undefined }
  | { readonly is: 'apart'; readonly why: string }
  | { readonly is: 'unknown'; readonly why: string }
  /** Nothing in it takes time. */
  | { readonly is: 'no-work' };

/** Work of a service that takes a minute and more is seldom; an interval of a minute and more keeps its runs apart. */
const longEnough = 60_000;
const deepest = 4;
/** Functions, own or of packages, that let one run in at a time or keep the others out. */
const excluding: ReadonlySet<string> = new Set(['runExclusive', 'acquire', 'tryAcquire', 'lock', 'tryLock', 'withLock', 'acquireLock', 'isLocked', 'clearInterval', 'clearTimeout']);

/** Stores in memory answer a command at once; one more that waits costs nothing. */
const inMemory: ReadonlySet<string> = new Set(['ioredis', 'redis', 'memcached', 'memjs', 'valkey', 'keyv']);

/** Judges the runs of one interval. */
export function overlapOf(project: Project, timer: TimerCall): Overlap {
  const callbacks = functionsOf(project, timer.ref.file, timer.callback);
  const work = callbacks.flatMap((fn) => outboundIn(project, fn));
  const [first] = work;
  if (!first) return { is: 'no-work' };
  const ms = delayOf(project, timer);
  if (ms !== undefined && ms >= longEnough) return { is: 'apart', why: `the next run comes ${String(Math.round(ms / 1000))} s later` };
  if (work.every(({ guard }) => guard === 'kept-apart')) return { is: 'apart', why: 'a flag keeps a run from starting before the last one is done' };
  const open = work.filter(({ guard, judged }) => guard === 'none' && !inMemory.has(judged.outbound.reading.entry.id));
  const [worst] = open;
  if (!worst) return { is: 'unknown', why: 'a lock may keep the runs apart, or its commands are short' };
  const bounds = open.map(({ judged }) => boundOf(judged));
  const total = bounds.reduce<number | undefined>((sum, bound) => (sum === undefined || bound === undefined ? undefined : sum + bound), 0);
  if (ms !== undefined && total !== undefined && total <= ms) return { is: 'apart', why: `its calls give up after ${String(total)} ms` };
  const unbound = open.find(({ judged }) => judged.verdict.is === 'none');
  // A deadline that is not constant may be made of the interval.
  if (!unbound && (total === undefined || ms === undefined)) return ms === undefined && open.length > 0 ? { is: 'overlaps', call: worst.judged.outbound.ref, ms, bound: total } : { is: 'unknown', why: 'how long its calls take at most is not known' };
  const slow = unbound ?? worst;
  return { is: 'overlaps', call: slow.judged.outbound.ref, ms, bound: unbound ? undefined : total };
}

interface Work {
  readonly judged: DeadlineJudgement;
  readonly guard: 'none' | 'kept-apart' | 'may-be';
}

/** The outbound calls that one run makes, through functions of the project. */
function outboundIn(project: Project, start: FunctionRef): readonly Work[] {
  const seen = new Set<string>();
  const found: Work[] = [];
  const visit = (fn: FunctionRef, outer: Work['guard'], depth: number): void => {
    if (seen.has(functionKey(fn)) || depth > deepest) return;
    seen.add(functionKey(fn));
    const facts = project.evaluator.facts(fn.file);
    if (!facts) return;
    const isExcluded = facts.calls.some((c) => c.fn === fn.fn && excluding.has(lastName(facts, c.callee)));
    const guard = (call: number): Work['guard'] => (isKeptApart(facts, fn.fn, call) ? 'kept-apart' : outer === 'kept-apart' ? outer : isExcluded ? 'may-be' : outer);
    for (const judged of deadlinesIn(project).get(functionKey(fn)) ?? []) found.push({ judged, guard: guard(judged.outbound.ref.call) });
    for (const { to, by } of project.graph.calleesOf(fn)) {
      const passed = by ?? takerOf(project, to);
      if (passed && isDeferred(project, passed)) continue;
      visit(to, passed?.file === fn.file ? guard(passed.call) : outer, depth + 1);
    }
  };
  visit(start, 'none', 0);
  return found;
}

const known = new WeakMap<Project, ReadonlyMap<string, readonly DeadlineJudgement[]>>();

/** The outbound calls of a project by the function in which they stand. Worked out once. */
function deadlinesIn(project: Project): ReadonlyMap<string, readonly DeadlineJudgement[]> {
  let found = known.get(project);
  if (!found) known.set(project, (found = grouped(project.deadlines, ({ outbound: { ref } }) => functionKey({ file: ref.file, fn: project.evaluator.call(ref)?.fn ?? -1 }))));
  return found;
}

function takerOf(project: Project, { file, fn }: FunctionRef): CallRef | undefined {
  const passed = project.evaluator.facts(file)?.functions[fn]?.passedTo;
  return passed && { file, call: passed.call };
}

/** What it is given runs at another time: a timer, a listener. */
function isDeferred(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  return deferring.has(lastName(facts, facts?.calls[call]?.callee ?? { is: 'unknown' }));
}

const deferring: ReadonlySet<string> = new Set(['setTimeout', 'setInterval', 'setImmediate', 'nextTick', 'on', 'once', 'addListener', 'addEventListener', 'subscribe']);

/** Whether a test before a call looks at something that the same function sets: `if (busy) return; busy = true;`. */
function isKeptApart(facts: FileFacts, fn: number, call: number): boolean {
  const steps = facts.functions[fn]?.steps ?? [];
  const tests = testsBefore(steps, call) ?? [];
  const names = new Set(setIn(steps));
  const fields = new Set(facts.assigns.flatMap(({ fn: at, target }) => (at === fn && target.is === 'member' ? [target.name] : [])));
  const looksAt = (value: Value): boolean => {
    switch (value.is) {
      case 'ref': return names.has(value.to) || (facts.bindings[value.to]?.kind === 'const' && (facts.bindings[value.to]?.values.some(looksAt) ?? false));
      case 'member': return fields.has(value.name);
      case 'unary': return looksAt(value.of);
      case 'binary': return looksAt(value.left) || looksAt(value.right);
      case 'either': return value.of.some(looksAt) || (value.and !== undefined && looksAt(value.and));
      case 'call': {
        // `running.has(id)`, beside `running.add(id)`
        const callee = facts.calls[value.call]?.callee;
        return callee?.is === 'member' && callee.name === 'has' && facts.calls.some((c) => c.fn === fn && c.callee.is === 'member' && (c.callee.name === 'add' || c.callee.name === 'set'));
      }
      default: return false;
    }
  };
  return tests.some(looksAt);
}

function setIn(steps: readonly Step[]): readonly number[] {
  return stepsIn(steps).flatMap((step) => (typeof step !== 'number' && step.is === 'set' ? [step.to] : []));
}

function functionsOf(project: Project, file: string, callback: Value): readonly FunctionRef[] {
  const facts = project.evaluator.facts(file);
  const bound = callback.is === 'call' ? facts?.calls[callback.call]?.callee : undefined;
  const value = bound?.is === 'member' && bound.name === 'bind' ? bound.of : callback;
  return flatten(project.evaluator.evaluate(file, value)).flatMap((v) => (v.is === 'function' ? [{ file: v.file, fn: v.fn }] : []));
}

/** The constant delay; the shortest of several. */
function delayOf(project: Project, { ref }: TimerCall): number | undefined {
  const numbers = flatten(project.evaluator.argument(ref, 1, undefined)).flatMap((v) => (v.is === 'literal' && typeof v.value === 'number' ? [v.value] : []));
  return numbers.length > 0 ? Math.min(...numbers) : undefined;
}

function boundOf({ verdict }: DeadlineJudgement): number | undefined {
  return verdict.is === 'bounded' ? verdict.ms : undefined;
}

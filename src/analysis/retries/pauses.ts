import type { FileFacts, Step, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef, type Env } from '../abstract.js';
import { callsBehind } from '../deadline/chain.js';
import { isInside } from '../deadline/timers.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';

/** A wait for a time: where the time is written, and the frames through which it is to be read. Without a value the time is not seen. */
export interface Pause {
  readonly file: string;
  readonly ms?: Value;
  readonly env: Env | undefined;
}

const names = new Set(['sleep', 'delay', 'wait', 'pause', 'snooze', 'timeout', 'setTimeout', 'sleepMs', 'waitFor', 'asyncSleep']);
const chained = new Set(['then', 'catch', 'finally']);
const longestWay = 4;

/** The wait for a time that an awaited value is: `sleep(ms)`, `new Promise((r) => setTimeout(r, ms))`, a helper of the project. */
export function pauseOf(project: Project, file: string, value: Value, env?: Env, depth = 0): Pause | undefined {
  const facts = project.evaluator.facts(file);
  if (!facts || depth > longestWay) return undefined;
  for (const call of callsBehind(facts, value)) {
    const found = ofCall(project, facts, { file, call }, env, depth);
    if (found) return found;
  }
  return undefined;
}

/** The waits among the steps of a file. */
export function pausesIn(project: Project, file: string, steps: readonly Step[], env?: Env, depth = 0): readonly Pause[] {
  return stepsIn(steps).flatMap((step) => {
    if (typeof step === 'number') return [];
    const value = step.is === 'await' || step.is === 'return' ? step.of : undefined;
    const pause = value && pauseOf(project, file, value, env, depth);
    return pause ? [pause] : [];
  });
}

function ofCall(project: Project, facts: FileFacts, ref: CallRef, env: Env | undefined, depth: number): Pause | undefined {
  const fact = facts.calls[ref.call];
  if (!fact) return undefined;
  const { callee, args } = fact;
  if (callee.is === 'member' && chained.has(callee.name)) return pauseOf(project, ref.file, callee.of, env, depth + 1);
  if (callee.is === 'member' && callee.of.is === 'global' && callee.of.name === 'Promise') {
    return firstOf(args.flatMap((a) => (a.is === 'array' ? a.items : [])), (item) => pauseOf(project, ref.file, item, env, depth + 1));
  }
  for (const target of flatten(project.evaluator.evaluate(ref.file, callee, env))) {
    const found = ofTarget(project, target, ref, env, depth);
    if (found) return found;
    if (target.is === 'function') return undefined;
  }
  // What is not seen says by its name what it does.
  return names.has(lastName(facts, callee)) && !fact.construct && args.length > 0 ? { file: ref.file, env, ...(args[0] && { ms: args[0] }) } : undefined;
}

function ofTarget(project: Project, target: Abstract, ref: CallRef, env: Env | undefined, depth: number): Pause | undefined {
  if (target.is === 'function') return ofFunction(project, target, ref, env, depth);
  if (target.is !== 'library') return undefined;
  const last = target.path.at(-1);
  const name = last && 'member' in last ? last.member : '';
  const [ms] = project.evaluator.call(ref)?.args ?? [];
  const isTimer = target.promisified === true && name === 'setTimeout';
  const isPackage = (target.package === 'timers/promises' && (name === 'setTimeout' || name === 'wait')) || (target.package === 'delay' && name === '') || (target.package === 'globalThis' && name === 'sleep');
  if (isTimer || isPackage) return { file: ref.file, env, ...(ms && { ms }) };
  return target.package === 'globalThis' && name === 'Promise' ? ofExecutor(project, ref, env) : undefined;
}

/** A helper that waits: it gives a promise of a timer, or awaits one. */
function ofFunction(project: Project, target: Extract<Abstract, { is: 'function' }>, ref: CallRef, env: Env | undefined, depth: number): Pause | undefined {
  const fact = project.evaluator.facts(target.file)?.functions[target.fn];
  if (!fact || depth >= longestWay) return undefined;
  const inner = project.evaluator.enter(target, ref, env, target.self);
  return firstOf(fact.returns, (value) => pauseOf(project, target.file, value, inner, depth + 1)) ?? pausesIn(project, target.file, fact.steps ?? [], inner, depth + 1)[0];
}

function ofExecutor(project: Project, ref: CallRef, env: Env | undefined): Pause | undefined {
  const [executor] = project.evaluator.argument(ref, 0, env);
  const facts = executor?.is === 'function' ? project.evaluator.facts(executor.file) : undefined;
  if (executor?.is !== 'function' || !facts) return undefined;
  const timer = facts.calls.find((c) => lastName(facts, c.callee) === 'setTimeout' && isInside(facts, c.fn, executor.fn));
  return timer && { file: executor.file, env: executor.env ?? env, ...(timer.args[1] && { ms: timer.args[1] }) };
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

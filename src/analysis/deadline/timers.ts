import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef, type Env } from '../abstract.js';
import type { Evaluator } from '../evaluate.js';
import { callsBehind } from './chain.js';

/** A promise that settles after a time. `ms` is absent where the time is not constant. */
export interface TimerPromise {
  readonly ms?: number;
  /** The `setTimeout` behind it, where it is code of the project. */
  readonly timer?: CallRef;
}

/** Packages whose export, or whose `setTimeout`, gives such a promise. */
const delayPackages: Readonly<Record<string, readonly string[]>> = { 'timers/promises': ['setTimeout()'], delay: ['()'], 'p-timeout': [] };

/** The timer behind a value, if it is a promise that a timer settles: `new Promise((_, no) => setTimeout(no, ms))`, `sleep(ms)`. */
export function timerPromise(evaluator: Evaluator, file: string, value: Value, env?: Env): TimerPromise | undefined {
  const facts = evaluator.facts(file);
  if (!facts) return undefined;
  for (const call of callsBehind(facts, value)) {
    const found = timerOfCall(evaluator, { file, call }, env, 0);
    if (found) return found;
  }
  return undefined;
}

function timerOfCall(evaluator: Evaluator, ref: CallRef, env: Env | undefined, depth: number): TimerPromise | undefined {
  const fact = evaluator.call(ref);
  const facts = evaluator.facts(ref.file);
  if (!fact || !facts || depth > 4) return undefined;
  // `sleep(5000).then(() => { throw … })`
  if (fact.callee.is === 'member' && ['then', 'catch', 'finally'].includes(fact.callee.name)) {
    const [receiver] = callsBehind(facts, fact.callee.of);
    return receiver === undefined ? undefined : timerOfCall(evaluator, { file: ref.file, call: receiver }, env, depth + 1);
  }
  for (const callee of flatten(evaluator.evaluate(ref.file, fact.callee, env))) {
    const found = timerOfCallee(evaluator, callee, ref, env, depth);
    if (found) return found;
  }
  return undefined;
}

function timerOfCallee(evaluator: Evaluator, callee: Abstract, ref: CallRef, env: Env | undefined, depth: number): TimerPromise | undefined {
  if (callee.is === 'function') {
    const inner = evaluator.enter(callee, ref, env, callee.self);
    const returns = evaluator.facts(callee.file)?.functions[callee.fn]?.returns ?? [];
    return firstOf(returns, (v) => timerPromiseIn(evaluator, callee.file, v, inner, depth + 1));
  }
  if (callee.is !== 'library') return undefined;
  const path = callee.path.map((s) => ('member' in s ? s.member : '?')).join('.');
  if (callee.package === 'globalThis' && path === 'Promise') return executorTimer(evaluator, ref, env);
  const known = delayPackages[callee.package];
  if (known?.includes(`${path}()`)) {
    const [ms] = evaluator.argument(ref, 0, env);
    return ms?.is === 'literal' && typeof ms.value === 'number' ? { ms: ms.value } : {};
  }
  return undefined;
}

function timerPromiseIn(evaluator: Evaluator, file: string, value: Value, env: Env, depth: number): TimerPromise | undefined {
  const facts = evaluator.facts(file);
  return facts && firstOf(callsBehind(facts, value), (call) => timerOfCall(evaluator, { file, call }, env, depth));
}

/** `new Promise(executor)` whose executor sets a timer that settles it. */
export function executorTimer(evaluator: Evaluator, ref: CallRef, env: Env | undefined): TimerPromise | undefined {
  const [executor] = evaluator.argument(ref, 0, env);
  if (executor?.is !== 'function') return undefined;
  const facts = evaluator.facts(executor.file);
  const timer = facts?.calls.findIndex((c, call) => isSetTimeout(c.callee) && isInside(facts, c.fn, executor.fn) && settles(evaluator, { file: executor.file, call }, executor.fn)) ?? -1;
  if (timer === -1) return undefined;
  const [ms] = evaluator.argument({ file: executor.file, call: timer }, 1, env);
  return { timer: { file: executor.file, call: timer }, ...(ms?.is === 'literal' && typeof ms.value === 'number' && { ms: ms.value }) };
}

/** Whether a timer's callback is one of the executor's functions, calls one, or is not seen. */
function settles(evaluator: Evaluator, timer: CallRef, executor: number): boolean {
  const facts = evaluator.facts(timer.file);
  const callback = facts?.calls[timer.call]?.args[0];
  if (!facts || !callback) return false;
  if (callback.is !== 'function') return callback.is === 'ref' && isExecutorsOwn(facts, callback.to, executor);
  return facts.calls.some((c) => isInside(facts, c.fn, callback.fn) && ((c.callee.is === 'ref' && isExecutorsOwn(facts, c.callee.to, executor)) || c.args.some((a) => a.is === 'ref' && isExecutorsOwn(facts, a.to, executor))));
}

/** Whether a name is a parameter of the executor: `resolve`, `reject`. */
export function isExecutorsOwn(facts: FileFacts, to: number, executor: number): boolean {
  return facts.bindings[to]?.values.some((v) => v.is === 'param' && v.fn === executor) ?? false;
}

function isSetTimeout(callee: Value): boolean {
  return (callee.is === 'global' && callee.name === 'setTimeout') || (callee.is === 'member' && callee.name === 'setTimeout');
}

/** Whether code of function `fn` stands inside function `outer`, or is it. */
export function isInside(facts: FileFacts | undefined, fn: number, outer: number): boolean {
  for (let current = fn; current !== -1; current = facts?.functions[current]?.parent ?? -1) if (current === outer) return true;
  return outer === -1;
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

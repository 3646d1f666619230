import type { FileFacts } from '../../model/facts.js';
import { flatten, pathText, type CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import type { Project } from '../project.js';

/** A timer of the runtime. */
export interface Timer {
  readonly ref: CallRef;
  readonly is: 'timeout' | 'interval';
  /** Milliseconds, where that is constant. */
  readonly ms?: number;
  /** All it can do when it fires is settle a promise, or abort: nothing, once the work is over. */
  readonly harmless: boolean;
}

const timers: ReadonlyMap<string, Timer['is']> = new Map([['setTimeout', 'timeout'], ['setInterval', 'interval']]);
const homes = new Set(['globalThis', 'timers', 'node:timers']);

/** The timer that a call starts, itself or in a function of the project that returns it. */
export function timerOf(project: Project, ref: CallRef, depth = 0): Timer | undefined {
  const { evaluator } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.construct || depth > 2) return undefined;
  const [target, ...others] = flatten(evaluator.evaluate(ref.file, fact.callee));
  if (!target || others.length > 0) return undefined;
  if (target.is === 'function') {
    const facts = evaluator.facts(target.file);
    const { returns = [], async } = facts?.functions[target.fn] ?? {};
    const found = async ? [] : returns.map((v) => (v.is === 'call' ? timerOf(project, { file: target.file, call: v.call }, depth + 1) : undefined));
    return found.every((t) => t !== undefined) ? found[0] : undefined;
  }
  const is = target.is === 'library' && homes.has(target.package) ? timers.get(pathText(target.path)) : undefined;
  if (!is) return undefined;
  const [ms] = evaluator.argument(ref, 1, undefined);
  return { ref, is, ...(ms?.is === 'literal' && typeof ms.value === 'number' && { ms: ms.value }), harmless: is === 'timeout' && isHarmless(project, ref) };
}

function isHarmless(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  const callback = facts?.calls[call]?.args[0];
  if (!facts || !callback) return false;
  if (callback.is === 'ref') return isExecutors(facts, callback.to);
  if (callback.is !== 'function') return false;
  const { assigns } = facts.functions[callback.fn] ?? {};
  return !assigns && facts.calls.every((c, at) => !isInside(facts, c.fn, callback.fn) || c.construct === true || isSettling(facts, at));
}

/** `reject(new Error('timeout'))`, `controller.abort()`. */
function isSettling(facts: FileFacts, call: number): boolean {
  const callee = facts.calls[call]?.callee;
  return callee?.is === 'ref' ? isExecutors(facts, callee.to) : callee?.is === 'member' && (callee.name === 'abort' || callee.name === 'unref');
}

/** `resolve` and `reject` of the function that `new Promise` is given. */
function isExecutors(facts: FileFacts, to: number): boolean {
  const values = facts.bindings[to]?.values ?? [];
  return values.length > 0 && values.every((v) => {
    const given = v.is === 'param' ? facts.functions[v.fn]?.passedTo : undefined;
    const taker = given && facts.calls[given.call];
    return taker?.construct === true && taker.callee.is === 'global' && taker.callee.name === 'Promise';
  });
}

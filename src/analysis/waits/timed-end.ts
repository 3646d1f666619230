import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { timerAround } from '../deadline/signal.js';
import { isInside } from '../deadline/timers.js';
import { isSame } from './asking.js';

/** Methods that end what is waited for, so that its `error` or `close` comes. */
const ending = new Set(['destroy', 'end', 'close', 'abort', 'terminate', 'cancel', 'kill', 'disconnect', 'emit', 'stop', 'quit', 'removeListener', 'off', 'unsubscribe']);

/** What ends an emitter by time, in the same file: its own timeout, or a timer that destroys it. */
export function abortsNear(project: Project, file: string, emitter: Value): string | undefined {
  const facts = project.evaluator.facts(file);
  if (!facts) return undefined;
  for (const [call, { callee }] of facts.calls.entries()) {
    if (callee.is !== 'member' || !isSame(facts, callee.of, emitter)) continue;
    if (callee.name === 'setTimeout') return 'its own setTimeout ends it';
    if (ending.has(callee.name) && timerAround(project.evaluator, facts, { file, call })) return 'a timer ends it';
  }
  return undefined;
}

/** Whether the function that waits, or one around it, sets a timer of its own: what that ends is not looked at closer. */
export function hasTimerBeside(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  const around = facts?.calls[call]?.fn ?? -1;
  return facts !== undefined && around !== -1 && facts.calls.some((c) => c.args.length > 0 && isInside(facts, around, c.fn) && c.fn !== -1 && !c.awaited && isNamed(c.callee, 'setTimeout'));
}

function isNamed(callee: Value, name: string): boolean {
  return (callee.is === 'global' || callee.is === 'member') && callee.name === name;
}

/**
 * Whether some timer of the class, or of the file where there is none, may settle what an executor stores: it is not looked at closer. What another
 * promise's executor does with timers ends that promise alone.
 */
export function hasTimer(facts: FileFacts, cls: number | undefined, executor: number): boolean {
  const others = facts.functions.flatMap((_, fn) => (fn !== executor && isExecutor(facts, fn) ? [fn] : []));
  return facts.calls.some((c) => {
    const { callee } = c;
    const name = callee.is === 'global' || callee.is === 'member' ? callee.name : '';
    const clears = name === 'clearTimeout' || name === 'clearInterval';
    const isTimer = clears || name === 'setTimeout' || name === 'setInterval' || name === 'timeout';
    return isTimer && (cls === undefined || facts.functions[c.fn]?.cls === cls || c.fn === -1) && !others.some((fn) => isInside(facts, c.fn, fn) && !isInside(facts, executor, fn));
  });
}

function isExecutor(facts: FileFacts, fn: number): boolean {
  const { passedTo } = facts.functions[fn] ?? {};
  const made = passedTo?.index === 0 ? facts.calls[passedTo.call] : undefined;
  return made?.construct === true && made.callee.is === 'global' && made.callee.name === 'Promise';
}

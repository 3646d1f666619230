import type { FileFacts, Step, Value } from '../../model/facts.js';
import { everyStep } from '../every-step.js';
import { isRemembered } from './presence.js';
import type { MemoStore } from './memo-stores.js';

const chaining: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/**
 * Whether what a store keeps is a promise by what its file does with it: the function that keeps it waits for it, or chains on it, behind the place where it was kept. What is awaited before it is kept is none.
 */
export function isUsedAsPromise(facts: FileFacts, { fn, place, value }: MemoStore): boolean {
  if (value.is !== 'call') return false;
  const isIt = (of: Value): boolean => isRemembered(facts, of, place);
  const waits = (step: Step): boolean => {
    if (typeof step !== 'number') return step.is === 'await' && isIt(step.of);
    const callee = facts.calls[step]?.callee;
    return callee?.is === 'member' && chaining.has(callee.name) && isIt(callee.of);
  };
  return [...everyStep(facts)].some(({ step, fn: at }) => at === fn.fn && waits(step));
}

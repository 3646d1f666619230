import type { Step, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import { isLeaving } from '../leaving.js';
import type { Doing } from './doing.js';

/**
 * The ways of a branch on which nothing is done for the duty because what bears it was asked, and may have said that there is nothing to do: the other way of
 * `if (runner.isTransactionActive) await runner.rollbackTransaction()`, and `if (runner.isReleased) return`.
 */
export function excusedWays({ test, ways }: Extract<Step, { is: 'branch' }>, asks: (test: Value) => boolean, doingOf: (call: number) => Doing): readonly number[] {
  if (!asks(test)) return [];
  const does = ways.map((way) => stepsIn(way).some((s) => typeof s === 'number' && isDone(doingOf(s))));
  return ways.flatMap((way, index) => (does.includes(true) ? !does[index] : isOnlyLeft(way)) ? [index] : []);
}

function isDone(doing: Doing): boolean {
  return doing.is === 'done' ? !doing.throws : doing.is === 'open' || doing.is === 'may';
}

/** `return`, `throw error`, `continue`, and nothing else. */
function isOnlyLeft(way: readonly Step[]): boolean {
  return way.length > 0 && way.every(isLeaving);
}

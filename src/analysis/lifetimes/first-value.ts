import type { FileFacts, Value } from '../../model/facts.js';
import { isNothing } from '../nothing.js';
import type { Spot } from '../emitters/hand-over.js';
import { isAt } from './at-spot.js';
import { testsOf } from './branch-tests.js';

/** `if (!cache) cache = new Map()`: there was none before. */
export function isFirstValue(facts: FileFacts, fn: number, value: Value, spot: Spot): boolean {
  const isNew = value.is === 'object' || value.is === 'array' || value.is === 'call';
  return isNew && testsOf(facts.functions[fn]?.steps ?? []).some((test) => asksWhetherThere(test, spot));
}

function asksWhetherThere(test: Value, spot: Spot): boolean {
  if (test.is === 'unary') return test.op === '!' && isAt(test.of, spot);
  if (test.is === 'either') return test.of.some((v) => asksWhetherThere(v, spot)) || (test.and !== undefined && asksWhetherThere(test.and, spot));
  return test.is === 'binary' && /^===?$/.test(test.op) && ((isNothing(test.right) && isAt(test.left, spot)) || (isNothing(test.left) && isAt(test.right, spot)));
}

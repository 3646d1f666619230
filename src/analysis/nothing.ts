import type { Value } from '../model/facts.js';

/** Whether a value is written as `undefined` or `null`. */
export function isNothing(value: Value): boolean {
  return value.is === 'undefined' || (value.is === 'literal' && value.value === null);
}

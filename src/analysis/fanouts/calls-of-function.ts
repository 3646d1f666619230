import type { FileFacts } from '../../model/facts.js';

const known = new WeakMap<FileFacts, ReadonlyMap<number, readonly number[]>>();

/** The calls that stand in a function itself, not in those that are written inside. */
export function callsOfFunction(facts: FileFacts, fn: number): readonly number[] {
  let byFunction = known.get(facts);
  if (!byFunction) {
    const found = new Map<number, number[]>();
    for (const [call, fact] of facts.calls.entries()) found.set(fact.fn, [...(found.get(fact.fn) ?? []), call]);
    known.set(facts, (byFunction = found));
  }
  return byFunction.get(fn) ?? [];
}

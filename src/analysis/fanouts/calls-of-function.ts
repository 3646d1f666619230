import type { FileFacts } from '../../model/facts.js';
import { grouped } from '../grouped.js';

const known = new WeakMap<FileFacts, ReadonlyMap<number, readonly number[]>>();

/** The calls that stand in a function itself, not in those that are written inside. */
export function callsOfFunction(facts: FileFacts, fn: number): readonly number[] {
  let byFunction = known.get(facts);
  if (!byFunction) known.set(facts, (byFunction = grouped(facts.calls.keys(), (call) => facts.calls[call]?.fn ?? -1)));
  return byFunction.get(fn) ?? [];
}

import type { FileFacts, Range, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import { grouped } from '../grouped.js';

/** A function gives a value to a name. */
interface NameSet {
  readonly to: number;
  readonly value: Value;
  readonly fn: number;
  /** Of the function. */
  readonly range: Range;
}

const known = new WeakMap<FileFacts, ReadonlyMap<number, readonly NameSet[]>>();

/** Where functions of a file give a value to a binding. */
export function setsOf(facts: FileFacts, to: number): readonly NameSet[] {
  let found = known.get(facts);
  if (!found) known.set(facts, (found = grouped(setsIn(facts), (set) => set.to)));
  return found.get(to) ?? [];
}

function* setsIn({ functions }: FileFacts): Iterable<NameSet> {
  for (const [fn, { steps = [], range }] of functions.entries()) {
    for (const step of stepsIn(steps)) if (typeof step !== 'number' && step.is === 'set') yield { to: step.to, value: step.value, fn, range };
  }
}

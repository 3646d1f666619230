import type { Value } from '../model/facts.js';
import { unknown, type Abstract, type Env } from './abstract.js';
import type { Evaluator } from './evaluate.js';

type ArrayValue = Extract<Abstract, { is: 'array' }>;

/** One item of a list that is written out. Behind a spread nothing can be counted. */
export function itemOf(evaluator: Evaluator, { file, items, env }: ArrayValue, index: number): readonly Abstract[] {
  const certain = Number.isInteger(index) && !items.slice(0, index + 1).some((v) => v.is === 'spread');
  const item = items[index];
  return certain ? (item ? evaluator.evaluate(file, item, env) : [{ is: 'absent' }]) : [unknown('an element of a collection')];
}

/**
 * An argument at or behind the first spread of a call. `f(...list, last)`: a list that is written out has an end, behind which the next
 * arguments stand. What a caller gives as the rest has none: only with nothing behind it is each place a parameter's.
 */
export function spreadArgument(evaluator: Evaluator, file: string, args: readonly Value[], at: number, env: Env | undefined): readonly Abstract[] {
  let before = 0;
  for (const [index, arg] of args.entries()) {
    if (arg.is !== 'spread') {
      if (before++ === at) return evaluator.evaluate(file, arg, env);
      continue;
    }
    const of = evaluator.evaluate(file, arg.of, env);
    const isLast = index === args.length - 1;
    const length = of.length === 1 ? lengthOf(of[0]) : undefined;
    if (isLast || length === undefined || at < before + length) return of.flatMap((v) => (v.is === 'array' || (v.is === 'param' && v.rest && isLast) ? evaluator.member(v, String(at - before)) : [unknown('spread arguments')]));
    before += length;
  }
  return [{ is: 'absent' }];
}

function lengthOf(value: Abstract | undefined): number | undefined {
  return value?.is === 'array' && !value.items.some((v) => v.is === 'spread') ? value.items.length : undefined;
}

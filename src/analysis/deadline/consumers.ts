import type { FileFacts, Value } from '../../model/facts.js';

/** A call that is given a promise or a function, and where. */
export interface Consumer {
  readonly call: number;
  readonly index: number;
  /** Inside an array: `Promise.race([p, …])`. The other elements stand beside it. */
  readonly beside?: readonly Value[];
}

/** What is handed around: a call's result, or what a variable (a parameter) holds. */
export type Carried = { readonly is: 'call'; readonly call: number } | { readonly is: 'ref'; readonly to: number };

/**
 * The calls that are given the promise itself, not its result: an `await` in between ends the way. Variables that hold
 * it are followed, and so are `.then`, `.catch` and the like, whose result takes its place.
 */
export function consumersOf(facts: FileFacts, carried: Carried): readonly Consumer[] {
  const found: Consumer[] = [];
  for (const [call, fact] of facts.calls.entries()) {
    for (const [index, argument] of fact.args.entries()) {
      if (carries(facts, argument, carried)) found.push({ call, index });
      else if (argument.is === 'array' && argument.items.some((item) => carries(facts, item, carried))) {
        found.push({ call, index, beside: argument.items.filter((item) => !carries(facts, item, carried)) });
      }
    }
  }
  return found;
}

/** The calls of methods on the promise: `p.then(…)`. */
export function continuationsOf(facts: FileFacts, carried: Carried): readonly number[] {
  return facts.calls.flatMap((fact, call) => (fact.callee.is === 'member' && carries(facts, fact.callee.of, carried) ? [call] : []));
}

function carries(facts: FileFacts, value: Value, carried: Carried, depth = 0): boolean {
  if (value.is === 'call') return carried.is === 'call' && carried.call === value.call;
  if (value.is === 'spread') return carries(facts, value.of, carried, depth);
  if (value.is === 'either') return value.of.some((v) => carries(facts, v, carried, depth));
  if (value.is !== 'ref') return false;
  if (carried.is === 'ref' && carried.to === value.to) return true;
  return depth < 4 && (facts.bindings[value.to]?.values.some((v) => carries(facts, v, carried, depth + 1)) ?? false);
}

/** The bindings that hold parameter `at` of a function. */
export function parameterBindings(facts: FileFacts, fn: number, at: number): readonly number[] {
  return facts.bindings.flatMap((b, index) => (b.values.some((v) => isParameter(v, fn, at)) ? [index] : []));
}

function isParameter(value: Value, fn: number, at: number): boolean {
  if (value.is === 'fallback') return isParameter(value.first, fn, at);
  return value.is === 'param' && value.fn === fn && value.at === at;
}

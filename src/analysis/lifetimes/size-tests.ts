import type { FileFacts, Value } from '../../model/facts.js';
import { leavesOf, type Root } from '../emitters/usages.js';
import { testsOf } from './branch-tests.js';

/** The size of something is compared with a limit. */
export interface SizeTest {
  readonly fn: number;
  readonly root: Root;
  /** What is read from the root on, down to the collection. */
  readonly reads: readonly string[];
  /** What is measured, as it is written. */
  readonly of: Value;
}

/** Whether a value is such a comparison, or is put together from one. */
export function comparesSize(facts: FileFacts, value: Value): boolean {
  return comparisons(facts, value, -1).length > 0;
}

const known = new WeakMap<FileFacts, readonly SizeTest[]>();

/** The comparisons of sizes in a file: `cache.size >= max`, `Object.keys(cache).length > 100`. Emptiness is no limit. */
export function sizeTestsOf(facts: FileFacts): readonly SizeTest[] {
  let found = known.get(facts);
  if (!found) known.set(facts, (found = [...testsIn(facts)]));
  return found;
}

function* testsIn(facts: FileFacts): Iterable<SizeTest> {
  for (const value of testsOf(facts.steps)) yield* comparisons(facts, value, -1);
  for (const [fn, { steps = [], returns }] of facts.functions.entries()) for (const value of [...testsOf(steps), ...returns]) yield* comparisons(facts, value, fn);
  for (const { fn, values } of facts.bindings) for (const value of values) yield* comparisons(facts, value, fn);
}

function comparisons(facts: FileFacts, value: Value, fn: number): readonly SizeTest[] {
  switch (value.is) {
    case 'binary':
      if (/^[<>]=?$/.test(value.op)) return [...sized(facts, value.left, value.right, fn), ...sized(facts, value.right, value.left, fn)];
      return [...comparisons(facts, value.left, fn), ...comparisons(facts, value.right, fn)];
    case 'unary': return comparisons(facts, value.of, fn);
    case 'either': return [...(value.and ? [value.and] : []), ...value.of].flatMap((v) => comparisons(facts, v, fn));
    case 'fallback': return [value.first, value.then].flatMap((v) => comparisons(facts, v, fn));
    default: return [];
  }
}

function sized(facts: FileFacts, size: Value, limit: Value, fn: number): readonly SizeTest[] {
  if (size.is !== 'member' || (size.name !== 'size' && size.name !== 'length') || (limit.is === 'literal' && typeof limit.value === 'number' && limit.value < 2)) return [];
  const call = size.of.is === 'call' ? facts.calls[size.of.call] : undefined;
  const isKeys = call?.callee.is === 'member' && /^(?:keys|values|entries)$/.test(call.callee.name) && call.callee.of.is === 'global' && call.callee.of.name === 'Object';
  const of = isKeys ? call.args[0] : size.of;
  return of ? leavesOf(of).flatMap(({ root, reads, wraps }) => (wraps.length === 0 ? [{ fn, root, reads, of }] : [])) : [];
}

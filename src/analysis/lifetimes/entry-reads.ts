import type { FileFacts, Value } from '../../model/facts.js';
import type { Spot } from '../emitters/hand-over.js';
import { isAt } from './at-spot.js';
import { testsOf } from './branch-tests.js';

type Element = Extract<Value, { is: 'element' }>;

interface EntryRead {
  readonly fn: number;
  readonly of: Value;
  readonly key: Value | undefined;
}

const known = new WeakMap<FileFacts, readonly EntryRead[]>();

/** Where one entry of an object is looked up: `const hit = cache[key]`, `if (cache[key])`, `return cache[key]`. */
export function entryReadsOf(facts: FileFacts, spot: Spot): readonly EntryRead[] {
  let found = known.get(facts);
  if (!found) known.set(facts, (found = readsIn(facts)));
  return found.filter(({ of }) => isAt(of, spot));
}

function readsIn(facts: FileFacts): readonly EntryRead[] {
  const { bindings, functions } = facts;
  const read = (value: Value, fn: number): readonly EntryRead[] => elementsIn(value, 0).flatMap(({ of, key }) => (key && isGoneThrough(facts, key) ? [] : [{ fn, of, key }]));
  return [
    ...bindings.flatMap(({ fn, values }) => values.flatMap((v) => read(v, fn))),
    ...functions.flatMap(({ steps = [], returns }, fn) => [...testsOf(steps), ...returns].flatMap((v) => read(v, fn))),
  ];
}

/** `for (const key in cache)`, `Object.keys(cache).forEach((key) => …)`: who goes through all of them looks none up. */
function isGoneThrough({ bindings, functions }: FileFacts, key: Value): boolean {
  return key.is === 'ref' && bindings[key.to]?.values.some((v) => v.is === 'unknown' || v.is === 'element' || (v.is === 'param' && functions[v.fn]?.passedTo !== undefined)) === true;
}

function elementsIn(value: Value, depth: number): readonly Element[] {
  const inner = (v: Value): readonly Element[] => (depth < 4 ? elementsIn(v, depth + 1) : []);
  switch (value.is) {
    case 'element': return [value];
    case 'await': case 'unary': case 'member': return inner(value.of);
    case 'binary': return [...inner(value.left), ...inner(value.right)];
    case 'either': return [...(value.and ? [value.and] : []), ...value.of].flatMap(inner);
    case 'fallback': return [...inner(value.first), ...inner(value.then)];
    default: return [];
  }
}

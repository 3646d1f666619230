import type { BindingFact, FileFacts, Use, Value } from '../model/facts.js';
import { grouped } from './grouped.js';

/** The names that a parameter of a function has: its own, or those of the pattern that takes it apart. */
export function namesOfParameter(facts: FileFacts, fn: number, at: number): readonly BindingFact[] {
  let index = indexes.get(facts);
  if (!index) indexes.set(facts, (index = indexOf(facts)));
  return (index.get(fn) ?? []).flatMap(({ binding }) => (binding.values.some((v) => isPartOf(v, fn, at)) ? [binding] : []));
}

interface NamedParameter {
  readonly fn: number;
  readonly binding: BindingFact;
}

/** The names of the parameters of each function: a long file has many of both. */
const indexes = new WeakMap<FileFacts, ReadonlyMap<number, readonly NamedParameter[]>>();

function indexOf({ bindings }: FileFacts): ReadonlyMap<number, readonly NamedParameter[]> {
  const named = bindings.filter(({ kind }) => kind === 'param').flatMap((binding) => [...new Set(binding.values.flatMap((v) => functionOf(v) ?? []))].map((fn) => ({ fn, binding })));
  return grouped(named, ({ fn }) => fn);
}

/** The function whose parameter a value is a part of. */
function functionOf(value: Value): number | undefined {
  switch (value.is) {
    case 'param': return value.fn;
    case 'member': case 'element': case 'rest': return functionOf(value.of);
    case 'fallback': return functionOf(value.first);
    default: return undefined;
  }
}

/** Where a parameter of a function is used, as a whole or in parts. */
export function usesOfParameter(facts: FileFacts, fn: number, at: number): readonly Use[] {
  return namesOfParameter(facts, fn, at).flatMap((b) => b.uses ?? []);
}

function isPartOf(value: Value, fn: number, at: number): boolean {
  switch (value.is) {
    case 'param': return value.fn === fn && value.at === at;
    case 'member': case 'element': case 'rest': return isPartOf(value.of, fn, at);
    case 'fallback': return isPartOf(value.first, fn, at);
    default: return false;
  }
}

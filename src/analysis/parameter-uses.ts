import type { BindingFact, FileFacts, Use, Value } from '../model/facts.js';

/** The names that a parameter of a function has: its own, or those of the pattern that takes it apart. */
export function namesOfParameter(facts: FileFacts, fn: number, at: number): readonly BindingFact[] {
  return facts.bindings.filter((b) => b.kind === 'param' && b.values.some((v) => isPartOf(v, fn, at)));
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

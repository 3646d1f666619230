import type { FileFacts, FunctionFact } from '../../model/facts.js';
import { parameterBindings } from '../deadline/consumers.js';

const errorName = /^_?(?:err|error|exception)$/i;

/** What `length` of a function is: the parameters before the first that has a default or takes the rest. */
export function arityOf({ params }: FunctionFact): number {
  const first = params.findIndex((p) => p.default ?? p.rest);
  return first === -1 ? params.length : first;
}

/** Whether a function was meant to be called for errors, by the name of its first parameter. */
export function isMeantForErrors(facts: FileFacts, fn: number): boolean {
  return (facts.functions[fn]?.params.length ?? 0) > 1 && parameterBindings(facts, fn, 0).some((b) => errorName.test(facts.bindings[b]?.name ?? ''));
}

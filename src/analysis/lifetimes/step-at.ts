import type { FileFacts, Range, Step } from '../../model/facts.js';
import type { StepTest } from './run-order.js';

/** The step of a place: a call by what is underlined of it, an assignment or a deletion by where it stands. */
export function stepAt(facts: FileFacts, { range: [start] }: { readonly range: Range }): StepTest {
  const at = (step: Step): Range | undefined => (typeof step === 'number' ? facts.calls[step]?.calleeRange : step.is === 'put' ? step.range : undefined);
  return (step) => at(step)?.[0] === start;
}

import type { Step } from '../model/facts.js';

/** Whether a step is one behind which its list does not go on: `return`, `throw`, `break` and `continue`. */
export function isLeaving(step: Step | undefined): boolean {
  return typeof step === 'object' && (step.is === 'return' || step.is === 'throw' || step.is === 'jump');
}

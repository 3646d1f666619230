import type { FileFacts, Value } from '../../model/facts.js';
import { everyStep } from '../every-step.js';
import { lastName } from '../promises/registrations.js';

/** Whether a call makes a promise that others settle: its executor puts `reject` somewhere. Who keeps it may mean it to carry one outcome to all who ask. */
export function isDeferred(facts: FileFacts, call: number): boolean {
  const fact = facts.calls[call];
  const [executor] = fact?.args ?? [];
  if (!fact?.construct || lastName(facts, fact.callee) !== 'Promise' || executor?.is !== 'function') return false;
  const settles = (value: Value | undefined): boolean => value?.is === 'ref' && facts.bindings[value.to]?.values.some((v) => v.is === 'param' && v.fn === executor.fn && v.at === 1) === true;
  return [...everyStep(facts)].some(({ step, fn }) => fn === executor.fn && typeof step !== 'number' && (step.is === 'set' || step.is === 'put') && settles(step.value));
}

import type { FileFacts, Range, Step } from '../../model/facts.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';

/** Whether an async function waits for something before it gets to a call. False for a call that stands in a function inside. */
export function isBehindAwait(project: Project, fn: FunctionRef, later: CallRef): boolean {
  const facts = project.evaluator.facts(fn.file);
  const call = facts?.calls[later.call];
  if (!facts || !call || later.file !== fn.file || call.fn !== fn.fn) return false;
  return awaitsIn(facts, facts.functions[fn.fn]?.steps ?? []).some((range) => range[1] <= call.range[0]);
}

/** What is waited for on every way through. */
function awaitsIn(facts: FileFacts, steps: readonly Step[]): readonly Range[] {
  return steps.flatMap((step): readonly Range[] => {
    if (typeof step === 'number') {
      const call = facts.calls[step];
      return call?.awaited ? [call.range] : [];
    }
    if (step.is === 'await') return [step.range];
    return step.is === 'try' || step.is === 'label' ? awaitsIn(facts, step.body) : [];
  });
}

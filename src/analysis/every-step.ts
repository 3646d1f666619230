import type { FileFacts, Step } from '../model/facts.js';

/** A step, and the function in which it stands; -1 for the module. */
export interface PlacedStep {
  readonly step: Step;
  readonly fn: number;
}

/** Every step of a file, outer ones before inner ones. */
export function* everyStep(facts: FileFacts): Iterable<PlacedStep> {
  yield* within(facts.steps, -1);
  for (const [fn, { steps }] of facts.functions.entries()) if (steps) yield* within(steps, fn);
}

function* within(steps: readonly Step[], fn: number): Iterable<PlacedStep> {
  for (const step of stepsIn(steps)) yield { step, fn };
}

/** Every step of a list, outer ones before inner ones. */
export function stepsIn(steps: readonly Step[]): readonly Step[] {
  const found: Step[] = [];
  collect(steps, found);
  return found;
}

/** Into one list: lists of lists cost more than what is done with their steps. */
function collect(steps: readonly Step[], found: Step[]): void {
  for (const step of steps) {
    found.push(step);
    if (typeof step !== 'number') for (const list of listsIn(step)) collect(list, found);
  }
}

/** The lists of steps that a step is made of. */
export function listsIn(step: Step): readonly (readonly Step[])[] {
  if (typeof step === 'number') return [];
  switch (step.is) {
    case 'branch': return step.ways;
    case 'switch': return step.cases;
    case 'loop': case 'label': return [step.body];
    case 'try': return [step.body, ...(step.caught ? [step.caught.steps] : []), ...(step.last ? [step.last] : [])];
    default: return [];
  }
}

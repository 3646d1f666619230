import type { FileFacts, Range, Step } from '../../model/facts.js';

export type Loop = Extract<Step, { is: 'loop' }>;

const known = new WeakMap<FileFacts, readonly Loop[]>();

/** The loops of a file in which something stands, whatever the function, from outside in. */
export function loopsAround(facts: FileFacts, [start, end]: Range): readonly Loop[] {
  let found = known.get(facts);
  if (!found) known.set(facts, (found = [...loopsIn(facts.steps), ...facts.functions.flatMap((f) => loopsIn(f.steps ?? []))]));
  return found.filter(({ range }) => range[0] <= start && end <= range[1]).sort((a, b) => a.range[0] - b.range[0]);
}

function loopsIn(steps: readonly Step[]): readonly Loop[] {
  return steps.flatMap((step): readonly Loop[] => {
    if (typeof step === 'number') return [];
    switch (step.is) {
      case 'branch': return step.ways.flatMap(loopsIn);
      case 'switch': return step.cases.flatMap(loopsIn);
      case 'loop': return [step, ...loopsIn(step.body)];
      case 'label': return loopsIn(step.body);
      case 'try': return [...loopsIn(step.body), ...loopsIn(step.caught?.steps ?? []), ...loopsIn(step.last ?? [])];
      default: return [];
    }
  });
}

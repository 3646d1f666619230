import type { Step, Value } from '../../model/facts.js';

/** What steps ask before they go one way or another. */
export function testsOf(steps: readonly Step[]): readonly Value[] {
  return steps.flatMap((step): readonly Value[] => {
    if (typeof step === 'number') return [];
    switch (step.is) {
      case 'branch': return [step.test, ...step.ways.flatMap(testsOf)];
      case 'switch': return step.cases.flatMap(testsOf);
      case 'loop': case 'label': return testsOf(step.body);
      case 'try': return [...testsOf(step.body), ...testsOf(step.caught?.steps ?? []), ...testsOf(step.last ?? [])];
      default: return [];
    }
  });
}

import type { Step, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';

/** What steps ask before they go one way or another. */
export function testsOf(steps: readonly Step[]): readonly Value[] {
  return stepsIn(steps).flatMap((step) => (typeof step !== 'number' && step.is === 'branch' ? [step.test] : []));
}

import type { Step } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import { oneOf, unknownGrowth, type Variables } from './growth.js';
import type { Pause } from './pauses.js';
import type { Wait } from './retry.js';
import { growthOf } from './wait-growth.js';

/**
 * The wait between two attempts.
 * @param failing the steps from a failure to the next attempt: what is awaited there and is no pause may be one in its own way
 */
export function waitOf(project: Project, file: string, pauses: readonly Pause[], failing: readonly Step[], variables: Variables): Wait {
  const [first] = pauses.flatMap((p) => (p.ms ? [{ file: p.file, value: p.ms }] : []));
  if (pauses.length > 0 && !first) return { is: 'unknown' };
  if (!first) return stepsIn(failing).some((s) => typeof s !== 'number' && s.is === 'await') ? { is: 'unknown' } : { is: 'none' };
  const growth = oneOf(pauses.map((p) => (p.ms ? growthOf(project, p.file, p.ms, variables, p.env) : unknownGrowth)));
  return growth.rate === 'constant' && growth.at === 0 ? { is: 'none' } : { is: 'some', growth, at: first };
}

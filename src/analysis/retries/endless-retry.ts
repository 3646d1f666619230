import type { Endless } from '../endless/endless.js';
import type { Project } from '../project.js';
import { flawsOf } from './flaws.js';
import { retryCallsIn } from './retry-calls.js';
import { retryLoopsIn } from './retry-loops.js';
import { wayToRetry } from './way-to-retry.js';

/** Whether rounds without an end are a retry, of which that is told with all else that is wrong with it. */
export function isEndlessRetry(project: Project, { file, range, by }: Endless): boolean {
  const retries = by === 'loop' ? retryLoopsIn(project, file) : retryCallsIn(project, file);
  const found = retries.find((r) => r.range[0] === range[0]);
  return found !== undefined && flawsOf(project, found, wayToRetry(project, found).reach).some((f) => f.kind === 'endless');
}

import type { Reach, TraceStep } from '../../model/evidence.js';
import { isInside } from '../deadline/timers.js';
import type { Project } from '../project.js';
import { wayToFunction } from '../site.js';
import type { Retry } from './retry.js';

/** Who waits for a retry. The timer by which it runs again is nobody: whoever waits for the function around it counts. */
export function wayToRetry(project: Project, { file, fn, policy }: Retry): { readonly reach: Reach; readonly trace: readonly TraceStep[] } {
  if (policy) return { reach: 'unknown', trace: [] };
  const facts = project.evaluator.facts(file);
  for (let at = fn; at !== -1; at = facts?.functions[at]?.parent ?? -1) {
    const { handler } = project.reach({ file, fn: at });
    if (!handler || handler.file !== file || !isInside(facts, handler.fn, fn) || handler.package !== 'globalThis') return wayToFunction(project, { file, fn: at });
  }
  return wayToFunction(project, { file, fn: -1 });
}

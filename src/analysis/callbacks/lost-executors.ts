import { functionKey, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { executorsOf, type Executor } from '../promises/executors.js';
import { lostContinuationOf } from '../promises/lost-continuations.js';
import { lostRejectionOf } from '../promises/lost-rejections.js';

const known = new WeakMap<Project, Map<string, ReadonlySet<string>>>();

/** Whether the rejection of a function leaves a promise that is made by hand unsettled: then it is told there. */
export function leavesPromiseUnsettled(project: Project, fn: FunctionRef): boolean {
  let byFile = known.get(project);
  if (!byFile) known.set(project, (byFile = new Map<string, ReadonlySet<string>>()));
  let lost = byFile.get(fn.file);
  if (!lost) byFile.set(fn.file, (lost = new Set(executorsOf(project, fn.file).flatMap((e) => lostIn(project, e)).map(functionKey))));
  return lost.has(functionKey(fn));
}

/** An async function on whose way the promise is settled, or an executor that hands on the chain which settles it. */
function lostIn(project: Project, executor: Executor): readonly FunctionRef[] {
  const rejection = lostRejectionOf(project, executor);
  return [...(rejection ? [rejection] : []), ...(executor.fn && lostContinuationOf(project, executor) ? [executor.fn] : [])];
}

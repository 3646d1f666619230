import { doing, parameterKey } from '../paths/bearer.js';
import { Duties, type Outcome } from '../paths/duties.js';
import type { Project } from '../project.js';
import type { Executor } from './executors.js';

const duties = new WeakMap<Project, Duties>();

/**
 * The paths of an executor, and of the functions that it leaves the promise to, on which nothing settles it. What throws settles it, or is a matter of who hears it.
 * @returns `undefined` where others may settle the promise, or its executor is not seen
 */
export function openPathsOf(project: Project, { fn, leaves }: Executor): Outcome | undefined {
  if (!fn || leaves) return undefined;
  let known = duties.get(project);
  if (!known) duties.set(project, (known = new Duties(project)));
  return known.ofRoot(fn, new Map([0, 1].map((at) => [parameterKey(fn, at), doing])));
}

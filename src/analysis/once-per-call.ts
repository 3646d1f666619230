import { callKey, type CallRef } from './abstract.js';
import { oncePerProject } from './once-per-file.js';
import type { Project } from './project.js';

/** What asks something of a call: `depth` counts the calls through which the question came. */
type AskOfCall<T> = (project: Project, ref: CallRef, depth: number) => T | undefined;

/** Asks of each call of a project once. What is asked about itself on the way is nothing. */
export function oncePerCall<T>(compute: AskOfCall<T>): AskOfCall<T> {
  const known = oncePerProject(() => new Map<string, T | undefined>());
  return (project, ref, depth) => {
    const memo = known(project);
    const key = callKey(ref);
    if (memo.has(key)) return memo.get(key);
    memo.set(key, undefined);
    const found = compute(project, ref, depth);
    memo.set(key, found);
    return found;
  };
}

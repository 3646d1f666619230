import { functionKey, type FunctionRef } from '../abstract.js';
import type { Failure } from '../failures/failure.js';
import type { Project } from '../project.js';

const indexes = new WeakMap<Project, ReadonlyMap<string, readonly FunctionRef[]>>();

/**
 * `this.backups.remove()` of an object that is not seen through: whether the project has methods of that name, and none of them can fail. It is one of them, as a rule,
 * and then the call cannot fail either.
 */
export function isLikelySafe(project: Project, { is, name }: Failure): boolean {
  const method = /\.([\w$]+)$/.exec(name)?.[1];
  if (is !== 'await' || method === undefined) return false;
  const namesakes = methodsOf(project).get(method) ?? [];
  return namesakes.length > 0 && namesakes.every((fn) => project.failures.of(fn) === undefined);
}

/** The methods of the project's classes, by name. */
function methodsOf(project: Project): ReadonlyMap<string, readonly FunctionRef[]> {
  let index = indexes.get(project);
  if (!index) indexes.set(project, (index = indexMethods(project)));
  return index;
}

function indexMethods(project: Project): ReadonlyMap<string, readonly FunctionRef[]> {
  const index = new Map<string, Map<string, FunctionRef>>();
  for (const [file, { classes }] of project.evaluator.sources.files) {
    for (const { name, fn } of classes.flatMap(({ members }) => members)) {
      if (fn === undefined) continue;
      const known = index.get(name) ?? new Map<string, FunctionRef>();
      index.set(name, known.set(functionKey({ file, fn }), { file, fn }));
    }
  }
  return new Map([...index].map(([name, found]) => [name, [...found.values()]]));
}

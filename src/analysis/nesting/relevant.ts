import { flatten, functionKey, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { slowCall } from './slow-call.js';

const known = new WeakMap<Project, ReadonlySet<string>>();

/**
 * Whether something may happen in a function, or in one that it calls, that matters to who holds something: then it is looked at for each holder. Worked out once,
 * from the calls back to those who come to them, so that the helpers of a large service are not walked through for each transaction in it.
 */
export function isRelevant(project: Project, fn: FunctionRef): boolean {
  let found = known.get(project);
  if (!found) known.set(project, (found = collect(project)));
  return found.has(functionKey(fn));
}

function collect(project: Project): ReadonlySet<string> {
  const found = new Set<string>();
  const queue: FunctionRef[] = [];
  const reverse = new Map<string, FunctionRef[]>();
  const add = (fn: FunctionRef): void => {
    if (found.has(functionKey(fn))) return;
    found.add(functionKey(fn));
    queue.push(fn);
  };
  for (const [file, { functions, calls }] of project.evaluator.sources.files) {
    for (let fn = -1; fn < functions.length; fn++) {
      for (const { to } of project.graph.calleesOf({ file, fn })) {
        const before = reverse.get(functionKey(to));
        if (before) before.push({ file, fn });
        else reverse.set(functionKey(to), [{ file, fn }]);
      }
    }
    for (const [call, { fn, callee }] of calls.entries()) {
      const matters = flatten(project.evaluator.evaluate(file, callee)).some((v) => v.is === 'param' || (v.is === 'library' && (project.catalog.has(v.package, 'slots') || slowCall(project, { file, call }) !== undefined)));
      if (matters) add({ file, fn });
    }
  }
  for (let next = queue.pop(); next; next = queue.pop()) for (const by of reverse.get(functionKey(next)) ?? []) add(by);
  return found;
}

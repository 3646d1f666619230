import type { CallFact } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { isInSight, outlookOf } from './outlook.js';

/**
 * Whether a call of which nothing is known may well give a promise that cannot reject: another file that is not at hand says so; one of the functions that it may be is known,
 * and does not reject; or it is handed a promise to look after, as `to(promise)` and `tryCatch(promise)` are.
 */
export function isDoubtful(project: Project, ref: CallRef): boolean {
  const fact = project.evaluator.call(ref);
  if (!fact) return true;
  const targets = flatten(project.evaluator.evaluate(ref.file, fact.callee));
  if (project.partial && !isInSight(targets)) return true;
  return targets.some((t) => t.is === 'function') || (isHandedPromise(project, ref, fact) && !targets.some((t) => passesOn(project, ref, t)));
}

function isHandedPromise(project: Project, { file }: CallRef, { args }: CallFact): boolean {
  return args.some((a) => {
    const outlook = a.is === 'call' ? outlookOf(project, file, a).is : 'none';
    return outlook === 'rejects' || outlook === 'settles';
  });
}

/** What bounds a promise in time rejects when the promise does. */
function passesOn(project: Project, { file }: CallRef, target: Abstract): boolean {
  if (target.is !== 'library') return false;
  return project.catalog.read(target, project.versionOf(file, target.package)).some((reading) => project.catalog.wrapper(reading) !== undefined);
}

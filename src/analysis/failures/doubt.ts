import type { CallFact, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { isInSight } from './in-sight.js';
import { outlookOf } from './outlook.js';

/**
 * Whether a call of which nothing is known may well give a promise that cannot reject: another file that is not at hand says so; one of the functions that it may be is known,
 * and does not reject; or it looks after the work that it is given, as `to(promise)` does, and `const [error] = await attempt(work)`.
 */
export function isDoubtful(project: Project, ref: CallRef): boolean {
  const fact = project.evaluator.call(ref);
  if (!fact) return true;
  const targets = flatten(project.evaluator.evaluate(ref.file, fact.callee));
  if (!isInSight(project, ref)) return true;
  return targets.some((t) => t.is === 'function') || givesErrorBack(project, ref) || (isHandedPromise(project, ref, fact) && !targets.some((t) => passesOn(project, ref, t)));
}

const errorName = /^(?:err|error)$|(?:Err|Error)$/;

/** The first of several results is named an error: it is given back instead of being thrown. */
function givesErrorBack(project: Project, { file, call }: CallRef): boolean {
  const isFirst = (value: Value): boolean => value.is === 'member' && value.name === '0' && value.of.is === 'await' && value.of.of.is === 'call' && value.of.of.call === call;
  return project.evaluator.facts(file)?.bindings.some(({ name, values }) => errorName.test(name) && values.some(isFirst)) ?? false;
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

import { flatten, type Abstract } from '../abstract.js';
import type { Project } from '../project.js';

const everywhere = new WeakMap<Project, boolean>();

/**
 * Whether an emitter turns the rejections of its listeners into its `error` event: made with `captureRejections: true`, or after that was set for all emitters.
 * @param listen what `emitter.on` comes to
 */
export function capturesRejections(project: Project, listen: readonly Abstract[]): boolean {
  return isSetForAll(project) || listen.some((value) => value.is === 'library' && value.path.some((step) => 'call' in step && hasOption(project, step.call, step.env)));
}

function hasOption(project: Project, call: Parameters<Project['evaluator']['argument']>[0], env: Parameters<Project['evaluator']['argument']>[2]): boolean {
  const { evaluator } = project;
  const options = flatten(evaluator.argument(call, 0, env)).filter((v) => v.is === 'object');
  return options.some((o) => flatten(evaluator.member(o, 'captureRejections')).some((v) => v.is === 'literal' && v.value === true));
}

/** `EventEmitter.captureRejections = true` */
function isSetForAll(project: Project): boolean {
  let known = everywhere.get(project);
  if (known === undefined) {
    known = [...project.evaluator.sources.files.values()].some(({ assigns }) => assigns.some(({ target, value }) => target.is === 'member' && target.name === 'captureRejections' && value.is === 'literal' && value.value === true));
    everywhere.set(project, known);
  }
  return known;
}

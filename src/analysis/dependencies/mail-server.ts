import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { slowWorkIn } from '../queues/slow-work.js';

const known = new WeakMap<Project, readonly CallRef[]>();

/** The calls that send mail while a request waits for it, in the order of files and places: what they ask is one mail server. */
export function mailsOfRequests(project: Project): readonly CallRef[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = [...project.evaluator.sources.files.keys()].filter((file) => !project.isScript(file)).sort().flatMap((file) => slowWorkIn(project, file).filter(({ does, verdict }) => does === 'sends mail' && verdict.is === 'answer waits').map(({ ref }) => ref))));
  return found;
}

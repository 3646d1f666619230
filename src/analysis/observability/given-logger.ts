import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { log4jsLoggers } from './log4js-layouts.js';
import { nestLoggers } from './nest-loggers.js';
import type { Writing } from './writing.js';

/** What a whole process writes its log by, and where that is decided: an application of Nest, the configuration of log4js. */
export interface GivenLogger {
  readonly at: CallRef;
  /** The package whose loggers hand on to it. */
  readonly package: string;
  readonly writes: Writing;
}

const known = new WeakMap<Project, readonly GivenLogger[]>();

/** The loggers that processes of the project are given as a whole. */
export function givenLoggers(project: Project): readonly GivenLogger[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = [...nestLoggers(project), ...log4jsLoggers(project)]));
  return found;
}

/** What the loggers of a package write that a file gets: as the processes of its own package are told, else as all are. */
export function givenWriting(project: Project, packageName: string, file: string): Writing {
  const { resolver } = project.evaluator.sources;
  const all = givenLoggers(project).filter((given) => given.package === packageName);
  const near = all.filter(({ at }) => resolver.folderOf(at.file) === resolver.folderOf(file));
  const [first, ...others] = near.length > 0 ? near : all;
  return first && others.every(({ writes }) => writes === first.writes) ? first.writes : 'unknown';
}

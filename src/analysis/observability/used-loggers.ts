import type { Project } from '../project.js';
import { givenLoggers, type GivenLogger } from './given-logger.js';
import { reachedLogCalls } from './log-sites.js';

/** What a process is given, with the number of calls of such loggers in its package that requests and jobs reach. */
export interface UsedLogger extends GivenLogger {
  readonly calls: number;
}

const known = new WeakMap<Project, readonly UsedLogger[]>();

/** The loggers that processes are given as a whole, by how much they are used. */
export function usedLoggers(project: Project): readonly UsedLogger[] {
  let found = known.get(project);
  if (!found) {
    const { resolver, files } = project.evaluator.sources;
    const given = givenLoggers(project);
    const written = given.length === 0 ? [] : [...files.keys()].filter((file) => !project.isScript(file)).flatMap((file) => reachedLogCalls(project, file));
    known.set(project, (found = given.map((one) => ({ ...one, calls: written.filter((call) => call.package === one.package && resolver.folderOf(call.ref.file) === resolver.folderOf(one.at.file)).length }))));
  }
  return found;
}

import { logCallsIn, type LogCall } from './log-call.js';
import { callKey, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { reachedLogCalls } from './log-sites.js';
import type { Writing } from './writing.js';

/** A call that makes a logger, what comes out of it, and its calls that requests and jobs reach. */
export interface LoggerMaker {
  readonly made: CallRef;
  readonly library: string;
  readonly writes: Writing;
  readonly calls: readonly LogCall[];
}

const known = new WeakMap<Project, ReadonlyMap<string, LoggerMaker>>();

/** The loggers of a project by the call that makes each, those that only its start uses among them. */
export function loggerMakers(project: Project): ReadonlyMap<string, LoggerMaker> {
  let makers = known.get(project);
  if (!makers) {
    const found = new Map<string, LoggerMaker & { readonly calls: LogCall[] }>();
    for (const file of project.evaluator.sources.files.keys()) {
      if (project.isScript(file)) continue;
      const reached = new Set(reachedLogCalls(project, file));
      for (const call of logCallsIn(project, file)) {
        const { made, library, writes } = call;
        if (!made) continue;
        const maker = found.get(callKey(made)) ?? { made, library, writes, calls: [] };
        found.set(callKey(made), maker);
        if (reached.has(call)) maker.calls.push(call);
      }
    }
    known.set(project, (makers = found));
  }
  return makers;
}

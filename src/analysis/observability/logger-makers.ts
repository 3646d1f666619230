import type { LogCall } from './log-call.js';
import { callKey, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { reachedLogCalls } from './log-sites.js';

/** A call that makes a logger, and the calls of that logger that requests and jobs reach. */
export interface LoggerMaker {
  readonly made: CallRef;
  readonly calls: readonly LogCall[];
}

const known = new WeakMap<Project, ReadonlyMap<string, LoggerMaker>>();

/** The loggers of a project that requests and jobs use, by the call that makes each. */
export function loggerMakers(project: Project): ReadonlyMap<string, LoggerMaker> {
  let makers = known.get(project);
  if (!makers) {
    const found = new Map<string, { made: CallRef; calls: LogCall[] }>();
    for (const file of project.evaluator.sources.files.keys()) {
      if (project.isScript(file)) continue;
      for (const call of reachedLogCalls(project, file)) {
        if (!call.made) continue;
        const maker = found.get(callKey(call.made));
        if (maker) maker.calls.push(call);
        else found.set(callKey(call.made), { made: call.made, calls: [call] });
      }
    }
    known.set(project, (makers = found));
  }
  return makers;
}

import type { Reach, TraceStep } from '../../model/evidence.js';
import type { Span } from '../../model/span.js';
import type { Project } from '../project.js';
import { nameOfCall, spanOf, wayTo } from '../site.js';
import { logCallsIn, type LogCall } from './log-call.js';
import { isRunByPlatform } from './platforms.js';

/** Calls of one kind in a file, that requests or jobs reach: one site. */
export interface LogSite {
  /** The first of them; where a handler of the same file leads to some, the first of those. */
  readonly span: Span;
  readonly name: string;
  readonly reach: Reach;
  /** The way to it, then where the others stand. */
  readonly trace: readonly TraceStep[];
  readonly calls: readonly LogCall[];
}

/** As many places as a reader looks at. */
const mostPlaces = 5;

/** Programs that show how something is used: `push-examples/fetch/index.js`. */
const shown = /(?:^|[/-])(?:examples?|demos?|samples?)\//i;

/** The calls of a file that write to a log while requests are answered, or messages and jobs worked on. */
export function reachedLogCalls(project: Project, file: string): readonly LogCall[] {
  if (shown.test(file)) return [];
  return logCallsIn(project, file).filter(({ ref }) => {
    const { reach } = wayTo(project, ref);
    return reach === 'request' || reach === 'worker';
  });
}

/** One site of them. @returns undefined where there are none */
export function logSite(project: Project, calls: readonly LogCall[]): LogSite | undefined {
  const first = calls.find(({ ref }) => handlerOf(project, ref)?.file === ref.file) ?? calls[0];
  if (!first) return undefined;
  const { reach, trace } = wayTo(project, first.ref);
  const others = calls.filter((one) => one !== first);
  const shown = others.slice(0, mostPlaces).map(({ ref }, at): TraceStep => ({
    span: spanOf(project, ref),
    message: `${nameOfCall(project, ref)} as well${at === mostPlaces - 1 && others.length > mostPlaces ? `, and ${String(others.length - mostPlaces)} more` : ''}`,
  }));
  return { span: spanOf(project, first.ref), name: nameOfCall(project, first.ref), reach, trace: [...trace, ...shown], calls };
}

/** Whether a platform collects what is written there. */
export function isCollected(project: Project, { ref }: LogCall): boolean {
  const handler = handlerOf(project, ref);
  return handler !== undefined && isRunByPlatform(handler);
}

function handlerOf(project: Project, ref: LogCall['ref']): ReturnType<Project['reach']>['handler'] {
  return project.reach({ file: ref.file, fn: project.evaluator.call(ref)?.fn ?? -1 }).handler;
}

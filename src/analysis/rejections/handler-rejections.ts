import type { CallFact } from '../../model/facts.js';
import { sameCall } from '../abstract.js';
import type { Failure, Outlook } from '../failures/failure.js';
import { combined, outlookOf } from '../failures/outlook.js';
import { isRunByLibrary } from '../handler-places.js';
import type { Handler } from '../handlers.js';
import type { Project } from '../project.js';
import { forwardingOf, type Forwarding } from './forwarding.js';
import { isLikelySafe } from './namesakes.js';
import { rejectionEndOf, type RejectionEnd } from './rejection-end.js';

/** What becomes of an async handler when it fails. */
export type HandlerRejection = { readonly handler: Handler } & (
  /** Nothing in it can fail. */
  | { readonly is: 'safe' }
  /** Something on the way to the framework hears it. */
  | { readonly is: 'forwarded'; readonly forwarding: Forwarding }
  | { readonly is: 'ended'; readonly end: RejectionEnd; readonly failure: Failure; readonly forwarding: Forwarding }
  /** A wrapper gives up the promise: the framework does not even see it. */
  | { readonly is: 'dropped'; readonly failure: Failure; readonly forwarding: Forwarding }
  | { readonly is: 'unknown'; readonly why: string }
);

const indexes = new WeakMap<Project, ReadonlyMap<string, readonly Handler[]>>();

/** The handlers of a file that give a promise, each time that one is registered. */
export function handlerRejections(project: Project, file: string): readonly HandlerRejection[] {
  let index = indexes.get(project);
  if (!index) indexes.set(project, (index = byFile(project.handlers)));
  return (index.get(file) ?? []).flatMap((handler) => rejectionOf(project, handler) ?? []);
}

function byFile(handlers: readonly Handler[]): ReadonlyMap<string, readonly Handler[]> {
  const index = new Map<string, Handler[]>();
  for (const handler of handlers) {
    if (!isRunByLibrary(handler)) continue;
    const known = index.get(handler.file);
    if (known) known.push(handler);
    else index.set(handler.file, [handler]);
  }
  return index;
}

function rejectionOf(project: Project, handler: Handler): HandlerRejection | undefined {
  if (!isLikeAHandler(project, handler) || isRegisteredOnTheWay(project, handler)) return undefined;
  const outlook = outlookOfHandler(project, handler);
  if (outlook.is === 'settles') return handedTo(project, handler).length > 0 ? undefined : { handler, is: 'safe' };
  if (outlook.is !== 'rejects' || isWorkOfAnother(project, handler, outlook.by)) return undefined;
  const failure = outlook.by;
  const forwarding = forwardingOf(project, handler);
  const { fate } = forwarding;
  if (fate.is === 'heard') return { handler, is: 'forwarded', forwarding };
  if (fate.is === 'unknown') return { handler, is: 'unknown', why: fate.why };
  const open = failure.sure && !isLikelySafe(project, failure) ? undefined : `whether ${failure.name || 'it'} can fail is not seen`;
  if (fate.is === 'dropped') return open === undefined ? { handler, is: 'dropped', failure, forwarding } : { handler, is: 'unknown', why: open };
  const end = rejectionEndOf(project, handler);
  if (typeof end === 'string') return { handler, is: 'unknown', why: end };
  return end.end === 'nobody' && open !== undefined ? { handler, is: 'unknown', why: open } : { handler, is: 'ended', end, failure, forwarding };
}

/** The promise that a handler gives: that of an async function, or what another one returns. */
function outlookOfHandler(project: Project, handler: Handler): Outlook {
  const fact = project.evaluator.facts(handler.file)?.functions[handler.fn];
  if (!fact || fact.generator) return { is: 'none' };
  if (!fact.async) return combined(fact.returns.map((value) => outlookOf(project, handler.file, value)));
  const by = project.failures.of(handler);
  return by ? { is: 'rejects', by } : { is: 'settles' };
}

/** A function that a wrapper makes fails when the handler does that it was given, and throws again what that failed with: the handler is judged by itself. */
function isWorkOfAnother(project: Project, handler: Handler, failure: Failure): boolean {
  const handed = failure.file === handler.file ? handedTo(project, handler) : [];
  return handed.length > 0 && (failure.is === 'throw' || handed.some(({ calleeRange }) => calleeRange[0] === failure.range[0] && calleeRange[1] === failure.range[1]));
}

/** The calls in a wrapper's function that run the handler which the wrapper was given. */
function handedTo(project: Project, { file, fn }: Handler): readonly CallFact[] {
  return (project.evaluator.facts(file)?.calls ?? []).filter((call) => call.fn === fn && runsHandler(project, file, call));
}

/** `handler(req, res, next)`, where the handler is a parameter of the function around, or a part of one, and gets what this function was given. */
function runsHandler(project: Project, file: string, { callee, args, fn }: CallFact): boolean {
  const borrowed = callee.is === 'member' && (callee.name === 'call' || callee.name === 'apply') ? callee.of : callee;
  const takesRequest = borrowed !== callee || args.length > 1;
  const handsOn = args.some((a) => a.is === 'spread' || (takesRequest && project.evaluator.evaluate(file, a).some((v) => v.is === 'param' && v.fn === fn && v.path.length === 0)));
  return handsOn && project.evaluator.evaluate(file, borrowed).some((v) => v.is === 'param' && v.fn !== fn);
}

/** `app.use(createMiddleware(check))`: what makes the middleware is itself of the framework, and judged there. */
function isRegisteredOnTheWay(project: Project, { file, fn, through }: Handler): boolean {
  return through.length > 0 && project.handlers.some((h) => h.fn === fn && h.file === file && h.registered !== undefined && through.some((by) => h.registered && sameCall(by, h.registered.call)));
}

/** What a wrapper is given may be anything: a validator, a key. A handler takes a request and a response. */
function isLikeAHandler(project: Project, { file, fn, model, through }: Handler): boolean {
  const count = project.evaluator.facts(file)?.functions[fn]?.params.length ?? 0;
  return through.length === 0 || model.answers === undefined || count > 1;
}

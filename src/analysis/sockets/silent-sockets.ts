import type { Span } from '../../model/span.js';
import { flatten, sameCall, segmentsOf, type CallRef, type FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { follow } from '../emitters/follow.js';
import { parameterRoot } from '../emitters/usages.js';
import type { Project } from '../project.js';
import { eventOf, isListening, lastName } from '../promises/registrations.js';
import { placeText, spanOf } from '../site.js';

/** A server of plain sockets, and whether a client that says nothing is ever sent away. */
export interface SocketServer {
  /** The call that makes it. */
  readonly ref: CallRef;
  /** What gets each connection. */
  readonly handler: Span;
  readonly verdict: SocketVerdict;
}

export type SocketVerdict =
  | { readonly is: 'ends'; readonly by: string }
  | { readonly is: 'unknown'; readonly why: string }
  /** `short`: the server itself ends each conversation. */
  | { readonly is: 'open'; readonly short: boolean };

/** The servers of `net` and `tls` that a file makes and that listen where others than this machine can come to. */
export function socketServersIn(project: Project, file: string): readonly SocketServer[] {
  const facts = project.evaluator.facts(file);
  if (!facts || project.isScript(file) || !facts.imports.some((name) => /^(?:node:)?(?:net|tls)$/.test(name))) return [];
  return facts.calls.flatMap((fact, call): readonly SocketServer[] => {
    const ref = { file, call };
    const isServer = flatten(project.evaluator.evaluate(file, fact.callee)).some((v) => v.is === 'library' && /^(?:node:)?(?:net|tls)$/.test(v.package) && /^(?:createServer|Server)$/.test(segmentsOf(v.path).at(-1) ?? ''));
    if (!isServer || !listensToOthers(project, ref)) return [];
    const given = fact.args.flatMap((_, at) => flatten(project.evaluator.argument(ref, at, undefined)));
    const options = given.filter((v) => v.is === 'object').flatMap((v) => project.evaluator.member(v, 'keepAlive'));
    if (options.some((v) => v.is === 'literal' && v.value === true)) return [{ ref, handler: spanOf(project, ref), verdict: { is: 'ends', by: 'its keepAlive' } }];
    const handlers = [...given.filter((v) => v.is === 'function'), ...listenersOf(project, ref)];
    return handlers.slice(0, 1).map((handler) => ({ ref, handler: placeOfFunction(project, handler), verdict: verdictOf(project, handler) }));
  });
}

function placeOfFunction(project: Project, { file, fn }: FunctionRef): Span {
  const [start, end] = project.evaluator.facts(file)?.functions[fn]?.nameRange ?? [0, 0];
  return { file, start, end };
}

/** Ports that the system chooses, local paths and addresses of this machine are for few. */
function listensToOthers(project: Project, made: CallRef): boolean {
  const listens = (project.calledNames.get('listen') ?? []).filter((ref) => isMadeBy(project, ref, made));
  return listens.length > 0 && listens.every((ref) => {
    const given = (project.evaluator.call(ref)?.args ?? []).slice(0, 2).flatMap((_, at) => flatten(project.evaluator.argument(ref, at, undefined)));
    const inside = given.flatMap((v) => (v.is === 'object' ? ['port', 'path', 'host'].flatMap((name) => flatten(project.evaluator.member(v, name)).filter((m) => m.is !== 'absent').map((m) => ({ name, value: m }))) : []));
    if (inside.some(({ name }) => name === 'path')) return false;
    return [...given, ...inside.map(({ value }) => value)].every((v) => v.is !== 'literal' || !(v.value === 0 || v.value === '127.0.0.1' || v.value === '::1' || v.value === 'localhost' || (typeof v.value === 'string' && v.value.includes('/'))));
  });
}

function isMadeBy(project: Project, ref: CallRef, made: CallRef): boolean {
  const callee = project.evaluator.call(ref)?.callee;
  return callee?.is === 'member' && flatten(project.evaluator.evaluate(ref.file, callee.of)).some((v) => v.is === 'library' && v.path.some((step) => 'call' in step && sameCall(step.call, made)));
}

/** `server.on('connection', (socket) => …)` */
function listenersOf(project: Project, made: CallRef): readonly FunctionRef[] {
  return ['on', 'once', 'addListener'].flatMap((name) => project.calledNames.get(name) ?? []).flatMap((ref) => {
    const event = isListening(project.evaluator.call(ref)) ? eventOf(project, ref) : undefined;
    if ((event !== 'connection' && event !== 'secureConnection') || !isMadeBy(project, ref, made)) return [];
    return flatten(project.evaluator.argument(ref, 1, undefined)).flatMap((v) => (v.is === 'function' ? [v] : []));
  });
}

/** What is done with each connection, up to a listener for one of these events. */
function followed(project: Project, { file, fn }: FunctionRef, events: readonly string[]): ReturnType<typeof follow> {
  return follow(project, { file, root: parameterRoot(fn, 0), path: [] }, { events: new Set(events), stream: false, hearingMethods: new Set() });
}

function verdictOf(project: Project, handler: FunctionRef): SocketVerdict {
  const facts = project.evaluator.facts(handler.file);
  const found = followed(project, handler, ['timeout']);
  const set = found.methods.get('setTimeout') ?? found.methods.get('setKeepAlive');
  if (set) return { is: 'ends', by: `${lastName(facts, project.evaluator.call(set)?.callee ?? { is: 'unknown' })} at ${placeText(project, set)}` };
  if (found.heard) return { is: 'ends', by: 'a listener for timeout' };
  const [unseen] = found.unseen;
  if (unseen) return { is: 'unknown', why: unseen.why };
  if (found.kept) return { is: 'unknown', why: 'its sockets are kept, and something else may end them' };
  if (found.pipes.length > 0 || found.piped.length > 0) return { is: 'unknown', why: 'what its sockets are piped to may end them' };
  if (facts?.calls.some((c) => isInside(facts, c.fn, handler.fn) && /^set(?:Timeout|Interval)$/.test(lastName(facts, c.callee)))) return { is: 'unknown', why: 'a timer may end its sockets' };
  // One that says something and closes waits for nobody.
  if (!followed(project, handler, ['data', 'readable']).heard) return { is: 'unknown', why: 'it is not seen to wait for what a client says' };
  return { is: 'open', short: found.methods.has('end') || found.methods.has('destroy') };
}

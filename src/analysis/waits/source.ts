import { flatten, madeBy, pathText, type Abstract, type LibraryValue, type ParamValue } from '../abstract.js';
import type { Value } from '../../model/facts.js';
import { isExported } from '../exported.js';
import type { Project } from '../project.js';

/** What an event, or the end of a stream, comes from: that decides whether it can stay away for ever. */
export type Source =
  /** The process itself, its standard streams, a signal: what a process waits for is its purpose. */
  | 'process'
  /** A server of this process: it listens or fails at once, and closes at shutdown. */
  | 'server'
  /** Files, archives, transforms: the machine itself ends them. */
  | 'local'
  /** Made by a call that is judged where it is made: a request, a child process. */
  | 'judged'
  | 'worker'
  /** The request's body: the server's own timeouts end it. */
  | 'request'
  | 'response'
  | 'socket'
  /** A client of something remote that the catalog knows. */
  | 'remote'
  /** An emitter of the project: only its own code emits. */
  | 'own'
  | 'unknown';

const localModules = new Set(['fs', 'fs/promises', 'zlib', 'crypto', 'stream', 'stream/promises', 'util', 'string_decoder', 'perf_hooks']);

/** Exported types by which parameters say what they are. */
const annotated: Readonly<Record<string, Readonly<Record<string, Source>>>> = {
  http: { IncomingMessage: 'request', ServerResponse: 'response', OutgoingMessage: 'response', Server: 'server', ClientRequest: 'judged' },
  express: { Request: 'request', Response: 'response' },
  net: { Socket: 'socket', Server: 'server' },
  tls: { TLSSocket: 'socket', Server: 'server' },
  fs: { ReadStream: 'local', WriteStream: 'local' },
  child_process: { ChildProcess: 'judged' },
  worker_threads: { Worker: 'worker' },
  ws: { WebSocket: 'socket', '': 'socket', WebSocketServer: 'server' },
};

/** What an expression of a file is, as a source of events. Where it may be several things, the one that is known. */
export function sourceOf(project: Project, file: string, value: Value): Source {
  return firstKnown(project, file, project.evaluator.evaluate(file, value), 0);
}

function firstKnown(project: Project, file: string, values: readonly Abstract[], depth: number): Source {
  for (const one of flatten(values)) {
    const source = sourceOfValue(project, file, one, depth);
    if (source !== 'unknown') return source;
  }
  return 'unknown';
}

/** Whether what it is stands in a file of the project that is not seen here: the scanner may know, so nothing is claimed. */
export function isElsewhere(project: Project, file: string, value: Value): boolean {
  return flatten(project.evaluator.evaluate(file, value)).some((v) => {
    if (v.is === 'unknown') return isUnseenModule(v);
    const type = v.is === 'param' ? project.evaluator.facts(v.file)?.functions[v.fn]?.params[v.at]?.type : undefined;
    return v.is === 'param' && type !== undefined && project.evaluator.evaluate(v.file, type).some(isUnseenModule);
  });
}

function isUnseenModule(value: Abstract): boolean {
  return value.is === 'unknown' && value.why.startsWith('the module ');
}

function sourceOfValue(project: Project, file: string, value: Abstract, depth: number): Source {
  switch (value.is) {
    case 'library': return sourceOfLibrary(project, file, value, depth);
    case 'param': return sourceOfParameter(project, value, depth);
    case 'instance': return isEmitterClass(project, value.file, value.cls) ? 'own' : 'unknown';
    default: return 'unknown';
  }
}

function sourceOfLibrary(project: Project, file: string, value: LibraryValue, depth: number): Source {
  const path = pathText(value.path);
  switch (value.package) {
    case 'globalThis': return /^(?:process\b|new AbortController\(\)|AbortSignal\b)/.test(path) ? 'process' : /^new WebSocket\(\)$/.test(path) ? 'socket' : 'unknown';
    case 'process': return 'process';
    case 'http': case 'https': case 'http2': return /[cC]reateServer\(\)|createSecureServer\(\)|new Server\(\)/.test(path) ? 'server' : path === 'connect()' ? 'socket' : 'judged';
    case 'net': case 'tls': return /createServer\(\)|new Server\(\)/.test(path) ? 'server' : 'socket';
    case 'dgram': return 'socket';
    case 'child_process': case 'cluster': return 'judged';
    case 'worker_threads': return path.startsWith('parentPort') ? 'process' : path === 'new Worker()' ? 'worker' : 'own';
    case 'readline': case 'readline/promises': return sourceOfLines(project, file, value, depth);
    case 'events': return /^new (?:EventEmitter)?\(\)$/.test(path) ? 'own' : 'unknown';
    case 'ws': return /Server\(\)/.test(path) ? 'server' : 'socket';
  }
  if (localModules.has(value.package)) return 'local';
  if (/(?:^|\.)(?:listen|createServer)\(\)$|\.server$/.test(path)) return 'server';
  return sourceOfCatalog(project, file, value);
}

/** A client, or what one of its calls gives: a request is bounded, or reported, where it is made. */
function sourceOfCatalog(project: Project, file: string, value: LibraryValue): Source {
  const { catalog } = project;
  const entries = catalog.read(value, project.versionOf(file, value.package));
  const made = madeBy(value);
  const judged = made && project.deadlines.some((d) => d.outbound.ref.call === made.call && d.outbound.ref.file === made.file && d.outbound.model.phases.some((p) => p === 'headers' || p === 'body' || p === 'total'));
  if (judged) return 'judged';
  return entries.some((r) => r.type !== undefined && r.entry.calls?.some((c) => c.kind === 'outbound')) ? 'remote' : 'unknown';
}

/** Lines come from what they are read from. */
function sourceOfLines(project: Project, file: string, value: LibraryValue, depth: number): Source {
  const made = value.path.find((s) => 'call' in s);
  if (!made || !('call' in made)) return 'unknown';
  const [first] = project.evaluator.argument(made.call, 0, made.env);
  return firstKnown(project, file, first?.is === 'object' ? project.evaluator.member(first, 'input') : first ? [first] : [], depth);
}

/** What a request handler is given, what a parameter's type says, or what all callers hand in. */
function sourceOfParameter(project: Project, param: ParamValue, depth: number): Source {
  const typed = typeOfParameter(project, param);
  if (typed) return param.path.at(-1) === 'socket' ? 'socket' : typed;
  const handler = project.handlers.find((h) => h.file === param.file && h.fn === param.fn && h.reach === 'request');
  if (!handler) return sourceAtCallers(project, param, depth);
  const last = param.path.at(-1);
  if (last === 'socket' || last === 'connection') return 'socket';
  if (last === 'req' || last === 'request') return 'request';
  if (last === 'res' || last === 'response') return 'response';
  if (last !== undefined && last !== 'raw') return 'unknown';
  return param.at === 0 ? 'request' : param.at === 1 ? 'response' : 'unknown';
}

/** Where only some of the callers can be seen, nothing is claimed. */
function sourceAtCallers(project: Project, param: ParamValue, depth: number): Source {
  if (param.path.length > 0 || param.rest || depth > 3 || (project.partial && isExported(project.evaluator, param))) return 'unknown';
  const sources = new Set(project.graph.callersOf(param).map((by) => firstKnown(project, by.file, project.evaluator.argument(by, param.at, undefined), depth + 1)));
  const [only] = sources;
  return sources.size === 1 && only !== undefined ? only : 'unknown';
}

function typeOfParameter(project: Project, { file, fn, at, path }: ParamValue): Source | undefined {
  const type = project.evaluator.facts(file)?.functions[fn]?.params[at]?.type;
  if (!type || path.some((name) => name !== 'raw' && name !== 'socket')) return undefined;
  for (const value of project.evaluator.evaluate(file, type)) {
    const named = value.is === 'library' ? annotated[value.package]?.[pathText(value.path)] : undefined;
    if (named) return named;
  }
  return undefined;
}

/** A class of the project that is an EventEmitter by its bases. */
function isEmitterClass(project: Project, file: string, cls: number, depth = 0): boolean {
  const base = project.evaluator.facts(file)?.classes[cls]?.extends;
  if (!base || depth > 5) return false;
  return project.evaluator.evaluate(file, base).some((v) => (v.is === 'class' ? isEmitterClass(project, v.file, v.cls, depth + 1) : v.is === 'library' && (v.package === 'events' || v.package === 'eventemitter3' || v.package === 'eventemitter2')));
}

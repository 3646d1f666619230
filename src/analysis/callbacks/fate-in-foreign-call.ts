import type { CallFact, Value } from '../../model/facts.js';
import { flatten, pathText, type Abstract, type LibraryValue } from '../abstract.js';
import { parameterBindings } from '../deadline/consumers.js';
import type { Project } from '../project.js';
import { eventOf, isListening, storing, timers } from '../promises/registrations.js';
import { capturesRejections } from './captured-rejections.js';
import { unknownFate, type Fate, type Role } from './fate.js';
import { methodOf, type Handed } from './fate-of-argument.js';
import { isLibraryObject } from './library-object.js';
import { isStreamMethod } from './stream-methods.js';

const none: Fate = { is: 'none' };
/** Methods of lists that take what the function gives for yes or no, or for an order. */
const asking = new Set(['filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'sort', 'toSorted']);
/** Node's modules whose functions call back and do not look at what comes of it. Measured on Node 20.20.2. */
const callingBack = new Set(['fs', 'http', 'https', 'http2', 'net', 'tls', 'dns', 'dgram', 'child_process', 'crypto', 'zlib', 'readline', 'cluster', 'timers']);
/** What Node's servers, sockets and streams call when they are done, and libraries after their example. */
const completing = new Set(['close', 'end', 'write', 'destroy', 'quit']);
const crash = new Set(['uncaughtException', 'unhandledRejection', 'uncaughtExceptionMonitor']);
const shutdown = new Set(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR2', 'beforeExit', 'exit']);
const errorNames = new Set(['err', 'error', '_err', '_error']);
/** Methods that register functions for errors: they are called with one, and are no callbacks of the call. */
const errorHandling = new Set(['use', 'catch', 'onError', 'setErrorHandler', 'error', 'errorHandler', 'post', 'pre', 'addHook', 'hook']);
/** Methods that give on what the function gives. What is kept is judged where it is called. */
const passing = new Set(['then', 'catch', 'finally', 'map', 'flatMap', 'reduce', 'reduceRight', 'from', 'apply', 'call']);

/** What becomes of the promise of a function that is handed to code which is not the project's, or is not seen. */
export function fateInForeignCall(handed: Handed, fact: CallFact, callees: readonly Abstract[]): Fate {
  const { project, call, index, path } = handed;
  const method = methodOf(project, call, fact.callee);
  if (path.length > 0) return isStreamMethod(project, call, callees, path) ? dropped('method', true) : none;
  if (fact.construct && method === 'Promise' && index === 0) return dropped('executor', true);
  const known = byCatalog(handed, fact, callees);
  if (known) return known;
  const seen = isLibraryObject(project, call.file, fact.callee.is === 'member' ? fact.callee.of : fact.callee, callees);
  if (project.partial && !seen && !isOfLanguage(fact, method, index)) return unknownFate('what it is handed to stands in another file');
  return byName(handed, fact, callees, method, seen) ?? byType(handed) ?? (fact.dropped ? unknownFate('what it is handed to is not known') : none);
}

function dropped(role: Role, sure: boolean): Fate {
  return { is: 'dropped', role, sure };
}

/** Lists and maps have these methods, whoever made them. */
function isOfLanguage({ callee }: CallFact, method: string, index: number): boolean {
  return callee.is === 'member' && index === 0 && (method === 'forEach' || asking.has(method));
}

function byCatalog({ project, call, index }: Handed, { args }: CallFact, callees: readonly Abstract[]): Fate | undefined {
  for (const callee of callees) {
    if (callee.is !== 'library') continue;
    const version = project.versionOf(call.file, callee.package);
    const model = project.catalog.read(callee, version).map((reading) => project.catalog.callback(reading, index, args.length, version)).find((m) => m !== undefined);
    switch (model?.promise) {
      case undefined: break;
      case 'dropped': return dropped('callback', true);
      case 'taken-for-true': return { is: 'taken-for-true', method: methodOf(project, call, project.evaluator.call(call)?.callee ?? { is: 'unknown' }) };
      case 'looked-at': return { is: 'looked-at', why: `${callee.package} looks at it` };
      case 'given-back': return { is: 'given-back' };
    }
  }
  return undefined;
}

function byName(handed: Handed, fact: CallFact, callees: readonly Abstract[], method: string, seen: boolean): Fate | undefined {
  const { project, index } = handed;
  if (fact.callee.is === 'member' && (passing.has(method) || storing.has(method))) return none;
  const libraries = callees.filter((c) => c.is === 'library');
  if (isListening(fact)) return index === 0 ? none : listenerFate(handed, fact, libraries, seen);
  if (timers.has(method) || libraries.some(isTimer)) return index <= 1 ? dropped('timer', true) : none;
  if (fact.callee.is === 'member' && isOfLanguage(fact, method, index)) return ofList(handed, fact, fact.callee.of, libraries, method);
  if (libraries.some((c) => callsBack(c))) return dropped(method === 'listen' ? 'start' : 'callback', true);
  if (index !== fact.args.length - 1) return undefined;
  const first = fact.args[0];
  if (method === 'listen' && seen && first?.is !== 'text') return dropped('start', false);
  if (fact.callee.is === 'member' && completing.has(method) && !fact.awaited) return dropped('callback', false);
  return takesError(project, handed) && !errorHandling.has(method) ? dropped('callback', false) : undefined;
}

/** Emitters drop what listeners give; but one may be made to listen, and one of several kinds may wait for them. */
function listenerFate(handed: Handed, fact: CallFact, libraries: readonly LibraryValue[], seen: boolean): Fate {
  const { project, call } = handed;
  if (capturesRejections(project, libraries)) return { is: 'looked-at', why: 'captureRejections makes it an "error" of the emitter' };
  const isNodes = libraries.some((c) => c.package.replace(/^node:/, '') === 'events' || c.package === 'globalThis');
  if (!isNodes && project.calledNames.has('emitAsync')) return unknownFate('emitAsync waits for listeners, emit does not');
  const isProcess = fact.callee.is === 'member' && fact.callee.of.is === 'global' && fact.callee.of.name === 'process';
  const event = eventOf(project, call) ?? '';
  // What such a listener makes of a failure of its own is another matter: the process is lost already.
  if (isProcess && crash.has(event)) return none;
  return dropped(isProcess && shutdown.has(event) ? 'end' : 'listener', seen);
}

/** Lists do not wait. Something else with such a method that is waited for may. */
function ofList({ project, call }: Handed, fact: CallFact, of: Value, libraries: readonly LibraryValue[], method: string): Fate {
  const isList = flatten(project.evaluator.evaluate(call.file, of)).some((v) => v.is === 'array');
  if (libraries.some(isReadable) || (fact.awaited && !isList)) return unknownFate(`what ${method} belongs to is not known`);
  return method === 'forEach' ? dropped('loop', true) : { is: 'taken-for-true', method };
}

/** Readable streams have the methods of lists, and wait. */
function isReadable({ package: name, path }: LibraryValue): boolean {
  return /^(?:node:)?(?:stream|readable-stream)$/.test(name) || /(?:^|\.)createReadStream\(\)/.test(pathText(path));
}

/** `import { setTimeout as later } from 'node:timers'` */
function isTimer({ package: name, path }: LibraryValue): boolean {
  const last = path.at(-1);
  return /^(?:(?:node:)?timers|globalThis)$/.test(name) && last !== undefined && 'member' in last && timers.has(last.member);
}

function callsBack({ package: name, path }: LibraryValue): boolean {
  const [first] = path;
  return callingBack.has(name.replace(/^node:/, '')) && !(first && 'member' in first && first.member === 'promises');
}

/** `(err, rows) => …`: the callback of Node's style. */
function takesError(project: Project, { fn }: Handed): boolean {
  const facts = fn && project.evaluator.facts(fn.file);
  return fn !== undefined && facts !== undefined && parameterBindings(facts, fn.fn, 0).some((b) => errorNames.has(facts.bindings[b]?.name ?? ''));
}

function byType({ project, call, index }: Handed): Fate | undefined {
  const range = project.evaluator.call(call)?.argRanges[index];
  const expects = range && project.oracle.expectsVoid(call.file, range);
  if (expects === undefined) return undefined;
  return expects ? dropped('callback', false) : { is: 'looked-at', why: 'its type says that it may give a promise' };
}

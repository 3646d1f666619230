import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, segmentsOf, type CallRef, type LibraryValue } from '../abstract.js';
import type { Project } from '../project.js';
import { emitterKey } from '../promises/emitters.js';
import { lastName } from '../promises/registrations.js';

/** A connection to another process that code makes, and to whose events it listens. */
export interface Connection {
  /** Equal for the same one. */
  readonly key: string;
  /** The call that makes it, or that is given the function which gets it. */
  readonly by: CallRef;
  /** The function in which it is made. */
  readonly fn: number;
  /** The events that also come when it could not be made at all. */
  readonly fails: ReadonlySet<string>;
}

const closing: ReadonlySet<string> = new Set(['close', 'error']);
const none: ReadonlySet<string> = new Set();

/**
 * What tells by its events that no connection could be made. Node: a refused connection emits `error` and then `close` (doc/api/net.md, "Event: 'close'"); a
 * request emits `error` (doc/api/http.md). The WebSocket standard closes what could not be established, with `error` before (websockets.spec.whatwg.org, "fail the WebSocket connection"); ws does the same.
 */
const makers: Readonly<Record<string, { readonly made: RegExp; readonly fails: ReadonlySet<string> }>> = {
  net: { made: /^(?:connect|createConnection|new Socket)\(\)$/, fails: closing },
  tls: { made: /^connect\(\)$/, fails: closing },
  http: { made: /^(?:get|request)\(\)$/, fails: new Set(['error']) },
  https: { made: /^(?:get|request)\(\)$/, fails: new Set(['error']) },
  globalThis: { made: /^new WebSocket\(\)$/, fails: closing },
  ws: { made: /^new (?:WebSocket|default)?\(\)$/, fails: closing },
  'isomorphic-ws': { made: /^new (?:WebSocket|default)?\(\)$/, fails: closing },
  undici: { made: /^new WebSocket\(\)$/, fails: closing },
  websocket: { made: /^new (?:w3cwebsocket|client)\(\)$/, fails: new Set(['close', 'error', 'connectFailed']) },
};

/** Clients that connect again by themselves (their READMEs), and servers' own connections. */
const selfMade = new Set(['ioredis', 'redis', '@redis/client', 'mqtt', 'socket.io-client', 'socket.io', 'reconnecting-websocket', 'partysocket', 'nats', 'amqp-connection-manager', 'mongoose', 'mongodb', 'eventsource', 'discord.js', 'kafkajs', 'bullmq', 'bull', 'fs', 'fs-extra', 'graceful-fs', 'child_process', 'cluster', 'worker_threads', 'stream', 'zlib', 'readline', 'chokidar']);

const connecting = /^(?:connect|createConnection|createClient|createSocket|getConnection|openConnection|dial|subscribe|login|\w*(?:Client|Socket|Connection))$/;

/** The connection that an expression stands for; nothing where it is none, or makes itself anew. */
export function connectionOf(project: Project, file: string, facts: FileFacts, emitter: Value): Connection | undefined {
  const values = flatten(project.evaluator.evaluate(file, emitter));
  for (const value of values) {
    if (value.is === 'param') return givenTo(project, file, value.fn);
    if (value.is !== 'library') continue;
    const typed = value.path.find((step) => 'typed' in step);
    if (typed && 'typed' in typed) return typed.param?.file === file ? givenTo(project, file, typed.param.fn) : undefined;
    return madeByLibrary(file, facts, value);
  }
  const made = /^call (\d+)$/.exec(emitterKey(facts, emitter) ?? '')?.[1];
  const fact = made === undefined ? undefined : facts.calls[Number(made)];
  return fact && values.every((v) => v.is === 'unknown') && connecting.test(lastName(facts, fact.callee)) ? { key: `call ${made ?? ''}`, by: { file, call: Number(made) }, fn: fact.fn, fails: none } : undefined;
}

function madeByLibrary(file: string, facts: FileFacts, value: LibraryValue): Connection | undefined {
  const by = value.path.flatMap((step) => ('call' in step ? [step.call] : [])).at(-1);
  const fact = by?.file === file ? facts.calls[by.call] : undefined;
  const name = value.package.replace(/^node:/, '');
  if (!by || !fact || selfMade.has(name)) return undefined;
  const known = makers[name];
  const last = segmentsOf(value.path).findLast((segment) => segment.endsWith('()')) ?? '';
  if (known ? !known.made.test(last) : !connecting.test(lastName(facts, fact.callee))) return undefined;
  return { key: `call ${String(by.call)}`, by, fn: fact.fn, fails: known?.fails ?? none };
}

/** `pool.connect(function listen(error, client) { client.on('error', …) })` */
function givenTo(project: Project, file: string, fn: number): Connection | undefined {
  const facts = project.evaluator.facts(file);
  const passedTo = facts?.functions[fn]?.passedTo;
  const takers: readonly CallRef[] = [...(passedTo ? [{ file, call: passedTo.call }] : []), ...project.graph.handedOn({ file, fn }).map(({ ref }) => ref)];
  const by = takers.find((ref) => ref.file === file && connecting.test(lastName(facts, facts?.calls[ref.call]?.callee ?? { is: 'unknown' })));
  return by && { key: `given ${String(fn)}`, by, fn, fails: none };
}

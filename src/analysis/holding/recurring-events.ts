import type { CallRef } from '../abstract.js';
import { flatten } from '../abstract.js';
import type { Project } from '../project.js';
import { eventOf, isListening } from '../promises/registrations.js';

/** Events that come again and again from one emitter. Others, such as `open` or `ready`, may come once. */
const recurring: ReadonlySet<string> = new Set(['message', 'messageBuffer', 'pmessage', 'pmessageBuffer', 'smessage', 'data', 'readable', 'line', 'request', 'connection', 'session', 'stream', 'packet', 'frame', 'chunk', 'row', 'job', 'notification', 'change', 'update', 'tick', 'ping', 'pong', 'heartbeat', 'reconnect', 'reconnecting', 'reconnected']);

/**
 * Clients that connect anew by themselves, and tell it by the same event each time. socket.io (docs/v4/client-api, `connect`): "you should not register event handlers in the `connect`
 * handler itself, as a new handler will be registered every time the Socket instance reconnects"; mqtt (README, `connect`): "Emitted on successful (re)connection"; ioredis and
 * redis emit `connect` and `ready` after each reconnection (README, Connection events; docs/client-configuration).
 */
const reconnecting: ReadonlySet<string> = new Set(['socket.io-client', 'mqtt', 'ioredis', 'redis', '@redis/client', 'reconnecting-websocket', 'amqp-connection-manager', 'nats']);
const connecting: ReadonlySet<string> = new Set(['connect', 'ready', 'open']);

/** The event that a call adds a lasting listener for, where it is one that comes again and again. */
export function isRecurring(project: Project, ref: CallRef): string | undefined {
  const fact = project.evaluator.call(ref);
  if (!fact || !isListening(fact) || fact.callee.is !== 'member' || onceMethods.has(fact.callee.name)) return undefined;
  const event = eventOf(project, ref);
  if (event === undefined) return undefined;
  return recurring.has(event) || (connecting.has(event) && isReconnecting(project, ref)) ? event : undefined;
}

/** Methods whose listener goes with the first event. */
export const onceMethods: ReadonlySet<string> = new Set(['once', 'prependOnceListener', 'addOnceListener']);

function isReconnecting(project: Project, ref: CallRef): boolean {
  const callee = project.evaluator.call(ref)?.callee;
  return callee?.is === 'member' && flatten(project.evaluator.evaluate(ref.file, callee.of)).some((v) => v.is === 'library' && reconnecting.has(v.package));
}

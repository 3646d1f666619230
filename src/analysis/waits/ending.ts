import type { Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import { abortsNear, hasTimerBeside } from './timed-end.js';
import { asksThrough } from './asking.js';
import { mayBoundItself } from './maker-options.js';
import { isElsewhere, sourceOf, type Source } from './source.js';
import type { Project } from '../project.js';

/** Whether what is waited for can stay away. */
export type Ending =
  | { readonly is: 'comes'; /** What sees to it, for the report of a pass: a sentence. */ readonly why: string }
  /** The call that made it is judged itself: there is nothing to judge here. */
  | { readonly is: 'elsewhere' }
  | { readonly is: 'open'; readonly source: Source }
  | { readonly is: 'unknown'; readonly why: string };

/** What there is to judge. */
export type SeenEnding = Exclude<Ending, { readonly is: 'elsewhere' }>;

/** Events with which any stream begins, goes on and ends: what they depend on is where the stream comes from. */
const ofStreams = new Set(['end', 'finish', 'close', 'drain', 'readable', 'data', 'open', 'error', 'entry', 'pause', 'resume', 'exit', 'line', 'file', 'field']);

/** Events that by their names are somebody else's answer. */
const ofPeers = /^(?:connect(?:ed|ion)?|secureConnect|open|message|response|reply|answer|ack(?:nowledge)?|pong|login|authenticated|subscribed|registered|welcome|handshake)$/i;

/**
 * Judges what a wait for events hangs on: the first of the events ends it, so one that comes for certain is enough.
 * @param at the call that waits: once(…), new Promise(…)
 */
export function endingOf(project: Project, at: CallRef, emitter: Value, events: readonly (string | undefined)[]): Ending {
  const source = sourceOf(project, at.file, emitter);
  if (source === 'judged') return { is: 'elsewhere' };
  const certain = certainly(source, events);
  if (certain) return { is: 'comes', why: certain };
  const timed = abortsNear(project, at.file, emitter);
  if (timed) return { is: 'comes', why: timed };
  if (hasTimerBeside(project, at)) return { is: 'unknown', why: 'a timer of the same function may end it' };
  if (mayBoundItself(project, at.file, emitter)) return { is: 'unknown', why: 'it is made with options that may bound it' };
  if (source !== 'unknown') return { is: 'open', source };
  const names = events.filter((e) => e !== undefined);
  if (names.length === 0 || names.length < events.length) return { is: 'unknown', why: 'the name of the event is not constant' };
  if (names.some((e) => ofStreams.has(e))) return { is: 'unknown', why: 'what ends this stream cannot be seen' };
  if (isElsewhere(project, at.file, emitter)) return { is: 'unknown', why: 'what emits this event stands in a file that is not seen' };
  return names.some((e) => ofPeers.test(e)) || asksThrough(project, at, emitter) ? { is: 'open', source } : { is: 'unknown', why: 'what emits this event cannot be seen' };
}

/** Why one of the events always comes, by what emits it. */
function certainly(source: Source, events: readonly (string | undefined)[]): string | undefined {
  const has = (...names: readonly string[]): boolean => names.some((n) => events.includes(n));
  switch (source) {
    case 'process': return 'the process itself gives it';
    case 'server': return 'a server of this process listens or fails at once';
    case 'local': return 'files and transforms end by themselves';
    case 'request': return 'the server ends a request that stalls';
    case 'response': return has('close') ? 'the end of the connection is heard' : undefined;
    case 'socket': return has('listening') ? 'a socket of this process listens or fails at once' : undefined;
    case 'worker': return has('online') ? 'a thread starts or fails at once' : undefined;
    case 'remote': return has('close', 'end', 'disconnect', 'disconnected', 'exit') ? 'the client ends by itself' : undefined;
    default: return undefined;
  }
}

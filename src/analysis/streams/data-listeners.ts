import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { workOfFunction } from '../fanouts/work-of-each.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import { emitterKey, listenersOf } from '../promises/emitters.js';
import { eventOf, isListening } from '../promises/registrations.js';
import { nameOfCall } from '../site.js';
import { mentions } from '../retries/mentions.js';
import type { Pressure } from './pressure.js';
import { pushTarget } from './push-targets.js';
import { waitsForDrain } from './waits-for-drain.js';
import { writableNoun } from './writable.js';

/** Libraries whose streams go through a whole file, table or answer, piece by piece. */
const bulk = new Set(['fs', 'fs-extra', 'graceful-fs', 'zlib', 'stream', 'csv-parser', 'csv-parse', 'fast-csv', '@fast-csv/parse', 'JSONStream', 'stream-json', 'stream-chain', 'split2', 'ndjson', 'pg-query-stream', 'pg', 'mysql2', 'mysql', 'knex', 'mongodb', 'mongoose', 'ioredis', 'tar-stream', 'unzipper', 'xlsx-stream-reader', 'n-readlines', 'event-stream', 'http', 'https', 'minio', 'readdirp']);

/** The listeners of a file for `data`: those that write what comes to another stream, and those that begin work for each piece. */
export function dataListenersIn(project: Project, file: string): readonly Pressure[] {
  const facts = project.evaluator.facts(file);
  if (!facts || project.isScript(file)) return [];
  return facts.calls.flatMap((fact, call): readonly Pressure[] => {
    const { callee } = fact;
    if (callee.is !== 'member' || !isListening(fact) || callee.name === 'once' || eventOf(project, { file, call }) !== 'data') return [];
    const listener = flatten(project.evaluator.argument({ file, call }, 1, undefined)).find((v) => v.is === 'function' && v.file === file);
    if (listener?.is !== 'function') return [];
    const source = { value: callee.of, name: writtenName(facts, callee.of) || nameOfCall(project, { file, call }), fn: listener.fn, isPaused: isPaused(facts, callee.of, listener.fn) };
    const copies = [...copiesIn(project, file, facts, source), ...pushesIn(project, file, facts, source)];
    return copies.length > 0 ? copies : workIn(project, facts, { file, call }, fact, source);
  });
}

interface Source {
  readonly value: Value;
  readonly name: string;
  /** The listener. */
  readonly fn: number;
  readonly isPaused: boolean;
}

/** `source.pause()` in the listener, or in a function that it is given to. */
function isPaused(facts: FileFacts, source: Value, fn: number): boolean {
  const key = emitterKey(facts, source);
  return facts.calls.some(({ callee, fn: at }) => callee.is === 'member' && callee.name === 'pause' && (isInside(facts, at, fn) || (key !== undefined && emitterKey(facts, callee.of) === key)));
}

/** `source.on('data', (chunk) => target.write(chunk))`. */
function copiesIn(project: Project, file: string, facts: FileFacts, { value, name, fn, isPaused: paused }: Source): readonly Pressure[] {
  return facts.calls.flatMap(({ callee, args, fn: at, tested, dropped, awaited, returned }, call): readonly Pressure[] => {
    if (at !== fn || callee.is !== 'member' || callee.name !== 'write' || !args.some((a) => bringsChunk(facts, a, fn))) return [];
    const noun = writableNoun(project, file, facts, callee.of);
    // What answers on the same connection is a conversation.
    if (noun === undefined || isSame(facts, callee.of, value)) return [];
    const ref = { file, call };
    const base = { ref, is: 'copy' as const, name: writtenName(facts, callee.of) };
    if (paused) return [{ ...base, verdict: { is: 'waits', by: `${name}.pause()` } }];
    const isIgnored = dropped === true || awaited === true || returned === true;
    if (tested === true || !isIgnored || waitsForDrain(project, facts, ref, callee.of)) return [{ ...base, verdict: { is: 'unknown', why: 'what it gives is looked at, and what follows from that is not seen' } }];
    return [{ ...base, verdict: { is: 'ignored', noun, source: name } }];
  });
}

/** `source.on('data', (chunk) => queue.push(chunk))`, where the queue is read by somebody else. */
function pushesIn(project: Project, file: string, facts: FileFacts, { value, name, fn, isPaused: paused }: Source): readonly Pressure[] {
  return facts.calls.flatMap(({ callee, args, fn: at, dropped, void: isVoid, returned }, call): readonly Pressure[] => {
    if (at !== fn || callee.is !== 'member' || !/^(?:push|enqueue)$/.test(callee.name) || !args.some((a) => bringsChunk(facts, a, fn))) return [];
    const noun = isSame(facts, callee.of, value) ? undefined : pushTarget(project, file, facts, callee.of);
    if (noun === undefined) return [];
    const base = { ref: { file, call }, is: 'push' as const, name: writtenName(facts, callee.of) };
    if (paused) return [{ ...base, verdict: { is: 'waits', by: `${name}.pause()` } }];
    if (!(dropped ?? isVoid ?? returned)) return [{ ...base, verdict: { is: 'unknown', why: 'what it gives is looked at, and what follows from that is not seen' } }];
    return [{ ...base, verdict: isBulk(project, file, value) || ends(project, file, facts, value) ? { is: 'ignored', noun, source: name } : { is: 'unknown', why: 'how much comes from it is not known' } }];
  });
}

/** It is listened to as what comes to an end: a stream. */
function ends(project: Project, file: string, facts: FileFacts, source: Value): boolean {
  const key = emitterKey(facts, source);
  return key !== undefined && listenersOf(project, file, key).some(({ event }) => event === 'end');
}

function isBulk(project: Project, file: string, value: Value): boolean {
  return flatten(project.evaluator.evaluate(file, value)).some((v) => v.is === 'library' && bulk.has(v.package.replace(/^node:/, '')));
}

function isSame(facts: FileFacts, left: Value, right: Value): boolean {
  const key = emitterKey(facts, left);
  return key !== undefined && key === emitterKey(facts, right);
}

function bringsChunk(facts: FileFacts, value: Value, fn: number): boolean {
  const isChunk = (v: Value): boolean => (v.is === 'param' && v.fn === fn && v.at === 0) || (v.is === 'ref' && facts.bindings[v.to]?.values.some((b) => b.is === 'param' && b.fn === fn && b.at === 0) === true);
  return mentions(facts, value, isChunk);
}

/** `rows.on('data', async (row) => { await save(row); })`: as many at once as come. */
function workIn(project: Project, facts: FileFacts, ref: CallRef, { callee }: CallFact, { value, name, fn, isPaused: paused }: Source): readonly Pressure[] {
  const work = workOfFunction(project, { file: ref.file, fn });
  if (work.is === 'none') return [];
  const base = { ref, is: 'work' as const, name: writtenName(facts, callee) };
  if (work.is === 'limited') return [{ ...base, verdict: { is: 'unknown', why: `${work.by} lets only so many at a time through, and the rest waits in memory` } }];
  if (paused) return [{ ...base, verdict: { is: 'waits', by: `${name}.pause()` } }];
  if (!isBulk(project, ref.file, value)) return [{ ...base, verdict: { is: 'unknown', why: 'how much comes from it is not known' } }];
  return [{ ...base, verdict: { is: 'ignored', noun: `${work.outbound.model.does} (${nameOfCall(project, work.outbound.ref)})`, source: name } }];
}

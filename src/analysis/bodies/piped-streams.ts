import type { BodyModel } from '../../catalog/body-model.js';
import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, segmentsOf, type CallRef } from '../abstract.js';
import { beginsAt, namesOf } from '../obligations/held.js';
import { parameterKey, resultKey } from '../paths/bearer.js';
import { piping } from '../paths/call-doing.js';
import type { Project } from '../project.js';
import { isListening } from '../promises/registrations.js';
import { streamBearer, type HeldBody } from './held-body.js';

/** A stream that is told by what is done with it: on some path it is piped. */
export interface PipedStream {
  /** The call that gives it. */
  readonly ref: CallRef;
  readonly held: HeldBody;
}

/** Of such a stream no more is known than that it is one, and that who is given it has it. */
export const pipedModel: BodyModel = {
  path: '*',
  noun: 'stream',
  without: 'If it reads from a connection or a file, that stays open',
  end: 'stream.destroy()',
  source: 'https://nodejs.org/api/stream.html#readabledestroyerror',
};

const errorName = /^_?(?:e|er|err|error|ex)$/i;

/** The streams of a file that calls give to a callback with an error in front, or as a promise, and that are piped somewhere in the function that has them. */
export function pipedStreams(file: string, facts: FileFacts): readonly PipedStream[] {
  const names = new Set(facts.calls.flatMap((_, call) => pipedName(facts, call) ?? []));
  return [...names].flatMap((to) => {
    const { values = [], fn = -1 } = facts.bindings[to] ?? {};
    const [value, ...others] = values;
    if (!value || others.length > 0) return [];
    return value.is === 'param' ? (ofCallback(file, facts, value) ?? []) : value.is === 'await' && value.of.is === 'call' ? (ofPromise(file, facts, value.of.call, fn) ?? []) : [];
  });
}

/** Streams that hold neither a connection nor a file while nobody reads them: what is in memory, and cursors that ask for the next piece when it is wanted. */
const holdingNothing: Readonly<Record<string, readonly string[]>> = {
  stream: ['new PassThrough()', 'new Transform()'],
  'node:stream': ['new PassThrough()', 'new Transform()'],
  mongodb: ['openDownloadStream()', 'openDownloadStreamByName()'],
};

/** Whether a call is seen to give such a stream. */
export function holdsNothing({ evaluator }: Project, ref: CallRef): boolean {
  return flatten(evaluator.result(ref)).some((v) => v.is === 'library' && holdingNothing[v.package]?.includes(segmentsOf(v.path).at(-1) ?? '') === true);
}

/** The name of what a call pipes: `pipeline(found, response)`, `found.pipe(response)`. */
function pipedName(facts: FileFacts, call: number): number | undefined {
  const { callee, args } = facts.calls[call] ?? { callee: { is: 'unknown' }, args: [] };
  const [first] = args;
  if (callee.is === 'member' && callee.name === 'pipe' && callee.of.is === 'ref') return first && args.length === 1 && isPlace(facts, first) ? callee.of.to : undefined;
  const name = callee.is === 'member' ? callee.name : callee.is === 'ref' ? facts.bindings[callee.to]?.name : undefined;
  return name === 'pipeline' && piping.has(name) && first?.is === 'ref' ? first.to : undefined;
}

/** Observables and schemas are piped into what a function makes, streams into something that is there. */
function isPlace(facts: FileFacts, value: Value): boolean {
  return value.is === 'ref' || value.is === 'param' || (value.is === 'call' && facts.calls[value.call]?.construct === true);
}

function ofCallback(file: string, facts: FileFacts, { fn, at }: Extract<Value, { is: 'param' }>): PipedStream | undefined {
  const { passedTo } = facts.functions[fn] ?? {};
  const call = passedTo && facts.calls[passedTo.call];
  const error = facts.bindings.find((b) => b.values.some((v) => v.is === 'param' && v.fn === fn && v.at === 0));
  if (!passedTo || !call || at === 0 || passedTo.index !== call.args.length - 1 || isListening(call) || !error || !errorName.test(error.name)) return undefined;
  const home = { file, fn };
  return { ref: { file, call: passedTo.call }, held: { fn: home, bearers: new Map([[parameterKey(home, at), streamBearer]]), error: 0 } };
}

function ofPromise(file: string, facts: FileFacts, call: number, home: number): PipedStream | undefined {
  const fact = facts.calls[call];
  const names = namesOf(facts, call);
  if (!fact?.awaited || fact.fn !== home || home === -1 || names.some((to) => facts.bindings[to]?.fn !== home)) return undefined;
  return { ref: { file, call }, held: { fn: { file, fn: home }, bearers: new Map([[resultKey({ file, call }), streamBearer]]), begins: beginsAt(call, true, names) } };
}

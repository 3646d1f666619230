import type { BodyModel } from '../../catalog/body-model.js';
import type { FileFacts } from '../../model/facts.js';
import { flatten, type CallRef, type FunctionRef } from '../abstract.js';
import { beginsAt, namesOf } from '../obligations/held.js';
import { parameterKey, resultKey, type Bearer, type BearerObject, type Bearers } from '../paths/bearer.js';
import type { Question } from '../paths/question.js';
import type { Project } from '../project.js';

/** A body that a function has, and how it is told. */
export interface HeldBody {
  readonly fn: FunctionRef;
  readonly bearers: Bearers;
  /** Where it begins to be held; absent where it is handed to `fn` as a parameter. */
  readonly begins?: NonNullable<Question['begins']>;
  /** The parameter with the error, which says that there is none. */
  readonly error?: number;
}

/** Methods of streams, of Node and of the web, that read all of it or end it. */
const ending = new Set(['pipe', 'pipeTo', 'pipeThrough', 'resume', 'read', 'destroy', 'destroySoon', 'close', 'cancel', 'abort', 'dump', 'getReader', 'tee', 'values', 'iterator', 'wrap', 'compose', 'unwrap',
  'toArray', 'forEach', 'map', 'filter', 'flatMap', 'reduce', 'take', 'json', 'text', 'arrayBuffer', 'blob', 'bytes', 'formData', 'transformToString', 'transformToByteArray', 'transformToWebStream']);
const chained = new Set(['on', 'once', 'addListener', 'prependListener', 'off', 'removeListener', 'setEncoding', 'setTimeout', 'pause']);
const stream: BearerObject = { by: ending, chained, has: {} };
/** A stream of Node or of the web. */
export const streamBearer: Bearer = { is: 'object', object: stream };

/** Who has the body after a call; `undefined` where that is not seen. */
export function heldAfterCall(project: Project, ref: CallRef, model: BodyModel): HeldBody | undefined {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact) return undefined;
  const bearer = bearerOf(model);
  if (model.callback !== undefined) return parameterOf(project, ref, fact.args.length - 1, model.callback, bearer);
  const { call, continued } = endOfChain(facts, ref.call);
  if (continued !== undefined) return parameterOf(project, { file: ref.file, call: continued }, 0, 0, bearer);
  const last = facts.calls[call];
  if (!last || last.fn === -1 || !(last.awaited || model.sync)) return undefined;
  const names = namesOf(facts, call);
  // What stands in a name of another function is not seen here.
  if (names.some((to) => facts.bindings[to]?.fn !== last.fn)) return undefined;
  return { fn: { file: ref.file, fn: last.fn }, bearers: new Map([[resultKey({ file: ref.file, call }), bearer]]), begins: beginsAt(call, last.awaited === true, names) };
}

function bearerOf({ reads = [], part }: BodyModel): Bearer {
  if (part === undefined && reads.length === 0) return streamBearer;
  // A copy is fed by the same connection.
  return { is: 'object', object: { by: new Set(reads), chained: new Set(['clone']), has: part === undefined ? {} : { [part]: streamBearer } } };
}

/** The function that stands at an argument's place, which is given the body. */
function parameterOf(project: Project, ref: CallRef, index: number, parameter: number, bearer: Bearer): HeldBody | undefined {
  const [given, ...others] = flatten(project.evaluator.argument(ref, index, undefined));
  if (given?.is !== 'function' || others.length > 0) return undefined;
  const fn = { file: given.file, fn: given.fn };
  return { fn, bearers: new Map([[parameterKey(fn, parameter), bearer]]) };
}

/** `fetch(url).catch(() => null)` gives what `fetch` does; `fetch(url).then(read)` hands it to a function. */
function endOfChain(facts: FileFacts, call: number): { readonly call: number; readonly continued?: number } {
  const next = facts.calls.findIndex((c) => c.callee.is === 'member' && c.callee.of.is === 'call' && c.callee.of.call === call);
  const callee = facts.calls[next]?.callee;
  if (callee?.is !== 'member') return { call };
  if (callee.name === 'then') return { call, continued: next };
  return callee.name === 'catch' || callee.name === 'finally' ? endOfChain(facts, next) : { call };
}

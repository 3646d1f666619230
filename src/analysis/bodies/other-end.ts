import { callKey, flatten, functionKey, type CallRef, type Env, type FunctionRef } from '../abstract.js';
import type { BodyModel } from '../../catalog/body-model.js';
import type { FileFacts } from '../../model/facts.js';
import { readBound } from '../deadline/bound.js';
import { callsBehind, chainedCalls } from '../deadline/chain.js';
import { isClearOf } from '../deadline/controllers.js';
import { outboundCalls, type OutboundCall } from '../deadline/outbound.js';
import { settingsAt } from '../deadline/place.js';
import { optionName, type KnobReading } from '../deadline/reading.js';
import { isInside } from '../deadline/timers.js';
import type { End } from '../paths/path.js';
import type { Project } from '../project.js';

/** The request behind a body: the call of the library, and the calls of the project's functions through which it is looked at, innermost first. */
export interface BodyRequest {
  readonly ref: CallRef;
  readonly entered: readonly { readonly fn: FunctionRef; readonly by: CallRef }[];
}

/** Whether something ends a body that nobody reads: its signal, or a timeout that closes the connection. */
export type OtherEnd = { readonly is: 'ends' | 'unknown'; /** As users write it: `signal`. */ readonly by: string } | { readonly is: 'none' };

type Listening = 'ends' | 'unknown' | 'none';

const none: OtherEnd = { is: 'none' };
const longestWay = 3;
const mostCallers = 10;
const adding = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);
const closing = ['destroy', 'abort'];

/**
 * What ends an unread body besides its reader. Signals and timeouts go on counting when the headers are there, until they are cleared.
 * @param end where the path that does not read it leaves
 */
export function otherEndOf(project: Project, { ref, entered }: BodyRequest, model: BodyModel, end: End): OtherEnd {
  const place = requestOf(project, ref);
  const read = outboundCalls(project, place, framesOf(project, entered)).flatMap((outbound) => readBound(project, outbound).knobs.filter((k) => isAsked(model, k)).map((knob) => ({ outbound, knob })));
  const needed = new Map(read.flatMap(({ knob }) => (knob.state === 'needs' ? [[functionKey(knob.param), knob] as const] : [])));
  const found = [...read.map(({ outbound, knob }) => worthOf(project, place, model, outbound, knob, end)), ...[...needed.values()].map((knob) => ofCallers(project, { ref: place, entered }, model, knob, end))];
  return found.find((f) => f.is === 'ends') ?? found.find((f) => f.is === 'unknown') ?? none;
}

/** Whether the address begins with a host that is written in the code: what answers there is known, and no page that a user chose. */
export function hasFixedHost(project: Project, { ref, entered }: BodyRequest): boolean {
  const env = framesOf(project, entered);
  const urls = outboundCalls(project, ref, env).flatMap(({ model }) => (model.url === undefined ? [] : flatten(project.evaluator.argument(ref, model.url, env))));
  return urls.length > 0 && urls.every((v) => (v.is === 'literal' ? isAddress(v.value, /^https?:\/\/[^/]/) : v.is === 'text' && isAddress(v.parts[0], /^https?:\/\/[^/?#]+[/?#]/)));
}

function isAddress(text: unknown, form: RegExp): boolean {
  return typeof text === 'string' && form.test(text);
}

function framesOf({ evaluator }: Project, entered: BodyRequest['entered']): Env | undefined {
  return entered.reduceRight<Env | undefined>((outer, { fn, by }) => evaluator.enter(fn, by, outer, undefined), undefined);
}

/** `request` of `request.on('response', …)`. */
function requestOf(project: Project, ref: CallRef): CallRef {
  const facts = project.evaluator.facts(ref.file);
  const callee = facts?.calls[ref.call]?.callee;
  if (!facts || callee?.is !== 'member' || !adding.has(callee.name)) return ref;
  const [call, ...others] = callsBehind(facts, callee.of);
  return call === undefined || others.length > 0 ? ref : { file: ref.file, call };
}

/** What ends an unread body, and signals, of which that is not known for all libraries. */
function isAsked({ endedBy = [] }: BodyModel, { name, knob }: KnobReading): boolean {
  return endedBy.includes(name) || knob.unit === 'signal';
}

function worthOf(project: Project, ref: CallRef, model: BodyModel, outbound: OutboundCall, knob: KnobReading, end: End): OtherEnd {
  const by = optionName(knob);
  switch (knob.state) {
    // Callers are asked apart.
    case 'absent': case 'off': case 'ineffective': case 'needs': return none;
    case 'unknown': return knob.knob.listener && listenerOf(project, outbound.ref) === 'none' ? none : { is: 'unknown', by };
    case 'set': break;
  }
  if (!model.endedBy?.includes(knob.name) || (model.endedUnless ?? []).some((p) => settingsAt(project, outbound, p).some((s) => flatten(s.values).some((v) => v.is !== 'absent')))) return { is: 'unknown', by };
  if (knob.knob.listener) {
    const heard = listenerOf(project, outbound.ref);
    return heard === 'none' ? none : { is: heard, by };
  }
  if (knob.knob.unit !== 'signal' || knob.how === 'AbortSignal.timeout') return { is: 'ends', by };
  return knob.timer ? ofTimer(project, knob.timer, ref, end, by) : { is: 'unknown', by };
}

/** Whether a listener for `timeout` closes the connection. To reject a promise closes nothing. */
function listenerOf(project: Project, ref: CallRef): Listening {
  const { evaluator } = project;
  const found = chainedCalls(evaluator, ref).flatMap((chained): readonly Listening[] => {
    const [first] = evaluator.argument(chained.ref, 0, undefined);
    if (chained.method === 'setTimeout') return [closes(project, chained.ref)];
    if (!adding.has(chained.method) || first?.is !== 'literal') return [];
    // The socket has a timeout of its own.
    return first.value === 'timeout' ? [closes(project, chained.ref)] : first.value === 'socket' ? ['unknown'] : [];
  });
  return found.find((f) => f === 'ends') ?? found.find((f) => f === 'unknown') ?? 'none';
}

function closes({ evaluator }: Project, ref: CallRef): Listening {
  const values = flatten(evaluator.argument(ref, 1, undefined)).filter((v) => v.is !== 'absent');
  const found = values.map((value): Listening => {
    if (value.is === 'library') return value.path.some((s) => 'member' in s && closing.includes(s.member)) ? 'ends' : 'unknown';
    if (value.is !== 'function') return 'unknown';
    const facts = evaluator.facts(value.file);
    return facts?.calls.some((c) => c.callee.is === 'member' && closing.includes(c.callee.name) && isInside(facts, c.fn, value.fn)) ? 'ends' : 'none';
  });
  return found.find((f) => f !== 'ends') ?? found[0] ?? 'none';
}

/** A timer that is cleared when the headers are there ends nothing after that. */
function ofTimer(project: Project, timer: CallRef, ref: CallRef, end: End, by: string): OtherEnd {
  const facts = project.evaluator.facts(timer.file);
  const waiting = project.evaluator.call(ref);
  const clears = facts?.calls.filter((c) => isClearOf(facts, c, timer.call)) ?? [];
  if (!facts || !waiting || clears.length === 0) return facts ? { is: 'ends', by } : { is: 'unknown', by };
  const isBefore = (at: number): boolean => end.fn.file !== timer.file || at < (end.range?.[0] ?? Infinity);
  const isCleared = clears.some((c) => c.inTry === 'finally' || isSettled(facts, c.fn) || (timer.file === ref.file && c.fn === waiting.fn && c.conditional !== true && c.range[0] > waiting.range[0] && isBefore(c.range[0])));
  return isCleared ? none : { is: 'unknown', by };
}

/** `fetch(…).finally(() => clearTimeout(timer))`. */
function isSettled(facts: FileFacts, fn: number): boolean {
  const passedTo = facts.functions[fn]?.passedTo;
  const callee = passedTo && facts.calls[passedTo.call]?.callee;
  return callee?.is === 'member' && (callee.name === 'finally' || callee.name === 'then');
}

/** The callers of a function are to give it: where one of them certainly does not, nothing ends the body there. */
function ofCallers(project: Project, request: BodyRequest, model: BodyModel, knob: KnobReading & { readonly state: 'needs' }, end: End): OtherEnd {
  const { file, fn } = knob.param;
  const open: OtherEnd = { is: 'unknown', by: optionName(knob) };
  if (project.partial || request.entered.length >= longestWay) return open;
  const callers = project.graph.callersOf({ file, fn }).filter((by) => !request.entered.some((e) => callKey(e.by) === callKey(by)));
  if (callers.length === 0 || callers.length > mostCallers) return open;
  const found = callers.map((by) => otherEndOf(project, { ref: request.ref, entered: [...request.entered, { fn: { file, fn }, by }] }, model, end));
  return found.find((f) => f.is === 'none') ?? found.find((f) => f.is === 'unknown') ?? found[0] ?? open;
}

import type { AnswerModel } from '../../catalog/types.js';
import type { FileFacts, FunctionFact, ParamFact, Value } from '../../model/facts.js';
import type { FunctionRef } from '../abstract.js';
import { doing, parameterKey, type Bearer, type Bearers } from '../paths/bearer.js';

/** Methods of responses that end nothing and give the response back: of Node, Express, Fastify and restify. */
const chained = new Set([
  'status', 'set', 'header', 'type', 'contentType', 'cookie', 'clearCookie', 'append', 'vary', 'links', 'location', 'attachment', 'code', 'charSet', 'setHeader', 'setHeaders', 'appendHeader', 'writeHead',
  'headers', 'setCookie', 'serializer', 'noCache', 'cache', 'setPreviewData', 'clearPreviewData', 'setDraftMode',
]);
const idle = new Set([...chained, 'get', 'getHeader', 'getHeaders', 'getHeaderNames', 'getHeadersRaw', 'hasHeader', 'removeHeader', 'off', 'removeListener', 'removeAllListeners', 'listenerCount', 'setMaxListeners', 'cork', 'uncork', 'writeContinue', 'writeProcessing', 'writeEarlyHints']);
/** What Express's `render` does with a callback: https://expressjs.com/en/5x/api.html#res.render */
const calling = new Set(['render']);
const unanswered = { headersSent: false, writableEnded: false, writableFinished: false, finished: false, sent: false, closed: false, destroyed: false, writable: true, _headerSent: false };
const unasked = { aborted: false, destroyed: false, closed: false, timedout: false };
const none: ReadonlySet<string> = new Set();

const byMethods = new Map<string, readonly [response: Bearer, request: Bearer]>();

/** What the response and the request of a model bear. One object for each set of methods, so that what is found out with it is found out once. */
function pair({ by, next }: AnswerModel): readonly [response: Bearer, request: Bearer] {
  const key = `${by.join()}${next === undefined ? '' : '+next'}`;
  const known = byMethods.get(key);
  if (known) return known;
  const socket: Bearer = { is: 'object', object: { by: new Set(['end', 'destroy', 'destroySoon', 'resetAndDestroy']), chained: none, has: {} } };
  const raw: Bearer = { is: 'object', object: { by: new Set(['end', 'destroy']), chained, idle, undone: unanswered, has: { socket, connection: socket } } };
  const response: Bearer = { is: 'object', object: { by: new Set([...by, 'end', 'destroy']), chained, idle, calling, undone: unanswered, has: { raw, res: raw, socket, connection: socket } } };
  const request: Bearer = { is: 'object', object: { by: new Set(['destroy']), chained: none, undone: unasked, read: true, has: { res: response, socket, connection: socket, ...(next !== undefined && { next: doing }) } } };
  const found = [response, request] as const;
  byMethods.set(key, found);
  return found;
}

/**
 * What the parameters of a handler bear.
 * @returns `undefined` where the framework answers: the response is not injected, or only to be changed
 */
export function answerBearers(facts: FileFacts, fn: FunctionRef, model: AnswerModel, shift: number): Bearers | undefined {
  const written = facts.functions[fn.fn];
  const response = written && placeOf(facts, written, model.response);
  if (!written || response === undefined) return undefined;
  const next = model.next === undefined ? undefined : placeOf(facts, written, model.next);
  const [answer, question] = pair(model);
  const found = new Map<string, Bearer>([[parameterKey(fn, response + shift), answer]]);
  if (next !== undefined) found.set(parameterKey(fn, next + shift), doing);
  if (model.response.startsWith('$') && response > 0) found.set(parameterKey(fn, response + shift - 1), question);
  return found;
}

function placeOf(facts: FileFacts, { params }: FunctionFact, place: string): number | undefined {
  if (place.startsWith('$')) return Number(place.slice(1));
  const names = place.slice(1).split('|');
  const at = params.findIndex((p) => p.decorators?.some((d) => names.includes(decoratorName(facts, d))));
  return at === -1 || isPassedThrough(facts, params[at]) ? undefined : at;
}

/** The exported name of a decorator. */
export function decoratorName(facts: FileFacts, decorator: Value): string {
  const value = decorator.is === 'call' ? (facts.calls[decorator.call]?.callee ?? decorator) : decorator;
  return value.is === 'ref' ? importedName(facts, value.to) : value.is === 'member' ? value.name : '';
}

function importedName(facts: FileFacts, to: number): string {
  const [value] = facts.bindings[to]?.values ?? [];
  return value?.is === 'import' || value?.is === 'member' ? value.name : (facts.bindings[to]?.name ?? '');
}

/** `@Res({ passthrough: true })`: the method only sets headers, and what it returns is sent. */
function isPassedThrough(facts: FileFacts, param: ParamFact | undefined): boolean {
  return param?.decorators?.some((d) => {
    const [options] = d.is === 'call' ? (facts.calls[d.call]?.args ?? []) : [];
    return options !== undefined && !(options.is === 'object' && options.props.every((p) => p.key !== 'passthrough' || (p.value?.is === 'literal' && p.value.value === false)) && options.props.every((p) => !p.spread));
  }) ?? false;
}

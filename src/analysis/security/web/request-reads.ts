import type { FileFacts, Step, Value } from '../../../model/facts.js';
import { functionKey, type FunctionRef } from '../../abstract.js';
import { stepsIn } from '../../every-step.js';
import { grouped } from '../../grouped.js';
import type { Project } from '../../project.js';

/** What a function reads of requests, and how it answers, as far as it stands in its text. */
export interface RequestReads {
  /** Names of headers, in lower case. */
  readonly headers: ReadonlySet<string>;
  /** Names of cookies. */
  readonly cookies: ReadonlySet<string>;
  readonly session: boolean;
  readonly user: boolean;
  readonly body: boolean;
  /** It compares a header or a part of the body with something of the session or a cookie, or has a function do so. */
  readonly comparesToken: boolean;
  /** It answers that the request is not let through: 400, 401, 403, 415, 419, an error that stands for one, or another page. */
  readonly refuses: boolean;
}

const none: RequestReads = { headers: new Set(), cookies: new Set(), session: false, user: false, body: false, comparesToken: false, refuses: false };
const statuses = new Set([400, 401, 403, 412, 415, 419]);
const refusing = /^(?:Forbidden|Unauthorized|Unauthori[sz]ed|AccessDenied|InvalidCsrf\w*|Csrf\w*|BadRequest|NotAuthori[sz]ed|PermissionDenied|HTTPException|NotAuthenticated)(?:Error|Exception)?$/i;
/** Who is not logged in is sent to the page on which one logs in. */
const refusingMethods = /^(?:forbidden|unauthorized|accessDenied|notAllowed|badRequest|redirect)$/i;
/** Calls that lead further are not followed. */
const deepest = 3;

type Chain = readonly string[];

const byFile = new WeakMap<FileFacts, ReadonlyMap<number, RequestReads>>();
const closures = new WeakMap<Project, Map<string, RequestReads>>();

/** What a function and those that it calls read of requests. */
export function readsOf(project: Project, fn: FunctionRef): RequestReads {
  let known = closures.get(project);
  if (!known) closures.set(project, (known = new Map<string, RequestReads>()));
  const key = functionKey(fn);
  let found = known.get(key);
  if (!found) known.set(key, (found = joined(collect(project, fn, 0, new Set()))));
  return found;
}

/** What a function reads itself. */
export function ownReads(project: Project, { file, fn }: FunctionRef): RequestReads {
  const facts = project.evaluator.facts(file);
  if (!facts) return none;
  let index = byFile.get(facts);
  if (!index) byFile.set(facts, (index = indexed(facts)));
  return index.get(fn) ?? none;
}

function collect(project: Project, fn: FunctionRef, depth: number, seen: Set<string>): readonly RequestReads[] {
  const key = functionKey(fn);
  if (seen.has(key) || depth > deepest || seen.size > 200) return [];
  seen.add(key);
  return [ownReads(project, fn), ...project.graph.calleesOf(fn).flatMap(({ to, by }) => collect(project, to, by ? depth + 1 : depth, seen))];
}

function joined(parts: readonly RequestReads[]): RequestReads {
  const has = (name: 'session' | 'user' | 'body' | 'comparesToken' | 'refuses'): boolean => parts.some((p) => p[name]);
  return { headers: new Set(parts.flatMap((p) => [...p.headers])), cookies: new Set(parts.flatMap((p) => [...p.cookies])), session: has('session'), user: has('user'), body: has('body'), comparesToken: has('comparesToken'), refuses: has('refuses') };
}

function indexed(facts: FileFacts): ReadonlyMap<number, RequestReads> {
  const values = new Map<number, Value[]>();
  const add = (fn: number, value: Value | undefined): void => {
    if (!value) return;
    const list = values.get(fn);
    if (list) list.push(value);
    else values.set(fn, [value]);
  };
  for (const [at, { fn, callee, args }] of facts.calls.entries()) for (const value of [{ is: 'call', call: at } as const, callee, ...args]) add(fn, value);
  for (const { fn, values: given } of facts.bindings) for (const value of given) add(fn, value);
  for (const { fn, value } of facts.assigns) add(fn, value);
  for (const [fn, { returns, steps = [] }] of facts.functions.entries()) {
    for (const value of returns) add(fn, value);
    for (const step of stepsIn(steps)) add(fn, testOf(step));
  }
  const calls = grouped(facts.calls, ({ fn }) => fn);
  const assigns = grouped(facts.assigns, ({ fn }) => fn);
  return new Map([...values].map(([fn, list]) => [fn, readsIn(facts, { values: list, calls: calls.get(fn) ?? [], assigns: assigns.get(fn) ?? [] })]));
}

/** What it says of who is logged in: `session.userId`, but not `session.save()`. */
function isOfSession(chain: Chain): boolean {
  const at = chain.indexOf('session');
  const next = chain[at + 1];
  if (chain.includes('isAuthenticated') || chain.includes('isUnauthenticated')) return true;
  return at !== -1 && next !== undefined && !/^(?:save|destroy|regenerate|reload|touch|cookie|flash|\*|id)$/.test(next);
}

function testOf(step: Step): Value | undefined {
  return typeof step !== 'number' && step.is === 'branch' ? step.test : undefined;
}

/** What stands in one function. */
interface Body {
  readonly values: readonly Value[];
  readonly calls: FileFacts['calls'];
  readonly assigns: FileFacts['assigns'];
}

function readsIn(facts: FileFacts, { values, calls, assigns }: Body): RequestReads {
  const chains = values.flatMap((v) => chainsIn(facts, v, 0));
  const headers = new Set(chains.flatMap((c) => headerOf(c) ?? []));
  const cookies = new Set(chains.flatMap((c) => cookieOf(c) ?? []));
  return {
    headers, cookies,
    session: chains.some((c) => isOfSession(c)),
    user: chains.some((c) => c.includes('user')),
    body: chains.some((c) => c.includes('body') || c.includes('parseBody') || c.includes('formData') || c.includes('json')),
    comparesToken: calls.some((c) => comparing.test(calledName(facts, c.callee)) && comparesByCall(facts, c.args)) || values.some((v) => comparesToken(facts, v, 0)),
    refuses: refusesIn(facts, calls, assigns),
  };
}

/** `['headers', 'x-csrf-token']` of `req.headers['x-csrf-token']`, `['get', 'origin']` of `req.get('Origin')`, through names. */
function chainsIn(facts: FileFacts, value: Value, depth: number): readonly Chain[] {
  if (depth > 6) return [];
  const inner = (v: Value): readonly Chain[] => chainsIn(facts, v, depth + 1);
  switch (value.is) {
    case 'member': { const rest = chainOf(facts, value, 0); return rest.length > 0 ? [rest] : []; }
    case 'element': return [[...chainOf(facts, value.of, 0), keyText(facts, value.key)]];
    case 'call': {
      const { callee, args = [] } = facts.calls[value.call] ?? {};
      const [first, second] = args;
      if (callee?.is === 'member') return [[...chainOf(facts, callee, 0), keyText(facts, first)]];
      // `getCookie(c, 'token')`
      return callee?.is === 'ref' && facts.bindings[callee.to]?.name === 'getCookie' ? [['cookies', keyText(facts, second)]] : [];
    }
    case 'fallback': return [...inner(value.first), ...inner(value.then)];
    case 'either': return [...(value.and ? inner(value.and) : []), ...value.of.flatMap(inner)];
    case 'binary': return [...inner(value.left), ...inner(value.right)];
    case 'unary': case 'await': case 'spread': return inner(value.of);
    case 'text': return value.parts.flatMap(inner);
    case 'rest': return inner(value.of);
    default: return [];
  }
}

function chainOf(facts: FileFacts, value: Value, depth: number): Chain {
  if (depth > 8) return [];
  if (value.is === 'member') return [...chainOf(facts, value.of, depth + 1), value.name];
  if (value.is === 'element') return [...chainOf(facts, value.of, depth + 1), keyText(facts, value.key)];
  if (value.is === 'await') return chainOf(facts, value.of, depth + 1);
  if (value.is === 'call') {
    const { callee, args: [first] = [] } = facts.calls[value.call] ?? {};
    return callee?.is === 'member' ? [...chainOf(facts, callee, depth + 1), keyText(facts, first)] : callee?.is === 'ref' && facts.bindings[callee.to]?.name === 'cookies' ? ['cookies'] : [];
  }
  const [only, ...others] = value.is === 'ref' ? (facts.bindings[value.to]?.values ?? []) : [];
  return only && others.length === 0 && (only.is === 'member' || only.is === 'call' || only.is === 'await') ? chainOf(facts, only, depth + 1) : [];
}

function keyText(facts: FileFacts, key: Value | undefined): string {
  if (key?.is === 'literal') return String(key.value);
  const [only] = key?.is === 'ref' ? (facts.bindings[key.to]?.values ?? []) : [];
  return only?.is === 'literal' ? String(only.value) : '*';
}

function headerOf(chain: Chain): string | undefined {
  const at = chain.findLastIndex((name) => name === 'headers' || name === 'header' || name === 'get');
  const name = chain[at] === 'headers' && chain[at + 1] === 'get' ? chain[at + 2] : chain[at + 1];
  if (at === -1 || name === undefined || name === '*' || (chain[at] === 'get' && chain[at - 1] !== undefined && !/^(?:req|request|headers|header)$/.test(chain[at - 1] ?? ''))) return undefined;
  return name.toLowerCase();
}

function cookieOf(chain: Chain): string | undefined {
  const at = chain.findIndex((name) => name === 'cookies' || name === 'signedCookies');
  if (at === -1) return undefined;
  const name = chain[at + 1] === 'get' ? chain[at + 2] : chain[at + 1];
  return name === undefined ? undefined : name;
}

/** `req.headers['x-csrf-token'] !== req.session.token` */
function comparesToken(facts: FileFacts, value: Value, depth: number): boolean {
  if (depth > 6) return false;
  switch (value.is) {
    case 'binary': return (/^[!=]==?$/.test(value.op) && isPair(facts, value.left, value.right)) || comparesToken(facts, value.left, depth + 1) || comparesToken(facts, value.right, depth + 1);
    case 'unary': return comparesToken(facts, value.of, depth + 1);
    case 'either': return [...(value.and ? [value.and] : []), ...value.of].some((v) => comparesToken(facts, v, depth + 1));
    case 'fallback': return comparesToken(facts, value.first, depth + 1) || comparesToken(facts, value.then, depth + 1);
    default: return false;
  }
}

/** `timingSafeEqual(a, b)`, `tokens.verify(req.session.secret, req.body._csrf)` */
function comparesByCall(facts: FileFacts, args: readonly Value[]): boolean {
  return args.length >= 2 && args.some((a, at) => args.slice(at + 1).some((b) => isPair(facts, a, b)));
}

const comparing = /^(?:timingSafeEqual|verify\w*|safe\w*|compare|equals?|\w*[cC]srf\w*|\w*[mM]atch\w*|tsscmp|scmp)$/;

function calledName(facts: FileFacts, callee: Value): string {
  return callee.is === 'member' ? callee.name : callee.is === 'ref' ? (facts.bindings[callee.to]?.name ?? '') : '';
}

/** The one was sent on purpose, the other comes along by itself. */
function isPair(facts: FileFacts, a: Value, b: Value): boolean {
  const [left, right] = [a, b].map((v) => originsOf(facts, v, 0));
  return left !== undefined && right !== undefined && ((left.sent && right.kept) || (left.kept && right.sent));
}

function originsOf(facts: FileFacts, value: Value, depth: number): { readonly sent: boolean; readonly kept: boolean } {
  const chains = [...chainsIn(facts, value, 0), ...(value.is === 'ref' && depth < 2 ? (facts.bindings[value.to]?.values ?? []).flatMap((v) => chainsIn(facts, v, 0)) : [])];
  const [only] = value.is === 'call' ? (facts.calls[value.call]?.args ?? []) : [];
  const within = only && depth < 2 ? originsOf(facts, only, depth + 1) : { sent: false, kept: false };
  return { sent: within.sent || chains.some((c) => headerOf(c) !== undefined || c.includes('body')), kept: within.kept || chains.some((c) => c.includes('session') || cookieOf(c) !== undefined) };
}

function refusesIn(facts: FileFacts, calls: Body['calls'], assigns: Body['assigns']): boolean {
  const isStatus = (v: Value | undefined): boolean => v?.is === 'literal' && typeof v.value === 'number' && statuses.has(v.value);
  return calls.some((c) => {
    const name = calledName(facts, c.callee);
    if (c.construct ? refusing.test(name) : refusingMethods.test(name)) return true;
    return c.args.some((a) => isStatus(a) || (a.is === 'member' && /^(?:FORBIDDEN|UNAUTHORIZED|BAD_REQUEST)$/i.test(a.name)) || (a.is === 'object' && a.props.some((p) => /^(?:status|statusCode|code)$/.test(p.key ?? '') && isStatus(p.value))));
  }) || assigns.some((a) => a.target.is === 'member' && /^(?:status|statusCode)$/.test(a.target.name) && isStatus(a.value));
}

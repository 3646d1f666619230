import type { FileFacts, Property, Value } from '../../model/facts.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import type { Doing } from './doing.js';

/** Something through which the duty is done: `next` and `resolve` by a call, a response by some of its methods, a request by what hangs on it. */
export type Bearer =
  | { readonly is: 'function'; readonly doing: Doing }
  | { readonly is: 'object'; readonly object: BearerObject }
  /** Made of a bearer by code that is not seen, or that is not followed: what its methods do is not known. */
  | { readonly is: 'derived' };

export interface BearerObject {
  /** Methods that do the duty. */
  readonly by: ReadonlySet<string>;
  /** Methods that do nothing for it. Of all others this is not known; absent where all others do nothing. */
  readonly idle?: ReadonlySet<string>;
  /** Methods that give the object back. */
  readonly chained: ReadonlySet<string>;
  /** What its properties hold. */
  readonly has: Readonly<Record<string, Bearer>>;
  /** Methods of `by` that give their result to a callback, and do nothing else, where they are given one. */
  readonly calling?: ReadonlySet<string>;
  /** What its flags hold as long as the duty is undone. */
  readonly undone?: Readonly<Record<string, boolean>>;
  /** It is handed about to be read: what is made of it bears nothing. */
  readonly read?: true;
}

/** The bearers among the parameters of functions and what calls give, by `parameterKey` and `resultKey`. */
export type Bearers = ReadonlyMap<string, Bearer>;

export const doing: Extract<Bearer, { is: 'function' }> = { is: 'function', doing: { is: 'done' } };
const derived: Bearer = { is: 'derived' };
const deepest = 8;

const calls = new WeakMap<object, Bearer>();

/** A function that does this when it is called. What does the same is the same object, so that what is found out with it is found out once. */
export function functionOf(does: Doing): Bearer {
  if (does.is === 'done') return doing;
  const key = does.is === 'open' ? does.end : does;
  let found = calls.get(key);
  if (!found) calls.set(key, (found = { is: 'function', doing: does }));
  return found;
}

export function parameterKey({ file, fn }: FunctionRef, at: number): string {
  return `${file}@${String(fn)}.${String(at)}`;
}

/** What a call gives, awaited or not. */
export function resultKey({ file, call }: CallRef): string {
  return `${file}#${String(call)}`;
}

/** What a name holds from where it is given its value on, whatever that is made of. */
export function nameKey(file: string, facts: FileFacts, to: number): string {
  return `${file}@${String(facts.bindings[to]?.fn ?? -1)}.=${String(to)}`;
}

const known = new WeakMap<Bearers, WeakMap<Value, { readonly bearer: Bearer | undefined }>>();

/** What a value bears; `undefined` for what has nothing to do with the duty. Functions that are written in place are looked at by themselves. */
export function bearerOf(bearers: Bearers, file: string, facts: FileFacts, value: Value, depth = 0): Bearer | undefined {
  let memo = known.get(bearers);
  if (!memo) known.set(bearers, (memo = new WeakMap()));
  const before = memo.get(value);
  if (before || depth > deepest) return before?.bearer;
  // A name that is made of itself bears what its other values do.
  memo.set(value, { bearer: undefined });
  const bearer = compute(bearers, file, facts, value, depth);
  memo.set(value, { bearer });
  return bearer;
}

function compute(bearers: Bearers, file: string, facts: FileFacts, value: Value, depth: number): Bearer | undefined {
  const of = (v: Value): Bearer | undefined => bearerOf(bearers, file, facts, v, depth + 1);
  switch (value.is) {
    case 'ref': return bearers.get(nameKey(file, facts, value.to)) ?? firstOf(facts.bindings[value.to]?.values ?? [], of);
    case 'param': return value.rest ? restOf(bearers, file, value) : bearers.get(parameterKey({ file, fn: value.fn }, value.at));
    case 'await': case 'spread': case 'rest': return of(value.of);
    case 'either': return firstOf(value.of, of);
    case 'fallback': return of(value.first) ?? of(value.then);
    case 'member': return memberOf(of(value.of), value.name);
    case 'element': return of(value.of) && derived;
    case 'object': return ofProperties(value.props, of);
    case 'array': return ofProperties(value.items.map((item, index) => (item.is === 'spread' ? { spread: item.of, range: [0, 0] as const } : { key: String(index), value: item, range: [0, 0] as const })), of);
    case 'call': return ofCall(bearers, file, facts, value.call, depth);
    default: return undefined;
  }
}

function firstOf(values: readonly Value[], of: (value: Value) => Bearer | undefined): Bearer | undefined {
  for (const value of values) {
    const found = of(value);
    if (found) return found;
  }
  return undefined;
}

/** `(...args)`: all from there on, by their numbers. */
function restOf(bearers: Bearers, file: string, { fn, at }: Extract<Value, { is: 'param' }>): Bearer | undefined {
  const has: Record<string, Bearer> = {};
  for (let index = 0; index < 6; index++) {
    const found = bearers.get(parameterKey({ file, fn }, at + index));
    if (found) has[String(index)] = found;
  }
  return bundle(has);
}

function memberOf(of: Bearer | undefined, name: string): Bearer | undefined {
  if (of?.is === 'derived') return derived;
  if (of?.is !== 'object') return undefined;
  const { by, has } = of.object;
  // A method that is handed on: `.then(res.json)`.
  return has[name] ?? (by.has(name) ? doing : undefined);
}

function ofProperties(props: readonly Property[], of: (value: Value) => Bearer | undefined): Bearer | undefined {
  const has: Record<string, Bearer> = {};
  for (const { key, value, spread } of props) {
    const found = value ? of(value) : spread ? of(spread) : undefined;
    if (found && key !== undefined) has[key] = found;
    else if (found?.is === 'object') Object.assign(has, found.object.has);
    else if (found) return derived;
  }
  return bundle(has);
}

/** An object of bearers, of which no method does anything itself. */
function bundle(has: Readonly<Record<string, Bearer>>): Bearer | undefined {
  return Object.keys(has).length === 0 ? undefined : { is: 'object', object: { by: new Set(), chained: new Set(), has } };
}

/** `res.status(404)` is the response again, `next.bind(null)` does what `next` does, and what is made of a bearer may do it. */
function ofCall(bearers: Bearers, file: string, facts: FileFacts, call: number, depth: number): Bearer | undefined {
  const given = bearers.get(resultKey({ file, call }));
  if (given) return given;
  const { callee, args } = facts.calls[call] ?? { callee: { is: 'unknown' }, args: [] };
  const of = (v: Value): Bearer | undefined => bearerOf(bearers, file, facts, v, depth + 1);
  if (callee.is === 'member') {
    const receiver = of(callee.of);
    if (callee.name === 'bind' && receiver?.is === 'function') return receiver;
    if (receiver?.is === 'object') {
      const { by, chained } = receiver.object;
      if (by.has(callee.name) || chained.has(callee.name)) return receiver;
    }
    if (receiver?.is === 'derived') return derived;
  }
  return args.some((a) => isHandedOver(of(a))) ? derived : undefined;
}

/** Whether what is made of this may do the duty. A request is read by all kinds of code. */
function isHandedOver(bearer: Bearer | undefined): boolean {
  if (bearer?.is !== 'object') return bearer !== undefined;
  const { read, idle, has } = bearer.object;
  return !read && (idle !== undefined || Object.values(has).some(isHandedOver));
}

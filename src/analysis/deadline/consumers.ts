import type { FileFacts, Value } from '../../model/facts.js';

/** A call that is given a promise or a function, and where. */
export interface Consumer {
  readonly call: number;
  readonly index: number;
  /** Inside an array: `Promise.race([p, …])`. The other elements stand beside it. */
  readonly beside?: readonly Value[];
}

/** What is handed around: a call's result, or what a variable (a parameter) holds. */
export type Carried = { readonly is: 'call'; readonly call: number } | { readonly is: 'ref'; readonly to: number };

/**
 * The calls that are given the promise itself, not its result: an `await` in between ends the way. Variables that hold
 * it are followed, and so are `.then`, `.catch` and the like, whose result takes its place.
 */
export function consumersOf(facts: FileFacts, carried: Carried): readonly Consumer[] {
  const found: Consumer[] = [];
  for (const call of indexOf(facts).given.get(carriedKey(carried)) ?? none) {
    for (const [index, argument] of (facts.calls[call]?.args ?? []).entries()) {
      if (carries(facts, argument, carried)) found.push({ call, index });
      else if (argument.is === 'array' && argument.items.some((item) => carries(facts, item, carried))) {
        found.push({ call, index, beside: argument.items.filter((item) => !carries(facts, item, carried)) });
      }
    }
  }
  return found;
}

/** The calls of methods on the promise: `p.then(…)`. */
export function continuationsOf(facts: FileFacts, carried: Carried): readonly number[] {
  return indexOf(facts).methods.get(carriedKey(carried)) ?? none;
}

/** The calls of methods on the result of a call as it stands there: `load().then(…)`. */
export function callsOnResultOf(facts: FileFacts, call: number): readonly number[] {
  return indexOf(facts).onResult.get(call) ?? none;
}

function carries(facts: FileFacts, value: Value, carried: Carried): boolean {
  return carriedBy(facts, value).has(carriedKey(carried));
}

/** The bindings that hold parameter `at` of a function. */
export function parameterBindings(facts: FileFacts, fn: number, at: number): readonly number[] {
  return indexOf(facts).parameters.get(`${String(fn)}.${String(at)}`) ?? none;
}

/** The bindings that a function declares, its parameters among them. */
export function bindingsOf(facts: FileFacts, fn: number): readonly number[] {
  return indexOf(facts).byFunction.get(fn) ?? none;
}

const none: readonly number[] = [];

/** What is asked of a file for every call and every parameter in it, gathered in one pass. */
interface Index {
  /** By what is carried, the calls of which some argument, or an item of it, carries it. */
  readonly given: ReadonlyMap<string, readonly number[]>;
  /** By what is carried, the calls of methods whose receiver carries it. */
  readonly methods: ReadonlyMap<string, readonly number[]>;
  readonly onResult: ReadonlyMap<number, readonly number[]>;
  /** Bindings by function and parameter. */
  readonly parameters: ReadonlyMap<string, readonly number[]>;
  readonly byFunction: ReadonlyMap<number, readonly number[]>;
}

const indexes = new WeakMap<FileFacts, Index>();

function indexOf(facts: FileFacts): Index {
  let index = indexes.get(facts);
  if (!index) indexes.set(facts, (index = collect(facts)));
  return index;
}

function collect(facts: FileFacts): Index {
  const parameters = new Map<string, number[]>();
  const byFunction = new Map<number, number[]>();
  for (const [id, { fn, values }] of facts.bindings.entries()) {
    add(byFunction, fn, id);
    for (const key of new Set(values.flatMap(parameterKey))) add(parameters, key, id);
  }
  const [given, methods, onResult] = [new Map<string, number[]>(), new Map<string, number[]>(), new Map<number, number[]>()];
  for (const [call, { args, callee }] of facts.calls.entries()) {
    for (const key of new Set(args.flatMap((a) => [...carriedBy(facts, a).keys(), ...(a.is === 'array' ? a.items.flatMap((item) => [...carriedBy(facts, item).keys()]) : [])]))) add(given, key, call);
    if (callee.is !== 'member') continue;
    for (const key of carriedBy(facts, callee.of).keys()) add(methods, key, call);
    if (callee.of.is === 'call') add(onResult, callee.of.call, call);
  }
  return { given, methods, onResult, parameters, byFunction };
}

function carriedKey(carried: Carried): string {
  return carried.is === 'call' ? `call ${String(carried.call)}` : `ref ${String(carried.to)}`;
}

/** Everything that a value carries, by its key, with the depth at which it was come to: variables that hold each other are followed once from there. */
function carriedBy(facts: FileFacts, value: Value, depth = 0, found = new Map<string, number>()): ReadonlyMap<string, number> {
  switch (value.is) {
    case 'call': found.set(carriedKey(value), depth); break;
    case 'spread': carriedBy(facts, value.of, depth, found); break;
    case 'either': for (const one of value.of) carriedBy(facts, one, depth, found); break;
    case 'ref':
      if ((found.get(carriedKey(value)) ?? Infinity) <= depth) break;
      found.set(carriedKey(value), depth);
      if (depth < 4) for (const one of facts.bindings[value.to]?.values ?? []) carriedBy(facts, one, depth + 1, found);
      break;
    default: break;
  }
  return found;
}

function parameterKey(value: Value): readonly string[] {
  if (value.is === 'fallback') return parameterKey(value.first);
  return value.is === 'param' ? [`${String(value.fn)}.${String(value.at)}`] : [];
}

function add<K>(map: Map<K, number[]>, key: K, value: number): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

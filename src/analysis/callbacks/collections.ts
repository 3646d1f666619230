import type { FileFacts, Value } from '../../model/facts.js';

/** A collection, or what was taken out of one. A map of lists is one collection: what is asked is who calls the functions in it. */
export interface Place {
  readonly key: string;
  readonly taken: boolean;
  /** The properties behind what was taken out: `['run']` of `job.run`. */
  readonly path: readonly string[];
}

const taking = new Set(['get', 'at', 'shift', 'pop', 'find', 'findLast']);
const sameItems = new Set(['values', 'entries', 'slice', 'filter', 'reverse', 'toReversed', 'sort', 'toSorted', 'concat']);
/** Methods that call a function with each item, and which parameter that is. */
const iterating: Readonly<Record<string, number>> = { forEach: 0, map: 0, flatMap: 0, filter: 0, some: 0, every: 0, find: 0, reduce: 1 };
const deepest = 12;

/** Which collection of a file an expression is, or was taken out of: `this.handlers`, `h` of `for (const h of this.handlers)`. */
export function placeOfValue(facts: FileFacts, value: Value, depth = 0): Place | undefined {
  if (depth > deepest) return undefined;
  const of = (inner: Value | undefined): Place | undefined => (inner ? placeOfValue(facts, inner, depth + 1) : undefined);
  switch (value.is) {
    case 'this': return { key: `this ${String(value.cls)}`, taken: false, path: [] };
    case 'ref': return ofName(facts, value.to, depth);
    case 'member': return ofMember(of(value.of), value.name);
    case 'element': return took(of(value.of));
    case 'await': return of(value.of);
    case 'fallback': return of(value.first) ?? of(value.then);
    case 'array': return value.items.length === 1 && value.items[0]?.is === 'spread' ? of(value.items[0].of) : undefined;
    case 'call': return ofCall(facts, value.call, depth);
    case 'param': return ofItem(facts, value, depth);
    default: return undefined;
  }
}

function took(place: Place | undefined): Place | undefined {
  return place && { ...place, taken: true };
}

function ofMember(place: Place | undefined, name: string): Place | undefined {
  return place && (place.taken ? { ...place, path: [...place.path, name] } : { ...place, key: `${place.key}.${name}` });
}

/** What a name is given once stands for it; a list or map that is made here is the name's own. */
function ofName(facts: FileFacts, to: number, depth: number): Place {
  const [only, ...others] = (facts.bindings[to]?.values ?? []).filter((v) => v.is !== 'undefined');
  const found = only && others.length === 0 ? placeOfValue(facts, only, depth + 1) : undefined;
  return found ?? { key: `name ${String(to)}`, taken: false, path: [] };
}

function ofCall(facts: FileFacts, call: number, depth: number): Place | undefined {
  const { callee, args } = facts.calls[call] ?? {};
  if (callee?.is !== 'member') return undefined;
  const [first] = args ?? [];
  // `Array.from(handlers)`, `Object.values(handlers)`
  if (callee.of.is === 'global') return first && ['from', 'values', 'entries'].includes(callee.name) ? placeOfValue(facts, first, depth + 1) : undefined;
  const place = taking.has(callee.name) || sameItems.has(callee.name) ? placeOfValue(facts, callee.of, depth + 1) : undefined;
  return taking.has(callee.name) ? took(place) : place;
}

/** `handlers.forEach((handler) => …)` */
function ofItem(facts: FileFacts, { fn, at }: Extract<Value, { is: 'param' }>, depth: number): Place | undefined {
  const passedTo = facts.functions[fn]?.passedTo;
  const callee = passedTo && facts.calls[passedTo.call]?.callee;
  return callee?.is === 'member' && iterating[callee.name] === at ? took(placeOfValue(facts, callee.of, depth + 1)) : undefined;
}

/**
 * The calls of what is taken out of a collection of this file.
 * @param kept where it was put in
 * @param path the property of what was put in: `['run']` of `jobs.push({ name, run })`
 */
export function callsOfItems(facts: FileFacts, kept: Place, path: readonly string[]): readonly number[] {
  const wanted = new Set([[...kept.path, ...path], [...kept.path, '1', ...path]].map((p) => p.join('.')));
  return facts.calls.flatMap(({ callee }, call) => {
    const borrowed = callee.is === 'member' && (callee.name === 'call' || callee.name === 'apply') ? callee.of : callee;
    const place = borrowed.is === 'ref' || borrowed.is === 'member' || borrowed.is === 'element' || borrowed.is === 'call' ? placeOfValue(facts, borrowed) : undefined;
    return place?.taken && place.key === kept.key && wanted.has(place.path.join('.')) ? [call] : [];
  });
}

import type { FileFacts, Value } from '../../model/facts.js';

/** An argument's place, and the property in it where it is an object. */
export interface ArgumentPlace {
  readonly call: number;
  readonly index: number;
  readonly key?: string;
}

/** Where a name or a function of one file is called, handed on, or given another name. By index into the facts. */
export interface References {
  /** Calls whose callee the binding is, also by `.call` and `.apply`. */
  readonly calls: ReadonlyMap<number, readonly number[]>;
  readonly args: ReadonlyMap<number, readonly ArgumentPlace[]>;
  /** Bindings that hold the value of this one. */
  readonly aliases: ReadonlyMap<number, readonly number[]>;
  /** `socket.onopen = resolve`. */
  readonly assigned: ReadonlyMap<number, readonly number[]>;
  /** Calls that make a function of the binding or the function: `resolve.bind(null)`. */
  readonly bound: ReadonlyMap<number, readonly number[]>;
  readonly exported: ReadonlySet<number>;
}

/** What stands for a function, or for the result of a call: the same questions as for a name. */
export interface FileReferences extends References {
  readonly functions: References;
  readonly results: References;
}

const known = new WeakMap<FileFacts, FileReferences>();

/** The references of a file, by binding; by function and by call result under `functions` and `results`. */
export function referencesOf(facts: FileFacts): FileReferences {
  let found = known.get(facts);
  if (!found) {
    found = { ...collect(facts, 'ref'), functions: collect(facts, 'function'), results: collect(facts, 'call') };
    known.set(facts, found);
  }
  return found;
}

function collect(facts: FileFacts, kind: 'ref' | 'function' | 'call'): References {
  const calls = new Map<number, number[]>();
  const args = new Map<number, ArgumentPlace[]>();
  const aliases = new Map<number, number[]>();
  const assigned = new Map<number, number[]>();
  const bound = new Map<number, number[]>();
  const of = (value: Value | undefined): readonly number[] => (value ? targets(value, kind) : []);
  for (const [id, { callee, args: given }] of facts.calls.entries()) {
    for (const target of of(callee)) add(calls, target, id);
    if (callee.is === 'member' && (callee.name === 'call' || callee.name === 'apply')) for (const target of of(callee.of)) add(calls, target, id);
    if (callee.is === 'member' && callee.name === 'bind') for (const target of of(callee.of)) add(bound, target, id);
    for (const [index, argument] of given.entries()) {
      for (const target of of(argument)) add(args, target, { call: id, index });
      for (const [key, value] of propertiesIn(argument)) for (const target of of(value)) add(args, target, { call: id, index, key });
    }
  }
  for (const [id, { values }] of facts.bindings.entries()) for (const value of values) for (const target of of(value)) add(aliases, target, id);
  for (const [id, { value }] of facts.assigns.entries()) for (const target of of(value)) add(assigned, target, id);
  return { calls, args, aliases, assigned, bound, exported: new Set(facts.exports.flatMap(({ value }) => of(value))) };
}

/** The alternatives that a value may be: of a condition, a fallback. */
function targets(value: Value, kind: 'ref' | 'function' | 'call'): readonly number[] {
  if (value.is === 'either') return value.of.flatMap((v) => targets(v, kind));
  if (value.is === 'fallback') return [...targets(value.first, kind), ...targets(value.then, kind)];
  if (value.is === 'ref') return kind === 'ref' ? [value.to] : [];
  if (value.is === 'function') return kind === 'function' ? [value.fn] : [];
  return value.is === 'call' && kind === 'call' ? [value.call] : [];
}

/** The properties of an object argument, and the elements of an array. Empty keys stand for elements. */
function propertiesIn(value: Value): readonly (readonly [string, Value])[] {
  if (value.is === 'array') return value.items.flatMap((item) => [['', item] as const, ...propertiesIn(item)]);
  if (value.is !== 'object') return [];
  return value.props.flatMap((p) => (p.value ? [[p.key ?? '', p.value] as const, ...propertiesIn(p.value)] : []));
}

function add<T>(map: Map<number, T[]>, key: number, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

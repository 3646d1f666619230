import type { FileFacts, Range, Step, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';

/** What an expression begins with: the result of a call, a name, a parameter, `this`. Equal texts stand for the same in one file. */
export type Root = string;

/** A place where a file uses a value: what it begins with, and what is read of it there. */
export interface Usage {
  readonly as: 'method' | 'argument' | 'held' | 'field' | 'assigned' | 'returned' | 'exported' | 'iterated' | 'set';
  /** The call, binding, class, assignment, function or export. */
  readonly at: number;
  /** Which argument, or which member of the class. */
  readonly index: number;
  /** The method, or the property that is set. */
  readonly name: string;
  readonly root: Root;
  /** The properties that are read of it; a star for a key that is not constant. */
  readonly reads: readonly string[];
  /** The literal in which it stands: `{ db: { pool } }` wraps it in `db` and `pool`. */
  readonly wraps: readonly string[];
  /** What was taken out of it before: `{ pool, ...rest }`. */
  readonly without: readonly string[];
  /** What is read, as it is written: for questions to the evaluation. */
  readonly value: Value;
  /** Of a loop: where it stands. */
  readonly range?: Range;
}

export interface FileUsages {
  readonly byRoot: ReadonlyMap<Root, readonly Usage[]>;
  /** By each property that is read. */
  readonly byRead: ReadonlyMap<string, readonly Usage[]>;
}

type Leaf = Pick<Usage, 'root' | 'reads' | 'wraps' | 'without' | 'value'>;

const known = new WeakMap<FileFacts, FileUsages>();

/** Every place where a file uses something, by what it begins with. Worked out once. */
export function usagesOf(facts: FileFacts): FileUsages {
  let found = known.get(facts);
  if (!found) known.set(facts, (found = index(facts)));
  return found;
}

function index(facts: FileFacts): FileUsages {
  const byRoot = new Map<Root, Usage[]>();
  const byRead = new Map<string, Usage[]>();
  for (const usage of allOf(facts)) {
    add(byRoot, usage.root, usage);
    for (const name of new Set(usage.reads)) add(byRead, name, usage);
  }
  return { byRoot, byRead };
}

function* allOf(facts: FileFacts): Iterable<Usage> {
  for (const [at, { callee, args, range }] of facts.calls.entries()) {
    if (callee.is === 'member') yield* used(callee.of, 'method', at, 0, callee.name);
    // `stream[Symbol.asyncIterator]()`
    else if (callee.is === 'element') for (const usage of used(callee.of, 'iterated', at)) yield { ...usage, range };
    for (const [position, argument] of args.entries()) yield* used(argument, 'argument', at, position);
  }
  for (const [at, { values }] of facts.bindings.entries()) for (const value of values) yield* used(value, 'held', at);
  for (const [at, { returns }] of facts.functions.entries()) for (const value of returns) yield* used(value, 'returned', at);
  for (const [at, { members }] of facts.classes.entries()) for (const [member, { values }] of members.entries()) for (const value of values) yield* used(value, 'field', at, member);
  for (const [at, { target, value }] of facts.assigns.entries()) {
    yield* used(value, 'assigned', at);
    if (target.is === 'member') yield* used(target.of, 'set', at, 0, target.name);
  }
  for (const [at, { value }] of facts.exports.entries()) if (value) yield* used(value, 'exported', at);
  for (const { over, range } of [...loopsIn(facts.steps), ...facts.functions.flatMap((f) => loopsIn(f.steps ?? []))]) for (const usage of used(over, 'iterated', -1)) yield { ...usage, range };
}

function* used(value: Value, as: Usage['as'], at: number, position = 0, name = ''): Iterable<Usage> {
  for (const leaf of leavesOf(value)) yield { as, at, index: position, name, ...leaf };
}

/** `for await`, and what it goes over. */
function loopsIn(steps: readonly Step[]): readonly { readonly over: Value; readonly range: Range }[] {
  return stepsIn(steps).flatMap((step) => (typeof step !== 'number' && step.is === 'loop' && step.awaits ? [{ over: step.awaits, range: step.range }] : []));
}

/** What a value may be, down to names and calls, with the literals around it and what is read of it. */
export function leavesOf(value: Value, wraps: readonly string[] = []): readonly Leaf[] {
  const root = rootOf(value);
  if (root !== undefined) return [{ root, reads: [], wraps, without: [], value }];
  switch (value.is) {
    case 'await': case 'spread': return leavesOf(value.of, wraps);
    case 'either': return value.of.flatMap((v) => leavesOf(v, wraps));
    case 'fallback': return [...leavesOf(value.first, wraps), ...leavesOf(value.then, wraps)];
    case 'object': return value.props.flatMap((p) => (p.spread ? leavesOf(p.spread, wraps) : p.value ? leavesOf(p.value, [...wraps, p.key ?? '*']) : []));
    case 'array': return value.items.flatMap((v, at) => (v.is === 'spread' ? leavesOf(v.of, wraps) : leavesOf(v, [...wraps, String(at)])));
    case 'member': return leavesOf(value.of).flatMap((leaf) => read(leaf, value.name, value, wraps));
    case 'element': return leavesOf(value.of).flatMap((leaf) => read(leaf, '*', value, wraps));
    case 'rest': return leavesOf(value.of, wraps).map((leaf) => ({ ...leaf, without: value.without }));
    default: return [];
  }
}

/** A property that is read of a leaf: of a literal, what stands there. */
function read(leaf: Leaf, name: string, value: Value, wraps: readonly string[]): readonly Leaf[] {
  const [outer, ...inner] = leaf.wraps;
  if (outer !== undefined) return isSame(outer, name) ? [{ ...leaf, wraps: [...wraps, ...inner] }] : [];
  return [{ ...leaf, reads: [...leaf.reads, name], wraps, value }];
}

/** Whether two keys may be the same. */
export function isSame(left: string, right: string): boolean {
  return left === right || left === '*' || right === '*';
}

function rootOf(value: Value): Root | undefined {
  switch (value.is) {
    case 'call': return callRoot(value.call);
    case 'ref': return bindingRoot(value.to);
    case 'param': return parameterRoot(value.fn, value.at);
    case 'this': return `this ${String(value.cls)}`;
    case 'class': return `class ${String(value.cls)}`;
    case 'import': return `import ${value.name} ${value.from}`;
    case 'global': return `global ${value.name}`;
    default: return undefined;
  }
}

export function callRoot(call: number): Root {
  return `call ${String(call)}`;
}

export function bindingRoot(to: number): Root {
  return `name ${String(to)}`;
}

export function parameterRoot(fn: number, at: number): Root {
  return `param ${String(fn)}.${String(at)}`;
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

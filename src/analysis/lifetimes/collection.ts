import type { FileFacts, Range, Value } from '../../model/facts.js';
import type { Spot } from '../emitters/hand-over.js';
import { bindingRoot } from '../emitters/usages.js';
import { oncePerFile } from '../once-per-file.js';
import type { Project } from '../project.js';
import { isForOthers } from './factories.js';
import { isMadeElsewhere, livesLong } from './long-lived.js';

type CollectionKind = 'Map' | 'Set' | 'object' | 'array' | 'weak';

/** A collection that outlives the call that writes to it. */
export interface Collection {
  readonly kind: CollectionKind;
  /** As one would call it: `metrics.responseTime`, `this.cache`. */
  readonly name: string;
  readonly file: string;
  /** Where it is declared. */
  readonly range: Range;
  /** Where it can be found; of a field, in each class that has it. */
  readonly spot: Spot;
  readonly field?: { readonly cls: number; readonly name: string; readonly static: boolean };
  /** The function in which it is declared: it lives on in functions that are written there. -1 for the module. */
  readonly fn: number;
  /** Nobody is seen to make an object of its class: how long that lives is not known. */
  readonly ownerUnseen?: true;
  /** Of what a library makes: the methods that add and take out. */
  readonly methods?: CollectionMethods;
}

/** Methods of a library's cache by which entries come and go. */
export interface CollectionMethods {
  readonly adds: readonly string[];
  readonly removes: readonly string[];
  /** Which argument of those that add gives the entry an end. */
  readonly expiry?: number;
}

interface Found {
  readonly kind: CollectionKind;
  readonly path: readonly string[];
}

/** How deep a collection may stand in literals: `{ http: { times: [] } }`. */
const deepest = 3;
const constructors: ReadonlyMap<string, CollectionKind> = new Map([['Map', 'Map'], ['Set', 'Set'], ['Array', 'array'], ['Object', 'object'], ['WeakMap', 'weak'], ['WeakSet', 'weak']]);

/** The collections of a file that live on: in the module, in static fields, in fields of objects that live on, and in functions that start-up calls once, or others who are not seen. */
export const collectionsOf = oncePerFile((project, file): readonly Collection[] => {
  const facts = project.evaluator.facts(file);
  if (!facts || project.isScript(file)) return [];
  return [...ofNames(project, file, facts), ...ofFields(project, file, facts)];
});

function ofNames(project: Project, file: string, facts: FileFacts): readonly Collection[] {
  return facts.bindings.flatMap(({ name, kind, fn, values, range }, to): readonly Collection[] => {
    if (kind !== 'const' && kind !== 'let') return [];
    const isKept = fn === -1 || project.reach({ file, fn }).reach === 'startup';
    const found = containersIn(facts, values);
    if (found.length === 0 || !(isKept || isForOthers(project, { file, fn }))) return [];
    return found.map(({ kind: made, path }) => ({ kind: made, name: [name, ...path].join('.'), file, range, fn, spot: { file, root: bindingRoot(to), path }, ...(!isKept && { ownerUnseen: true as const }) }));
  });
}

function ofFields(project: Project, file: string, facts: FileFacts): readonly Collection[] {
  return facts.classes.flatMap(({ members, name: className }, cls) => members.flatMap((member): readonly Collection[] => {
    const found = member.kind === 'field' ? containersIn(facts, member.values) : [];
    if (found.length === 0) return [];
    const isKept = member.static === true || livesLong(project, { file, cls });
    if (!isKept && !(member.private && isMadeElsewhere(project, { file, cls }))) return [];
    const isStatic = member.static === true;
    return found.map(({ kind, path }) => ({
      kind, name: [isStatic ? className : 'this', member.name, ...path].join('.'), file, range: member.range, fn: -1,
      spot: { file, root: `${isStatic ? 'class' : 'this'} ${String(cls)}`, path: [member.name, ...path] }, field: { cls, name: member.name, static: isStatic }, ...(!isKept && { ownerUnseen: true as const }),
    }));
  }));
}

/** The collections that a name may hold, each once. */
function containersIn(facts: FileFacts, values: readonly Value[]): readonly Found[] {
  const byPath = new Map(values.flatMap((v) => containers(facts, v, [])).map((found) => [found.path.join('.'), found]));
  return [...byPath.values()];
}

function containers(facts: FileFacts, value: Value, path: readonly string[]): readonly Found[] {
  switch (value.is) {
    case 'array': return [{ kind: 'array', path }];
    case 'object': return [{ kind: 'object', path }, ...(path.length < deepest ? value.props.flatMap((p) => (p.key !== undefined && p.value ? containers(facts, p.value, [...path, p.key]) : [])) : [])];
    case 'either': return value.of.flatMap((v) => containers(facts, v, path));
    case 'fallback': return [...containers(facts, value.first, path), ...containers(facts, value.then, path)];
    case 'call': {
      const kind = madeBy(facts, value.call);
      return kind ? [{ kind, path }] : [];
    }
    default: return [];
  }
}

/** What a call of the language makes: `new Map()`, `Object.create(null)`. */
function madeBy({ calls }: FileFacts, call: number): CollectionKind | undefined {
  const callee = calls[call]?.callee;
  if (callee?.is === 'global') return constructors.get(callee.name);
  return callee?.is === 'member' && callee.name === 'create' && callee.of.is === 'global' && callee.of.name === 'Object' ? 'object' : undefined;
}

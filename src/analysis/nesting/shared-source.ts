import type { Reading } from '../../catalog/reading.js';
import type { CatalogEntry, SlotModel } from '../../catalog/types.js';
import type { FileFacts, Value } from '../../model/facts.js';
import { callKey, type CallRef, type Env, type ParamValue, type Step } from '../abstract.js';
import type { Project } from '../project.js';

/**
 * The pool, the lock or the limiter that a call is made on, as far as it can be told from others.
 */
export interface SharedSource {
  readonly entry: CatalogEntry;
  readonly model: SlotModel;
  /** The call that made it, through the functions in which that stands; else the name under which it is known: a field, a parameter. */
  readonly key: string;
  /** `made`: two keys that differ are two objects. `given`: whoever calls the function may hand in what is held as well. `named`: it is what a field or a model stands for. */
  readonly known: 'made' | 'given' | 'named';
  /** A model: which pool it belongs to stands elsewhere, but it is part of no transaction that it is not told. */
  readonly outer?: true;
  /** The exported type by which alone it is known. */
  readonly typed?: string;
}

/**
 * What a call is made on.
 * @param owner the object whose method the code at hand is, where that is not `this`: fields are told apart by it
 */
export function sourceOfReading(project: Project, { entry, made, type }: Reading, model: SlotModel, ref: CallRef, env: Env | undefined, owner: string): SharedSource {
  if (model.of === '') return { entry, model, key: entry.id, known: 'made' };
  const maker = made.find((m) => m.type === model.of);
  if (maker && 'call' in maker.step) return { entry, model, key: keyOfCall(project, maker.step.call, maker.step.env), known: 'made' };
  const typed = made.map((m) => m.step).find((step): step is Extract<Step, { typed: string }> => 'typed' in step);
  const isOuter = type !== undefined && model.outer?.includes(type) === true;
  const place = placeOf(project, ref, env, owner, typed?.param);
  return { entry, model, ...(isOuter && { outer: true as const }), ...(typed && { typed: typed.typed }), key: place?.key ?? '', known: isOuter || place?.known === 'named' || (!typed && !place) ? 'named' : 'given' };
}

/** Where it is made, and, in a function, for which call of that: a factory makes a new one each time. */
function keyOfCall(project: Project, call: CallRef, env: Env | undefined): string {
  const fn = project.evaluator.call(call)?.fn ?? -1;
  for (let frame = env; frame && fn !== -1; frame = frame.outer) {
    if (frame.fn === fn && frame.file === call.file) return `${callKey(call)}<${keyOfCall(project, frame.call, frame.outer)}`;
  }
  return callKey(call);
}

/** The name of what stands before the method: a parameter, a field of the object, a variable. */
function placeOf(project: Project, ref: CallRef, env: Env | undefined, owner: string, param: ParamValue | undefined): { readonly key: string; readonly known: 'given' | 'named' } | undefined {
  const facts = project.evaluator.facts(ref.file);
  const callee = facts?.calls[ref.call]?.callee;
  if (param) {
    const fn = project.evaluator.facts(param.file)?.functions[param.fn];
    const key = `${param.file}@${String(param.fn)}.${String(param.at)}.${param.path.join('.')}`;
    return fn?.kind === 'constructor' ? { key: `${owner}|${key}`, known: 'named' } : { key, known: 'given' };
  }
  if (!facts || !callee) return undefined;
  const name = nameOf(facts, ref.file, rootOf(facts, callee.is === 'member' ? callee.of : callee), owner);
  return name === undefined ? undefined : { key: name, known: callee.is === 'member' && isField(facts, callee.of) ? 'named' : 'given' };
}

/** What a chain of calls and members begins with, up to a field of the object. */
function rootOf(facts: FileFacts, value: Value): Value {
  if (value.is === 'await') return rootOf(facts, value.of);
  // `tx ?? this.prisma`, where there is no `tx`.
  if (value.is === 'fallback') return rootOf(facts, value.then);
  if (value.is === 'member') return value.of.is === 'this' ? value : rootOf(facts, value.of);
  if (value.is !== 'call') return value;
  const callee = facts.calls[value.call]?.callee;
  return callee?.is === 'member' ? rootOf(facts, callee.of) : (callee ?? value);
}

function isField(facts: FileFacts, value: Value): boolean {
  const root = rootOf(facts, value);
  return root.is === 'member' && root.of.is === 'this';
}

/** A name by which an object is known in its file, the same for each use of it; `undefined` for what has none. */
export function nameOf(facts: FileFacts, file: string, value: Value, owner: string, depth = 0): string | undefined {
  switch (value.is) {
    case 'this': return owner;
    case 'await': return nameOf(facts, file, value.of, owner, depth);
    case 'member': {
      const of = value.of.is === 'this' ? `${owner}|${file}:${String(value.of.cls)}` : depth < 5 ? nameOf(facts, file, value.of, owner, depth + 1) : undefined;
      return of === undefined ? undefined : `${of}.${value.name}`;
    }
    case 'ref': {
      const binding = facts.bindings[value.to];
      const [only, ...others] = binding?.values ?? [];
      const isAlias = others.length === 0 && (only?.is === 'ref' || only?.is === 'member' || only?.is === 'this');
      return isAlias && depth < 5 ? nameOf(facts, file, only, owner, depth + 1) : `${file}:${String(value.to)}`;
    }
    default: return undefined;
  }
}

/** Whether two calls are made on the same object; `undefined` where it cannot be told. */
export function isSameSource(project: Project, a: SharedSource, b: SharedSource): boolean | undefined {
  if (a.entry.id !== b.entry.id || a.model.kind !== b.model.kind) return false;
  if (a.model.kind === 'session') return true;
  if (a.key !== '' && a.key === b.key) return true;
  if (a.known === 'made' && b.known === 'made') return false;
  if (b.outer && b.model.told && !project.partial) return true;
  // A parameter may be what is held as well as what it is taken from.
  if (a.known === 'given' || b.known === 'given' || project.partial || a.model.kind !== 'connection' || isBeside(a, b)) return undefined;
  return project.makers.count(a.entry, a.model.of) <= 1 ? true : undefined;
}

/** Two fields of one object that hold the same kind of thing: `this.primary`, `this.replica`. */
function isBeside(a: SharedSource, b: SharedSource): boolean {
  const [first, second] = [a.key.split('|'), b.key.split('|')];
  const differing = first.flatMap((part, at) => (part === second[at] ? [] : [at]));
  const [at, ...others] = differing;
  if (first.length !== second.length || at === undefined || others.length > 0 || a.typed !== b.typed) return false;
  const holderOf = (part: string | undefined): string => (part ?? '').replace(/\.[^./]*(?:\.[^./]*)?$/, '');
  return holderOf(first[at]) !== '' && holderOf(first[at]) === holderOf(second[at]);
}

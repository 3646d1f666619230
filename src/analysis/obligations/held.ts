import type { AcquireModel } from '../../catalog/acquire-model.js';
import type { CallFact, FileFacts, Step, Value } from '../../model/facts.js';
import { flatten, type CallRef, type FunctionRef } from '../abstract.js';
import { settingOf } from '../clients/setting.js';
import { doing, parameterKey, resultKey, type Bearer, type Bearers } from '../paths/bearer.js';
import { rootsOf } from '../paths/roots.js';
import { isUsed } from '../paths/used-results.js';
import type { Question } from '../paths/question.js';
import type { Project } from '../project.js';
import { nameOfCall } from '../site.js';

/** Something that was got and has to be given back, and the function that has to see to it. */
export interface Held {
  /** The call that gets it, or that calls a function which does. */
  readonly ref: CallRef;
  readonly model: AcquireModel;
  /** As messages name the call. */
  readonly name: string;
  readonly fn: FunctionRef;
  readonly bearers: Bearers;
  /** Where it begins to be held; absent where it is handed to `fn` as a parameter. */
  readonly begins?: NonNullable<Question['begins']>;
  /** The error's parameter of a callback, which says that there is nothing. */
  readonly error?: Value;
  /** The function gives it back itself when all goes well: to others it is only lent. */
  readonly lent?: true;
  /** Only what fails is to leave nothing behind: it is there to be handed on, and whoever is given it may take it. */
  readonly onFailure?: true;
  /** It is a transaction on a client, which statements of SQL end as well. */
  readonly transaction?: true;
}

/** What a call of the catalog acquires, `managed` where the library gives it back by itself; `undefined` for all other calls. */
export function acquiredBy(project: Project, ref: CallRef): AcquireModel | undefined {
  const callee = project.evaluator.call(ref)?.callee;
  if (callee?.is !== 'member' && callee?.is !== 'ref' && callee?.is !== 'import') return undefined;
  for (const target of flatten(project.evaluator.evaluate(ref.file, callee))) {
    if (target.is !== 'library' || !project.catalog.has(target.package, 'acquires')) continue;
    const version = project.versionOf(ref.file, target.package);
    for (const reading of project.catalog.read(target, version)) {
      const model = project.catalog.acquire(reading, version);
      if (model) return opens(project, ref, model) ? model : undefined;
    }
  }
  return undefined;
}

/** Whether a call opens something of its own: it is lent nothing, is told what to open, and that is more than memory. */
function opens(project: Project, ref: CallRef, { borrows = [], needs, except }: AcquireModel): boolean {
  if (borrows.some((at) => settingOf(project, ref, at).some((v) => v.is !== 'object' && v.is !== 'absent'))) return false;
  if (needs?.every((at) => settingOf(project, ref, at).every((v) => v.is === 'absent'))) return false;
  if (!except) return true;
  const given = settingOf(project, ref, `arg${String(except.at)}`);
  return given.length > 0 && !given.some((v) => v.is === 'literal' && except.is.includes(String(v.value)));
}

/** What is held after a call; `undefined` where it is not seen who has it then. */
export function heldAfter(project: Project, ref: CallRef, model: AcquireModel): Held | undefined {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact) return undefined;
  const base = { ref, model, name: nameOfCall(project, ref) };
  if (isShared(facts, fact, model)) return undefined;
  const last = fact.args.at(-1);
  if (last?.is === 'function' && model.callback !== undefined) {
    const fn = { file: ref.file, fn: last.fn };
    return { ...base, fn, bearers: new Map([[parameterKey(fn, model.callback), bearerOf(model, facts, ref.call)], ...(model.done === undefined ? [] : [[parameterKey(fn, model.done), doing] as const])]), error: { is: 'param', fn: last.fn, at: 0 } };
  }
  // `client.connect((error) => …)`: what it is called on is held in there.
  if (last?.is === 'function' && model.holds === 'receiver') {
    const bearers = bearersOf(project, ref, model, facts);
    return bearers && { ...base, fn: { file: ref.file, fn: last.fn }, bearers, error: { is: 'param', fn: last.fn, at: 0 } };
  }
  const continued = facts.calls.find((c) => c.callee.is === 'member' && c.callee.name === 'then' && c.callee.of.is === 'call' && c.callee.of.call === ref.call)?.args[0];
  if (continued?.is === 'function') {
    const fn = { file: ref.file, fn: continued.fn };
    return { ...base, fn, bearers: new Map([[parameterKey(fn, 0), bearerOf(model, facts, ref.call)]]) };
  }
  if (fact.fn === -1 || !(fact.awaited || model.sync)) return undefined;
  const names = model.holds === 'receiver' ? receiverOf(fact) : namesOf(facts, ref.call);
  const bearers = bearersOf(project, ref, model, facts);
  // What stands in a name of another function, or nowhere, is not seen here.
  if (!bearers || names.some((to) => facts.bindings[to]?.fn !== fact.fn) || (names.length === 0 && (model.holds ?? 'result') === 'result' && isUsed(facts, ref.call))) return undefined;
  return { ...base, fn: { file: ref.file, fn: fact.fn }, bearers, begins: beginsAt(ref.call, fact.awaited === true, names, (value) => model.holds === 'receiver' && isMade(value)) };
}

/** Where what a call gives begins to be held: where its promise is awaited, or at the call. `isHeld`: values that hold it as well. */
export function beginsAt(call: number, awaited: boolean, names: readonly number[], isHeld?: (value: Value) => boolean): NonNullable<Question['begins']> {
  return {
    at: (step: Step) => (awaited ? typeof step !== 'number' && step.is === 'await' && isResult(step.of, call) : step === call),
    names, holds: (value) => isPartOf(value, call) || (value.is === 'ref' && names.includes(value.to)) || isHeld?.(value) === true,
  };
}

/** `connect(options)` gives the same again for the same options: it is one for all, unless the function that calls it is told for which. */
function isShared(facts: FileFacts, { args }: CallFact, { sharedBy }: AcquireModel): boolean {
  if (sharedBy === undefined) return false;
  const by = args[sharedBy];
  return by === undefined || rootsOf(facts, by).length === 0;
}

/** The name of the object on which a call is made. */
function receiverOf({ callee }: CallFact): readonly number[] {
  return callee.is === 'member' && callee.of.is === 'ref' ? [callee.of.to] : [];
}

function isMade(value: Value): boolean {
  return value.is === 'call' || (value.is === 'await' && isMade(value.of));
}

function bearersOf(project: Project, ref: CallRef, model: AcquireModel, facts: FileFacts): Bearers | undefined {
  const own = ownBearersOf(project, ref, model, facts);
  const by = model.by === undefined ? undefined : project.evaluator.call(ref)?.args[model.by];
  const value = by?.is === 'ref' ? facts.bindings[by.to]?.values : by && [by];
  // Whoever handed it in may end it.
  if (value?.some((v) => v.is === 'param')) return undefined;
  const others = (value ?? []).flatMap((v) => (v.is === 'call' ? [resultKey({ file: ref.file, call: v.call })] : []));
  return own && new Map([...own, ...others.map((key) => [key, bearerOf(model, facts, ref.call)] as const)]);
}

function ownBearersOf(project: Project, ref: CallRef, model: AcquireModel, facts: FileFacts): Bearers | undefined {
  const result = bearerOf(model, facts, ref.call);
  if (model.holds !== 'receiver') return new Map([[resultKey(ref), result]]);
  const callee = project.evaluator.call(ref)?.callee;
  const receiver = callee?.is === 'member' && callee.of.is === 'ref' ? facts.bindings[callee.of.to] : undefined;
  // Where the call itself is kept, `const pool = await new ConnectionPool().connect()`, it gives the object.
  if (callee?.is === 'member' && callee.of.is === 'call') return new Map([[resultKey(ref), result], [resultKey({ file: ref.file, call: callee.of.call }), result]]);
  const [value, ...others] = (receiver?.values ?? []).filter((v) => v.is !== 'undefined' && !(v.is === 'literal' && v.value === null));
  if (value?.is === 'param') return new Map([[parameterKey({ file: ref.file, fn: value.fn }, value.at), result]]);
  const made = value?.is === 'await' ? value.of : value;
  return made?.is === 'call' && others.length === 0 && receiver?.fn === facts.calls[ref.call]?.fn ? new Map([[resultKey({ file: ref.file, call: made.call }), result], [resultKey(ref), result]]) : undefined;
}

/** What gives back: methods of the object, the function that was given, or a part of it. */
function bearerOf({ release, part }: AcquireModel, facts: FileFacts, call: number): Bearer {
  if (part !== undefined && facts.bindings.some((b) => b.values.some((v) => v.is === 'member' && v.name === part && isResult(v.of, call)))) return { is: 'object', object: { by: new Set(), chained: new Set(), has: { [part]: doing } } };
  return release.includes('()') ? doing : { is: 'object', object: { by: new Set(release), chained: new Set(), has: {} } };
}

/** Whether a value is what a call gives, awaited or not. */
function isResult(value: Value, call: number): boolean {
  return value.is === 'await' ? isResult(value.of, call) : value.is === 'call' && value.call === call;
}

const known = new WeakMap<FileFacts, ReadonlyMap<number, readonly number[]>>();

/** The names that hold what a call gives. */
export function namesOf(facts: FileFacts, call: number): readonly number[] {
  let found = known.get(facts);
  if (!found) known.set(facts, (found = namesByCall(facts)));
  return found.get(call) ?? [];
}

function namesByCall({ bindings }: FileFacts): ReadonlyMap<number, readonly number[]> {
  const names = new Map<number, number[]>();
  for (const [to, { values }] of bindings.entries()) {
    for (const call of new Set(values.flatMap(partsOf))) {
      const held = names.get(call);
      if (held) held.push(to);
      else names.set(call, [to]);
    }
  }
  return names;
}

function isPartOf(value: Value, call: number): boolean {
  return partsOf(value).includes(call);
}

/** The calls of whose results a value may be, or may be a part. */
function partsOf(value: Value): readonly number[] {
  switch (value.is) {
    case 'call': return [value.call];
    case 'member': case 'await': return partsOf(value.of);
    case 'either': return value.of.flatMap(partsOf);
    case 'fallback': return [...partsOf(value.first), ...partsOf(value.then)];
    default: return [];
  }
}

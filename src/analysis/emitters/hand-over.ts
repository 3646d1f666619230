import type { HearerModel } from '../../catalog/emitter-model.js';
import type { CallFact, FileFacts } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef, type FunctionRef, type ParamValue } from '../abstract.js';
import { constructorsOf } from '../callers.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import { harmless, hearing } from '../promises/emitters.js';
import { isListening, lastName } from '../promises/registrations.js';
import { callRoot, leavesOf, parameterRoot, type Root } from './usages.js';

/** Where an emitter can be found: behind a path of properties of what a file calls so. */
export interface Spot {
  readonly file: string;
  readonly root: Root;
  readonly path: readonly string[];
}

/** What becomes of an emitter that a call is given. */
export type HandOver =
  | { readonly is: 'heard' }
  | { readonly is: 'nothing' }
  /** It can be found there. */
  | { readonly is: 'found'; readonly at: readonly Spot[] }
  /** A list, a set or a map holds it. */
  | { readonly is: 'kept' }
  | { readonly is: 'unseen'; readonly why: string };

const nothing: HandOver = { is: 'nothing' };
const storing = new Set(['push', 'unshift', 'add', 'set', 'splice']);
const logging = /^(?:log|debug|info|warn|error|trace|fatal|verbose|silly|inspect|stringify|expect|assert|ok|equal|strictEqual|destroy|removeListener|off)$/;

/**
 * What a call does with an emitter among its arguments.
 * @param path the properties behind which the argument holds the emitter; empty for the emitter itself
 */
export function handOver(project: Project, ref: CallRef, index: number, path: readonly string[]): HandOver {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact || isListening(fact)) return nothing;
  const name = lastName(facts, fact.callee);
  // `this.onError.bind(this)`
  if (index === 0 && fact.callee.is === 'member' && /^(?:bind|call|apply)$/.test(name)) return nothing;
  // `a.pipe(b)` gives `b`.
  if (name === 'pipe') return index === 0 && path.length === 0 ? { is: 'found', at: [{ file: ref.file, root: callRoot(ref.call), path }] } : nothing;
  const callees = flatten(project.evaluator.evaluate(ref.file, fact.callee));
  const own = ownTargets(project, ref, fact, callees, index);
  if (own.length > 0) return fact.args.slice(0, index).some((a) => a.is === 'spread') ? { is: 'unseen', why: 'it stands behind spread arguments' } : { is: 'found', at: own.flatMap((target) => parameterSpot(project, target, path)) };
  return byCatalog(project, ref, facts, fact, callees, path) ?? byCallback(project, callees, index, path) ?? byGlobal(ref, index, callees, path) ?? byName(facts, fact, name, callees);
}

interface Target extends FunctionRef {
  readonly at: number;
}

function ownTargets(project: Project, ref: CallRef, fact: CallFact, callees: readonly Abstract[], index: number): readonly Target[] {
  const direct = callees.flatMap((v): readonly Target[] => {
    if (v.is === 'function') return [{ file: v.file, fn: v.fn, at: index }];
    return v.is === 'class' ? constructorsOf(project.evaluator, v.file, v.cls).map((fn) => ({ ...fn, at: index })) : [];
  });
  // `listen.call(this, socket)`
  const borrowed = fact.callee.is === 'member' && fact.callee.name === 'call' && index > 0 ? flatten(project.evaluator.evaluate(ref.file, fact.callee.of)) : [];
  return [...direct, ...borrowed.flatMap((v) => (v.is === 'function' ? [{ file: v.file, fn: v.fn, at: index - 1 }] : []))];
}

function parameterSpot(project: Project, { file, fn, at }: Target, path: readonly string[]): readonly Spot[] {
  const params = project.evaluator.facts(file)?.functions[fn]?.params ?? [];
  const rest = params.findIndex((p) => p.rest);
  if (rest !== -1 && at >= rest) return [{ file, root: parameterRoot(fn, rest), path: [String(at - rest), ...path] }];
  return at < params.length ? [{ file, root: parameterRoot(fn, at), path }] : [];
}

/** What an entry of the catalog says of a call. */
function byCatalog(project: Project, ref: CallRef, facts: FileFacts, fact: CallFact, callees: readonly Abstract[], path: readonly string[]): HandOver | undefined {
  const models = callees.flatMap((v) => hearersOf(project, ref.file, v));
  if (models.some((m) => m.hears === true)) return { is: 'heard' };
  const spots = models.flatMap(({ hears }): readonly Spot[] => {
    if (hears === 'result') return [{ file: ref.file, root: callRoot(ref.call), path: [] }];
    return hears === 'receiver' && fact.callee.is === 'member' ? leavesOf(fact.callee.of).map(({ root, reads }) => ({ file: ref.file, root, path: reads })) : [];
  });
  if (spots.length > 0) return { is: 'found', at: spots };
  return models.length > 0 && path.length < 3 ? nothing : undefined;
}

function hearersOf({ catalog, versionOf }: Project, file: string, callee: Abstract): readonly HearerModel[] {
  if (callee.is !== 'library' || !catalog.knows(callee.package)) return [];
  const version = versionOf(file, callee.package);
  return catalog.read(callee, version).flatMap((reading) => catalog.hearer(reading, version) ?? []);
}

/** `resolve(client)` of a promise, `callback(null, client)`. */
function byCallback(project: Project, callees: readonly Abstract[], index: number, path: readonly string[]): HandOver | undefined {
  const params = callees.filter((v): v is ParamValue => v.is === 'param' && v.path.length === 0 && !v.rest);
  if (params.length === 0) return undefined;
  const spots = params.map((param) => promiseSpot(project, param, index, path) ?? callbackSpots(project, param, index, path));
  return spots.every((found) => found.length > 0) ? { is: 'found', at: spots.flat() } : { is: 'unseen', why: 'it is handed to a function that the caller gives' };
}

function promiseSpot(project: Project, { file, fn, at }: ParamValue, index: number, path: readonly string[]): readonly Spot[] | undefined {
  const facts = project.evaluator.facts(file);
  const passedTo = facts?.functions[fn]?.passedTo;
  const fact = passedTo?.index === 0 ? facts?.calls[passedTo.call] : undefined;
  if (!facts || !passedTo || !fact?.construct || lastName(facts, fact.callee) !== 'Promise' || at !== 0 || index !== 0) return undefined;
  return [{ file, root: callRoot(passedTo.call), path }];
}

function callbackSpots(project: Project, param: ParamValue, index: number, path: readonly string[]): readonly Spot[] {
  const callers = project.graph.callersOf(param);
  const given = callers.map((by) => flatten(project.evaluator.argument(by, param.at, undefined)).flatMap((v) => (v.is === 'function' ? parameterSpot(project, { ...v, at: index }, path) : [])));
  return given.every((g) => g.length > 0) ? given.flat() : [];
}

/** Functions of the language. */
function byGlobal({ file, call }: CallRef, index: number, callees: readonly Abstract[], path: readonly string[]): HandOver | undefined {
  const [only] = callees;
  if (callees.length !== 1 || only?.is !== 'library' || only.package !== 'globalThis') return undefined;
  const name = only.path.map((s) => ('member' in s ? s.member : '()')).join('.');
  const result = (behind: readonly string[]): HandOver => ({ is: 'found', at: [{ file, root: callRoot(call), path: behind }] });
  if (/^Promise\.(?:all|resolve)$|^Object\.(?:freeze|seal)$/.test(name)) return result(path);
  // The first one is what it gives; what the others hold goes over to it.
  if (name === 'Object.assign') return index === 0 || path.length > 0 ? result(path) : nothing;
  if (/^Promise\.(?:race|any)$/.test(name)) return result(path.slice(1));
  return /^(?:console\.\w+|Boolean|String|Number|Array\.isArray|JSON\.stringify|clear(?:Timeout|Interval|Immediate)|Object\.keys|structuredClone|setTimeout|setImmediate)$/.test(name) ? nothing : undefined;
}

function byName(facts: FileFacts, fact: CallFact, name: string, callees: readonly Abstract[]): HandOver {
  if (hearing.has(name)) return { is: 'heard' };
  if (harmless.has(name) || (fact.callee.is === 'member' && logging.test(name))) return nothing;
  const ofLibrary = callees.some((v) => v.is === 'library' && v.package !== 'globalThis');
  if (fact.callee.is === 'member' && storing.has(name) && !ofLibrary) return { is: 'kept' };
  const written = writtenName(facts, fact.callee);
  return { is: 'unseen', why: `it is handed to ${written === '' ? 'a function' : written}, which is not seen` };
}

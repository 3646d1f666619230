import type { CallFact, FileFacts, Property, Value } from '../../model/facts.js';
import { flatten, functionKey, type CallRef, type FunctionRef } from '../abstract.js';
import { chainedCalls } from '../deadline/chain.js';
import { consumersOf } from '../deadline/consumers.js';
import type { Project } from '../project.js';
import { placeOf } from '../site.js';
import { storing } from '../promises/registrations.js';
import { callsOfItems, placeOfValue } from './collections.js';
import { unknownFate, worstFate, type Fate } from './fate.js';
import { fateOfArgument, type Handed } from './fate-of-argument.js';

/** What a function of the project is given: a parameter, or a property of one. */
interface Parameter extends FunctionRef {
  readonly at: number;
  readonly path: readonly string[];
}

/** Methods whose result holds what the function gives. */
const passing = new Set(['map', 'flatMap', 'then', 'catch', 'finally', 'reduce']);
const gathering = new Set(['resolve', 'all', 'allSettled', 'race', 'any', 'try']);

/**
 * What a function of the project does with the promise of a function that it is given: it calls it, hands it on, or keeps it in a field or a list, from where others of
 * its file call it.
 */
export function fateOfParameter(handed: Handed, fn: FunctionRef, at: number, path: readonly string[]): Fate {
  const { project, seen } = handed;
  const facts = project.evaluator.facts(fn.file);
  const key = `${functionKey(fn)}/${String(at)}.${path.join('.')}`;
  if (!facts || seen.has(key)) return { is: 'none' };
  const parameter: Parameter = { file: fn.file, fn: fn.fn, at, path };
  const inside: Handed = { ...handed, seen: new Set([...seen, key]) };
  const fates = facts.calls.flatMap((fact, call) => inCall(inside, facts, parameter, { file: fn.file, call }, fact));
  const listens = facts.assigns.some(({ target, value }) => target.is === 'member' && /^on[a-z]+$/.test(target.name) && target.of.is !== 'this' && isIt(project, parameter, value));
  const worst = worstFate([...fates, ...(listens ? [{ is: 'dropped', role: 'listener', sure: false } as const] : [])]);
  return worst.is === 'none' && path.length === 0 ? unknownFate('what is done with it is not seen') : worst;
}

function inCall(handed: Handed, facts: FileFacts, parameter: Parameter, ref: CallRef, fact: CallFact): readonly Fate[] {
  const { project } = handed;
  const { callee } = fact;
  const borrowed = callee.is === 'member' && (callee.name === 'call' || callee.name === 'apply') ? callee.of : callee;
  if (isIt(project, parameter, borrowed)) return [fateOfResult(handed, parameter, ref)];
  return fact.args.flatMap((argument, index) => placesIn(project, parameter, argument).map((path): Fate => {
    if (callee.is === 'member' && passing.has(callee.name)) return fateOfResult(handed, parameter, ref);
    if (callee.is === 'member' && storing.has(callee.name)) return stored(handed, facts, parameter, callee.of, path);
    const told = argument.is === 'ref' && facts.bindings[argument.to]?.gives === 'promise';
    return within(fateOfArgument({ project, call: ref, index, path, seen: handed.seen }), ref, told);
  }));
}

/** A list or map keeps it: who takes it out may call it. */
function stored(handed: Handed, facts: FileFacts, parameter: Parameter, list: Value, path: readonly string[]): Fate {
  const place = placeOfValue(facts, list);
  const calls = place ? callsOfItems(facts, place, path) : [];
  return calls.length > 0 ? worstFate(calls.map((call) => fateOfResult(handed, parameter, { file: parameter.file, call }))) : unknownFate('it is kept, and who calls it is not seen');
}

/** Told where it happens, in the function of the project. */
function within(fate: Fate, at: CallRef, told = false): Fate {
  return fate.is === 'dropped' && !fate.at ? { ...fate, at, ...(told && { told: 'no-async-void-callback' as const }) } : fate;
}

/** Where the parameter stands in an argument: itself, or as a property that is handed on; what is left of the path then. */
function placesIn(project: Project, parameter: Parameter, argument: Value): readonly (readonly string[])[] {
  if (argument.is === 'object') return argument.props.flatMap((p) => inProperty(project, parameter, p));
  if (!mayBe(argument)) return [];
  return flatten(project.evaluator.evaluate(parameter.file, argument)).flatMap((v) => {
    const isOf = v.is === 'param' && v.file === parameter.file && v.fn === parameter.fn && v.at === parameter.at && !v.rest && v.path.every((name, i) => name === parameter.path[i]);
    return isOf ? [parameter.path.slice(v.path.length)] : [];
  });
}

function inProperty(project: Project, parameter: Parameter, { key, value, spread }: Property): readonly (readonly string[])[] {
  if (spread) return placesIn(project, parameter, spread);
  return key !== undefined && value && value.is !== 'object' ? placesIn(project, parameter, value).map((path) => [key, ...path]) : [];
}

function isIt(project: Project, parameter: Parameter, value: Value): boolean {
  return mayBe(value) && placesIn(project, parameter, value).some((path) => path.length === 0);
}

function mayBe({ is }: Value): boolean {
  return is === 'ref' || is === 'member' || is === 'fallback' || is === 'either' || is === 'call';
}

/** What becomes of what the parameter gives when it is called. */
function fateOfResult(handed: Handed, parameter: Parameter, ref: CallRef, depth = 0): Fate {
  const { project } = handed;
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact || depth > 6) return unknownFate('what becomes of its promise is not seen');
  const chain = chainedCalls(project.evaluator, ref).map((c) => ({ method: c.method, fact: facts.calls[c.ref.call] }));
  const ends = [fact, ...chain.flatMap((c) => c.fact ?? [])];
  const where = placeOf(project, { file: ref.file, start: fact.calleeRange[0], end: fact.calleeRange[1] });
  if (chain.some((c) => c.method === 'catch' || (c.method === 'then' && (c.fact?.args.length ?? 0) > 1))) return { is: 'looked-at', why: `its rejection is caught at ${where}` };
  if (ends.some((e) => e.awaited)) return { is: 'looked-at', why: `it is awaited at ${where}` };
  const last = ends.find((e) => e.returned);
  if (last) return fateOfReturn(handed, parameter, ref.file, facts, last.fn, where, depth);
  if (ends.some((e) => e.dropped)) return { is: 'dropped', role: 'callback', sure: true, at: ref, ...(fact.inTry === 'try' && { tried: true as const }), ...(isDeclared(facts, fact.callee) && { told: 'no-floating-promise' as const }) };
  const consumers = consumersOf(facts, { is: 'call', call: ref.call });
  const gathered = consumers.filter(({ call }) => isGathering(facts.calls[call]));
  if (gathered.length > 0) return worstFate(gathered.map(({ call }) => fateOfResult(handed, parameter, { file: ref.file, call }, depth + 1)));
  return unknownFate('what becomes of its promise is not seen');
}

/** An annotation says that the parameter, or the field that keeps it, gives a promise. */
function isDeclared(facts: FileFacts, callee: Value): boolean {
  if (callee.is === 'ref') return facts.bindings[callee.to]?.gives === 'promise';
  return callee.is === 'member' && callee.of.is === 'this' && facts.classes[callee.of.cls]?.members.find((m) => m.name === callee.name)?.gives === 'promise';
}

function isGathering(fact: CallFact | undefined): boolean {
  return fact?.callee.is === 'member' && fact.callee.of.is === 'global' && fact.callee.of.name === 'Promise' && gathering.has(fact.callee.name);
}

/** The function gives the promise to who calls it: whoever that is, where it was made for a call it is that call. */
function fateOfReturn(handed: Handed, parameter: Parameter, file: string, facts: FileFacts, fn: number, where: string, depth: number): Fate {
  const { project } = handed;
  const passedTo = facts.functions[fn]?.passedTo;
  if (passedTo) {
    const callee = facts.calls[passedTo.call]?.callee;
    const through: CallRef = { file, call: passedTo.call };
    if (callee?.is === 'member' && passing.has(callee.name)) return fateOfResult(handed, parameter, through, depth + 1);
    const fate = within(fateOfArgument({ project, call: through, index: passedTo.index, path: [], seen: handed.seen }), through);
    return fate.is === 'none' ? unknownFate('what becomes of its promise is not seen') : fate;
  }
  const givesItself = fn !== parameter.fn && (facts.functions[parameter.fn]?.returns.some((v) => v.is === 'function' && v.fn === fn) ?? false);
  return givesItself ? { is: 'given-back' } : { is: 'looked-at', why: `it is returned at ${where}` };
}

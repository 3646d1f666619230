import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { holdsSignal } from './abort-signals.js';
import { callsBehind } from './chain.js';
import { signalProperties } from './given-signal.js';
import { libraryTaker, type LibraryTaker } from './library-taker.js';
import { isInside } from './timers.js';
import { isNamed, isTelling, type SignalName } from './signal-usage.js';

/** A call that takes a signal, and what it is given. */
export interface SignalTaker {
  readonly given: LibraryTaker['given'] | 'undefined';
  /** What the catalog knows of it; absent for a function of the project. */
  readonly outbound?: LibraryTaker['outbound'];
  /** Where a function of the project takes it. */
  readonly place?: ParameterPlace;
  /** The function has another end than the signal: a time that it takes, a signal of its own where none is given. */
  readonly endsItself?: true;
}

/** The parameter that is the signal, or the one whose property it is. */
export interface ParameterPlace {
  readonly at: number;
  readonly property?: string;
}

/** Whether a call takes a signal: one of a library, or of a function of the project with such a parameter. */
export function signalTaker(project: Project, ref: CallRef): SignalTaker | undefined {
  const library = libraryTaker(project, ref);
  if (library) return library;
  const callee = project.evaluator.call(ref)?.callee;
  for (const target of callee ? flatten(project.evaluator.evaluate(ref.file, callee)) : []) {
    const taken = target.is === 'function' ? ofOwnFunction(project, ref, target) : undefined;
    if (taken) return taken;
  }
  return undefined;
}

/** A wait for what another call gave, and which ends with the signal that that one was given: for the end of a response's body, of a child process. */
export function endsWithSource(project: Project, { file, call }: CallRef, { outbound }: SignalTaker): boolean {
  const facts = project.evaluator.facts(file);
  const args = facts?.calls[call]?.args ?? [];
  return facts !== undefined && outbound?.model.kind === 'wait' && args.some((a) => sourcesOf(facts, a).some((source) => namesSignal(facts, source) || signalTaker(project, { file, call: source })?.given === 'signal'));
}

/** `request(url, { signal })` of whatever function. */
function namesSignal(facts: FileFacts, call: number): boolean {
  return facts.calls[call]?.args.some((a) => a.is === 'object' && a.props.some((p) => p.key !== undefined && isTelling(p.key))) === true;
}

/** The calls that made a stream, also through those that only turn it into another kind: `Readable.fromWeb(response.body)`. */
function sourcesOf(facts: FileFacts, value: Value, depth = 0): readonly number[] {
  const calls = callsBehind(facts, value, 0, true);
  return depth > 3 ? calls : [...calls, ...calls.flatMap((call) => facts.calls[call]?.args ?? []).flatMap((a) => sourcesOf(facts, a, depth + 1))];
}

function ofOwnFunction(project: Project, ref: CallRef, { file, fn }: Extract<Abstract, { is: 'function' }>): SignalTaker | undefined {
  const facts = project.evaluator.facts(file);
  if (!facts || !mayWait(facts, fn)) return undefined;
  for (const [to, binding] of facts.bindings.entries()) {
    const place = binding.fn === fn ? binding.values.map((v) => placeIn(facts, v, fn)).find((p) => p !== undefined) : undefined;
    if (place && holdsSignal(project.evaluator, file, to)) return taken(project, ref, place, endsItself(facts, fn, { to }));
  }
  for (const name of signalProperties(project, file, facts, fn)) {
    const place = placeIn(facts, { is: 'ref', to: name.to }, fn);
    // An interface may have a signal for others: this function must use it, or hand the object on.
    if (place && isUsed(facts, name)) return taken(project, ref, { ...place, ...(name.property !== undefined && { property: name.property }) }, endsItself(facts, fn, name));
  }
  return undefined;
}

function taken(project: Project, ref: CallRef, place: ParameterPlace, ends: boolean): SignalTaker {
  return { given: givenAt(project, ref, place), place, ...(ends && { endsItself: true }) };
}

/** Gives a promise, or something else that another function gives it. */
function mayWait(facts: FileFacts, fn: number): boolean {
  const fact = facts.functions[fn];
  return fact !== undefined && (fact.async === true || fact.generator === true || fact.returns.some(isCallResult));
}

function isCallResult(value: Value): boolean {
  return value.is === 'call' || value.is === 'await' || (value.is === 'either' && value.of.some(isCallResult)) || (value.is === 'fallback' && (isCallResult(value.first) || isCallResult(value.then)));
}

function isUsed(facts: FileFacts, { to, property }: SignalName): boolean {
  return (facts.bindings[to]?.uses ?? []).some((use) => (use.as === 'member' ? (use.name ?? '').split(',').includes(property ?? '') : use.as !== 'compared'));
}

/** `signal ?? AbortSignal.timeout(…)` inside, or a time among the parameters. */
function endsItself(facts: FileFacts, fn: number, name: SignalName): boolean {
  const instead = (value: Value): boolean => {
    if (value.is === 'fallback') return isNamed(value.first, name) || instead(value.first) || instead(value.then);
    if (value.is === 'object') return value.props.some((p) => p.value !== undefined && instead(p.value));
    return value.is === 'array' ? value.items.some(instead) : value.is === 'either' && value.of.some(instead);
  };
  const timed = facts.bindings.some((b) => b.fn === fn && b.kind === 'param' && /time_?out|deadline|ms$/i.test(b.name));
  const byDefault = name.property === undefined && facts.bindings[name.to]?.values.some((v) => v.is === 'fallback') === true;
  return timed || byDefault || facts.calls.some((c) => isInside(facts, c.fn, fn) && c.args.some(instead)) || facts.bindings.some((b) => isInside(facts, b.fn, fn) && b.values.some(instead));
}

/** The parameter that is the signal, or the one whose property it is. A parameter may be given a value that is made of itself: `page = page ?? 1`. */
function placeIn(facts: FileFacts, value: Value, fn: number, depth = 0): ParameterPlace | undefined {
  if (value.is === 'fallback') return placeIn(facts, value.first, fn, depth);
  if (value.is === 'param') return value.fn === fn ? { at: value.at } : undefined;
  if (value.is === 'ref') {
    const binding = facts.bindings[value.to];
    return depth < 4 && binding?.kind === 'param' && binding.fn === fn ? binding.values.map((v) => placeIn(facts, v, fn, depth + 1)).find((p) => p !== undefined) : undefined;
  }
  const holder = value.is === 'member' ? placeIn(facts, value.of, fn, depth) : undefined;
  return value.is === 'member' && holder && holder.property === undefined ? { at: holder.at, property: value.name } : undefined;
}

function givenAt(project: Project, ref: CallRef, { at, property }: ParameterPlace): SignalTaker['given'] {
  const values = flatten(project.evaluator.argument(ref, at, undefined));
  const found = property === undefined ? values : flatten(values.flatMap((v) => (v.is === 'absent' ? [v] : project.evaluator.member(v, property))));
  const open = found.filter((v) => v.is !== 'absent' && !(v.is === 'literal' && (v.value === undefined || v.value === null)));
  const args = project.evaluator.call(ref)?.args ?? [];
  const hidden = property !== undefined || args.some((a) => a.is === 'spread');
  if (open.length > 0) return hidden && open.every((v) => v.is === 'unknown') ? 'unknown' : 'signal';
  const written = args[at];
  return property === undefined && written?.is === 'undefined' ? 'undefined' : 'nothing';
}

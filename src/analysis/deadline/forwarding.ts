import type { Knob } from '../../catalog/types.js';
import type { BindingFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { parameterBindings } from './consumers.js';
import { readBound } from './bound.js';
import { outboundCalls, type OutboundCall } from './outbound.js';

/** A signal that a function was given by its caller. */
export interface GivenSignal {
  /** How to write it: `signal`, `request.signal`. Absent where the parameter that holds it has no name. */
  readonly text?: string;
  /** From a parameter of the function's own, or offered by the framework whether or not the handler asks for it. */
  readonly by: 'parameter' | 'framework';
}

const telling = /^(?:abort|cancel|cancellation)?signal$/i;

/** The signal that is in scope where a call stands: of its function, or of one around it. */
export function signalInScope(project: Project, { file, call }: CallRef): GivenSignal | undefined {
  const facts = project.evaluator.facts(file);
  let fn = facts?.calls[call]?.fn ?? -1;
  for (; facts && fn !== -1; fn = facts.functions[fn]?.parent ?? -1) {
    const own = ownSignal(facts, fn) ?? frameworkSignal(project, facts, file, fn);
    if (own) return own;
    // What another thing calls later, an event or a timer, has a life of its own.
    if (!isCalledOnTheSpot(facts, fn)) return undefined;
  }
  return undefined;
}

function ownSignal(facts: FileFacts, fn: number): GivenSignal | undefined {
  const binding = facts.bindings.find((b) => b.fn === fn && isSignal(b) && b.values.some((v) => isGiven(v, fn)));
  return binding && { text: binding.name, by: 'parameter' };
}

function isSignal({ name, type }: BindingFact): boolean {
  return type ? type.is === 'global' && type.name === 'AbortSignal' : telling.test(name);
}

/** A parameter, or a property of one. */
function isGiven(value: Value, fn: number): boolean {
  if (value.is === 'param') return value.fn === fn;
  return (value.is === 'member' && isGiven(value.of, fn)) || (value.is === 'fallback' && isGiven(value.first, fn));
}

/** `$0.signal` of a handler, by the name of its parameter. */
function frameworkSignal(project: Project, facts: FileFacts, file: string, fn: number): GivenSignal | undefined {
  const path = project.handlers.find((h) => h.file === file && h.fn === fn && h.signal !== undefined)?.signal;
  if (path === undefined) return undefined;
  const [parameter = '', ...rest] = path.split('.');
  const at = Number(parameter.slice(1));
  // A handler that does not take the parameter has nothing to pass on.
  if ((facts.functions[fn]?.params.length ?? 0) <= at) return undefined;
  const [binding] = parameterBindings(facts, fn, at).map((index) => facts.bindings[index]);
  return { by: 'framework', ...(binding && { text: [binding.name, ...rest].join('.') }) };
}

const onTheSpot = new Set(['then', 'catch', 'finally', 'map', 'flatMap', 'forEach', 'filter', 'reduce', 'some', 'every', 'find']);

function isCalledOnTheSpot(facts: FileFacts, fn: number): boolean {
  const passedTo = facts.functions[fn]?.passedTo;
  const callee = passedTo && facts.calls[passedTo.call]?.callee;
  // A function that is only named is called by the code around it.
  return callee === undefined || (callee.is === 'member' && onTheSpot.has(callee.name));
}

/** A call that takes a signal, and what it is given. */
export interface SignalTaker {
  readonly given: 'signal' | 'nothing' | 'undefined';
  /** What the catalog knows of it; absent for a function of the project. */
  readonly outbound?: OutboundCall;
}

/** Whether a call takes a signal: one of a library, or of a function of the project with such a parameter. */
export function signalTaker(project: Project, ref: CallRef): SignalTaker | undefined {
  for (const outbound of outboundCalls(project, ref)) {
    const signals = readBound(project, outbound).knobs.filter((k) => k.knob.unit === 'signal' && isOfCall(k.knob));
    if (signals.length > 0) return { outbound, given: signals.every((k) => k.state === 'absent') ? 'nothing' : 'signal' };
  }
  const callee = project.evaluator.call(ref)?.callee;
  for (const target of callee ? flatten(project.evaluator.evaluate(ref.file, callee)) : []) {
    if (target.is !== 'function') continue;
    const taken = ofOwnFunction(project, ref, target);
    if (taken) return taken;
  }
  return undefined;
}

function isOfCall({ at }: Knob): boolean {
  return at.some((place) => /^(?:call|arg\d)\./.test(place));
}

function ofOwnFunction(project: Project, ref: CallRef, { file, fn }: Extract<Abstract, { is: 'function' }>): SignalTaker | undefined {
  const facts = project.evaluator.facts(file);
  for (const binding of facts?.bindings ?? []) {
    if (binding.fn !== fn || !isSignal(binding)) continue;
    for (const value of binding.values) {
      const place = placeIn(value, fn);
      if (place) return { given: givenAt(project, ref, place) };
    }
  }
  return undefined;
}

interface ParameterPlace {
  readonly at: number;
  readonly property?: string;
}

/** The parameter that is the signal, or the one whose property it is. */
function placeIn(value: Value, fn: number): ParameterPlace | undefined {
  if (value.is === 'fallback') return placeIn(value.first, fn);
  if (value.is === 'param' && value.fn === fn) return { at: value.at };
  const holder = value.is === 'member' ? placeIn(value.of, fn) : undefined;
  return value.is === 'member' && holder && holder.property === undefined ? { at: holder.at, property: value.name } : undefined;
}

function givenAt(project: Project, ref: CallRef, { at, property }: ParameterPlace): SignalTaker['given'] {
  const values = flatten(project.evaluator.argument(ref, at, undefined));
  const found = property === undefined ? values : values.flatMap((v) => (v.is === 'absent' ? [v] : project.evaluator.member(v, property)));
  if (!found.every((v) => v.is === 'absent' || (v.is === 'literal' && v.value === undefined))) return 'signal';
  const written = project.evaluator.call(ref)?.args[at];
  return property === undefined && written?.is === 'undefined' ? 'undefined' : 'nothing';
}

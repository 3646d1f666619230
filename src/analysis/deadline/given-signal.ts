import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { functionKey, type CallRef } from '../abstract.js';
import type { Handler } from '../handlers.js';
import type { Project } from '../project.js';
import { holdsSignal, signalMembers, typeOfParameter } from './abort-signals.js';
import { bindingsOf, parameterBindings } from './consumers.js';
import { libraryTaker } from './library-taker.js';
import { runningOf } from './running.js';
import { isNamed, isTelling, lastName, mentions, usageOf, type SignalName } from './signal-usage.js';
import { isInside } from './timers.js';

/** A signal that a function was given by its caller. */
export interface GivenSignal {
  /** How to write it: `signal`, `request.signal`. Absent where the parameter that holds it has no name. */
  readonly text?: string;
  /** From a parameter of the function's own, or offered by the framework whether or not the handler asks for it. */
  readonly by: 'parameter' | 'framework';
}

interface Found extends GivenSignal {
  readonly name?: SignalName;
}

/** The signal that is in scope where a call stands: of its function, or of one around it that waits for it. */
export function signalInScope(project: Project, { file, call }: CallRef): GivenSignal | undefined {
  const facts = project.evaluator.facts(file);
  const fact = facts?.calls[call];
  if (!facts || !fact) return undefined;
  const runners: number[] = [];
  for (let fn = fact.fn; fn !== -1; fn = facts.functions[fn]?.parent ?? -1) {
    const found = ownSignal(project, file, facts, fn, fact) ?? frameworkSignal(project, facts, file, fn);
    if (found) return isTakenCareOf(facts, fn, found, runners) ? undefined : found;
    const running = runningOf(facts, fn);
    if (!running) return undefined;
    if (running.by === 'call') runners.push(running.call);
  }
  return undefined;
}

/** The signals that a function has by its parameters. */
interface OwnSignals {
  /** Variables that hold one, in the order of the file. */
  readonly held: readonly number[];
  readonly property?: Found;
}

/** All calls of a function ask for its signals, and those of the functions inside it as well. */
const known = new WeakMap<Project, Map<string, OwnSignals>>();

function ownSignal(project: Project, file: string, facts: FileFacts, fn: number, call: CallFact): Found | undefined {
  const { held, property } = ownSignals(project, file, facts, fn);
  const to = held.find((index) => facts.bindings[index]?.kind === 'param' || (facts.bindings[index]?.range[0] ?? Infinity) < call.range[0]);
  return to === undefined ? property : { name: { to }, text: facts.bindings[to]?.name ?? '', by: 'parameter' };
}

function ownSignals(project: Project, file: string, facts: FileFacts, fn: number): OwnSignals {
  const ofProject = known.get(project) ?? new Map<string, OwnSignals>();
  known.set(project, ofProject);
  const key = functionKey({ file, fn });
  let found = ofProject.get(key);
  if (!found) ofProject.set(key, (found = findOwnSignals(project, file, facts, fn)));
  return found;
}

function findOwnSignals(project: Project, file: string, facts: FileFacts, fn: number): OwnSignals {
  const held = bindingsOf(facts, fn).filter((to) => facts.bindings[to]?.values.some((v) => isGiven(facts, v, fn)) && holdsSignal(project.evaluator, file, to));
  const [name] = signalProperties(project, file, facts, fn);
  if (!name) return { held };
  const { optional, default: given } = parameterOf(facts, fn, name.to) ?? {};
  return { held, property: { name, text: `${facts.bindings[name.to]?.name ?? ''}${optional && !given ? '?.' : '.'}${name.property ?? ''}`, by: 'parameter' } };
}

function parameterOf(facts: FileFacts, fn: number, to: number): FileFacts['functions'][number]['params'][number] | undefined {
  return facts.functions[fn]?.params.find((_, at) => parameterBindings(facts, fn, at).includes(to));
}

/** The properties of a function's parameters that are signals: as their types say, or as the function uses them. */
export function signalProperties(project: Project, file: string, facts: FileFacts, fn: number): readonly SignalName[] {
  const params = facts.functions[fn]?.params ?? [];
  return params.flatMap((_, at) => parameterBindings(facts, fn, at)).flatMap((to): readonly SignalName[] => {
    const type = typeOfParameter(facts, { is: 'ref', to });
    const declared = type ? signalMembers(project.evaluator, file, type) : [];
    if (declared.length > 0) return declared.map((property) => ({ to, property }));
    const read = new Set((facts.bindings[to]?.uses ?? []).flatMap((use) => (use.as === 'member' && use.name !== undefined && isTelling(use.name) ? [use.name] : [])));
    return [...read].map((property) => ({ to, property })).filter((name) => isUsedAsSignal(project, file, facts, name));
  });
}

/** It has a signal's members, or is given to a library where that takes one. */
function isUsedAsSignal(project: Project, file: string, facts: FileFacts, name: SignalName): boolean {
  const usage = usageOf(facts, name);
  if (usage !== 'open') return usage === 'signal';
  return facts.calls.some((fact, call) => fact.args.some((a) => a.is === 'object' && a.props.some((p) => p.value !== undefined && isNamed(p.value, name))) && libraryTaker(project, { file, call })?.given === 'signal');
}

/** A parameter, or a property of one. */
function isGiven(facts: FileFacts, value: Value, fn: number): boolean {
  if (value.is === 'param') return value.fn === fn;
  if (value.is === 'ref') return facts.bindings[value.to]?.kind === 'param' && facts.bindings[value.to]?.fn === fn;
  return (value.is === 'member' && isGiven(facts, value.of, fn)) || (value.is === 'fallback' && isGiven(facts, value.first, fn));
}

/** `$0.signal` of a handler, by the name of its parameter. */
function frameworkSignal(project: Project, facts: FileFacts, file: string, fn: number): Found | undefined {
  const path = signalsOf(project.handlers).get(functionKey({ file, fn }));
  if (path === undefined) return undefined;
  const [parameter = '', ...rest] = path.split('.');
  const at = Number(parameter.slice(1));
  // A handler that does not take the parameter has nothing to pass on.
  if ((facts.functions[fn]?.params.length ?? 0) <= at) return undefined;
  const [to] = parameterBindings(facts, fn, at);
  return { by: 'framework', ...(to !== undefined && { text: [facts.bindings[to]?.name ?? '', ...rest].join('.') }) };
}

/** The handlers with a signal, by function: every function of the project is looked up. */
const offered = new WeakMap<readonly Handler[], ReadonlyMap<string, string>>();

function signalsOf(handlers: readonly Handler[]): ReadonlyMap<string, string> {
  let found = offered.get(handlers);
  // The first registration of a function decides.
  if (!found) offered.set(handlers, (found = new Map(handlers.toReversed().flatMap((h) => (h.signal === undefined ? [] : [[functionKey(h), h.signal] as const])))));
  return found;
}

/** What runs the code around a call is given the signal itself, or the function ends the work in its own way when the signal aborts. */
function isTakenCareOf(facts: FileFacts, fn: number, { name }: Found, runners: readonly number[]): boolean {
  if (!name) return false;
  return runners.some((call) => facts.calls[call]?.args.some((a) => a.is !== 'function' && mentions(facts, a, name))) || facts.calls.some((call) => endsWork(facts, call, name) && isInside(facts, call.fn, fn));
}

const ends = /^(?:destroy|kill|close|cancel|end|terminate|return|disconnect|unsubscribe|stop)(?:[A-Z_].*)?$/;

/** `signal.addEventListener('abort', () => request.destroy())`. A controller's `abort` ends nothing by itself: its signal must be passed on. */
function endsWork(facts: FileFacts, { callee, args: [, listener] }: CallFact, name: SignalName): boolean {
  if (callee.is !== 'member' || callee.name !== 'addEventListener' || !isNamed(callee.of, name) || !listener) return false;
  return functionsOf(facts, listener).some((fn) => facts.calls.some((c) => isInside(facts, c.fn, fn) && ends.test(lastName(facts, c))));
}

function functionsOf(facts: FileFacts, value: Value): readonly number[] {
  if (value.is === 'function') return [value.fn];
  return value.is === 'ref' ? (facts.bindings[value.to]?.values ?? []).flatMap((v) => (v.is === 'function' ? [v.fn] : [])) : [];
}

import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { holdsSignal, signalMembers, typeOfParameter } from './abort-signals.js';
import { parameterBindings } from './consumers.js';
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

function ownSignal(project: Project, file: string, facts: FileFacts, fn: number, call: CallFact): Found | undefined {
  const { evaluator } = project;
  const to = facts.bindings.findIndex((b, index) => b.fn === fn && (b.kind === 'param' || b.range[0] < call.range[0]) && b.values.some((v) => isGiven(facts, v, fn)) && holdsSignal(evaluator, file, index));
  if (to !== -1) return { name: { to }, text: facts.bindings[to]?.name ?? '', by: 'parameter' };
  for (const name of signalProperties(project, file, facts, fn)) {
    const { optional, default: given } = parameterOf(facts, fn, name.to) ?? {};
    return { name, text: `${facts.bindings[name.to]?.name ?? ''}${optional && !given ? '?.' : '.'}${name.property ?? ''}`, by: 'parameter' };
  }
  return undefined;
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
  const path = project.handlers.find((h) => h.file === file && h.fn === fn && h.signal !== undefined)?.signal;
  if (path === undefined) return undefined;
  const [parameter = '', ...rest] = path.split('.');
  const at = Number(parameter.slice(1));
  // A handler that does not take the parameter has nothing to pass on.
  if ((facts.functions[fn]?.params.length ?? 0) <= at) return undefined;
  const [to] = parameterBindings(facts, fn, at);
  return { by: 'framework', ...(to !== undefined && { text: [facts.bindings[to]?.name ?? '', ...rest].join('.') }) };
}

/** What runs the code around a call is given the signal itself, or the function ends the work in its own way when the signal aborts. */
function isTakenCareOf(facts: FileFacts, fn: number, { name }: Found, runners: readonly number[]): boolean {
  if (!name) return false;
  return runners.some((call) => facts.calls[call]?.args.some((a) => a.is !== 'function' && mentions(facts, a, name))) || facts.calls.some((call) => isInside(facts, call.fn, fn) && endsWork(facts, call, name));
}

const ends = /^(?:destroy|kill|close|cancel|end|terminate|return|disconnect|unsubscribe|stop|cancelQuery|removeAllListeners)$/;

/** `signal.addEventListener('abort', () => request.destroy())`. A controller's `abort` ends nothing by itself: its signal must be passed on. */
function endsWork(facts: FileFacts, { callee, args: [, listener] }: CallFact, name: SignalName): boolean {
  if (callee.is !== 'member' || callee.name !== 'addEventListener' || !isNamed(callee.of, name) || !listener) return false;
  return functionsOf(facts, listener).some((fn) => facts.calls.some((c) => isInside(facts, c.fn, fn) && ends.test(lastName(facts, c))));
}

function functionsOf(facts: FileFacts, value: Value): readonly number[] {
  if (value.is === 'function') return [value.fn];
  return value.is === 'ref' ? (facts.bindings[value.to]?.values ?? []).flatMap((v) => (v.is === 'function' ? [v.fn] : [])) : [];
}

import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { adding, isProcess } from './process-api.js';

/** A listener of the process, and what it is. */
export interface ProcessListener {
  /** The call that adds it, or the one that hands it to a function of the project that does. */
  readonly at: CallRef;
  readonly event: string;
  /** What the listener may be; empty where that is not seen. */
  readonly handlers: readonly Abstract[];
  /** It is taken away again. */
  readonly temporary: boolean;
}

const removing: ReadonlySet<string> = new Set(['off', 'removeListener']);

const known = new WeakMap<Project, readonly ProcessListener[]>();

/** All listeners of the process that the project adds, in the order of files and places. */
export function processListeners(project: Project): readonly ProcessListener[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = [...project.evaluator.sources.files].flatMap(([file, facts]) => inFile(project, file, facts))));
  return found;
}

function inFile(project: Project, file: string, facts: FileFacts): readonly ProcessListener[] {
  return facts.calls.flatMap(({ callee, args }, call) => {
    if (callee.is !== 'member' || args.length === 0) return [];
    const ref = { file, call };
    if (callee.name === 'setUncaughtExceptionCaptureCallback' && isOnProcess(project, ref)) return listenersOf(project, ref, ['uncaughtException'], 0);
    // A domain hears what is thrown in it, in place of the process: https://nodejs.org/api/domain.html
    if (callee.name === 'on' && isDomain(project, ref) && eventsOf(project, ref).includes('error')) return listenersOf(project, ref, ['uncaughtException'], 1);
    return adding.has(callee.name) && isOnProcess(project, ref) ? listenersOf(project, ref, eventsOf(project, ref), 1) : [];
  });
}

function isOnProcess(project: Project, ref: CallRef): boolean {
  const callee = project.evaluator.call(ref)?.callee;
  return callee?.is === 'member' && flatten(project.evaluator.evaluate(ref.file, callee.of)).some(isProcess);
}

function isDomain(project: Project, ref: CallRef): boolean {
  const callee = project.evaluator.call(ref)?.callee;
  return callee?.is === 'member' && project.evaluator.evaluate(ref.file, callee.of).some((v) => v.is === 'library' && /^(?:node:)?domain$/.test(v.package) && v.path.some((s) => 'call' in s));
}

/** The events of a registration: a constant, or each item of the list that a loop or `forEach` goes through. */
function eventsOf(project: Project, ref: CallRef): readonly string[] {
  const { evaluator } = project;
  const written = evaluator.call(ref)?.args[0];
  const names = [...flatten(evaluator.argument(ref, 0, undefined)).flatMap((v) => (v.is === 'param' ? itemsGivenTo(project, v.file, v.fn) : [v])), ...(written ? itemsOfLoop(project, ref.file, written) : [])];
  return [...new Set(names.flatMap((v) => (v.is === 'literal' && typeof v.value === 'string' ? [v.value] : [])))];
}

/** `for (const signal of signals)`. */
function itemsOfLoop(project: Project, file: string, name: Value): readonly Abstract[] {
  const values = name.is === 'ref' ? (project.evaluator.facts(file)?.bindings[name.to]?.values ?? []) : [];
  return values.flatMap((v) => (v.is === 'element' ? itemsIn(project, file, v.of) : []));
}

function itemsIn(project: Project, file: string, list: Value): readonly Abstract[] {
  return flatten(project.evaluator.evaluate(file, list)).flatMap((v) => (v.is === 'array' ? v.items.flatMap((item) => project.evaluator.evaluate(v.file, item, v.env)) : []));
}

function itemsGivenTo(project: Project, file: string, fn: number): readonly Abstract[] {
  const facts = project.evaluator.facts(file);
  const passedTo = facts?.functions[fn]?.passedTo;
  const callee = passedTo && facts.calls[passedTo.call]?.callee;
  if (callee?.is !== 'member' || (callee.name !== 'forEach' && callee.name !== 'map')) return [];
  return itemsIn(project, file, callee.of);
}

function listenersOf(project: Project, ref: CallRef, events: readonly string[], at: number): readonly ProcessListener[] {
  const given = flatten(project.evaluator.argument(ref, at, undefined));
  // Null takes the callback away.
  if (given.every((v) => v.is === 'literal')) return [];
  return events.flatMap((event) => [
    ...ownListeners(project, ref, event, given.filter((v) => v.is !== 'param')),
    ...given.flatMap((v) => (v.is === 'param' ? fromCallers(project, ref, event, v) : [])),
  ]);
}

function ownListeners(project: Project, ref: CallRef, event: string, given: readonly Abstract[]): readonly ProcessListener[] {
  if (given.length === 0) return [];
  const handlers = given.flatMap((v) => inWrapper(project, v));
  return [{ at: ref, event, handlers, temporary: isTakenAway(project, ref, event) }];
}

/** `onCrash(handler)`, where a function of the project adds what it is given. */
function fromCallers(project: Project, ref: CallRef, event: string, param: Extract<Abstract, { is: 'param' }>): readonly ProcessListener[] {
  const callers = param.path.length > 0 || param.rest ? [] : project.graph.callersOf(param);
  if (callers.length === 0) return [{ at: ref, event, handlers: [], temporary: false }];
  return callers.map((at) => ({ at, event, handlers: flatten(project.evaluator.argument(at, param.at, undefined)).flatMap((v) => inWrapper(project, v)), temporary: isTakenAway(project, ref, event) }));
}

/** `pino.final(logger, handler)`, `once(handler)`: what a library makes of functions calls them. */
function inWrapper(project: Project, value: Abstract): readonly Abstract[] {
  const last = value.is === 'library' ? value.path.at(-1) : undefined;
  if (!last || !('call' in last)) return [value];
  const args = project.evaluator.call(last.call)?.args ?? [];
  const functions = args.flatMap((_, at) => flatten(project.evaluator.argument(last.call, at, last.env)).filter((v) => v.is === 'function'));
  return functions.length > 0 ? functions : [value];
}

/** The same file takes a listener of the event away: it is there for a while only. */
function isTakenAway(project: Project, { file, call }: CallRef, event: string): boolean {
  const facts = project.evaluator.facts(file);
  const listener = facts?.calls[call]?.args[1];
  if (!facts || listener?.is !== 'ref') return false;
  return facts.calls.some(({ callee, args: [, taken] }, other) => {
    const ref = { file, call: other };
    return callee.is === 'member' && removing.has(callee.name) && taken?.is === 'ref' && taken.to === listener.to && isOnProcess(project, ref) && eventsOf(project, ref).includes(event);
  });
}

import type { BindingFact, CallFact, FileFacts, Range, Value } from '../../model/facts.js';
import { flatten, type CallRef, type FunctionRef } from '../abstract.js';
import type { Outlook } from '../failures/failure.js';
import { functionOutlook } from '../failures/outlook.js';
import type { Project } from '../project.js';
import type { Fate } from './fate.js';
import { fateOfArgument } from './fate-of-argument.js';
import { isLibraryObject } from './library-object.js';
import { streamMethods } from './stream-methods.js';

/** A function that gives a promise and is handed to something that calls it. */
export interface CallbackSite {
  readonly file: string;
  /** What is underlined. */
  readonly range: Range;
  /** Where what is handed over is written. */
  readonly given?: Range;
  /** The function in which it is handed over; -1 for the module. */
  readonly within: number;
  /** The call that is given it; absent for `socket.onmessage = …` and for methods of streams. */
  readonly call?: CallRef;
  /** The function, where it is at hand. */
  readonly fn?: FunctionRef;
  readonly fate: Fate;
  readonly outlook: PromiseOutlook;
}

/** Of a function that is known to give a promise. */
export type PromiseOutlook = Extract<Outlook, { is: 'settles' | 'rejects' }>;

interface Given {
  readonly fn?: FunctionRef;
  readonly outlook: () => Outlook;
}

const listening = /^on[a-z]+$/;

/** The callbacks of a file whose promises may get lost. */
export function* callbackSites(project: Project, file: string): Iterable<CallbackSite> {
  const facts = project.evaluator.facts(file);
  if (!facts) return;
  for (const [call, fact] of facts.calls.entries()) if (!fact.decorator) yield* inCall(project, facts, { file, call }, fact);
  for (const { target, value, range, fn } of facts.assigns) {
    if (target.is !== 'member' || !listening.test(target.name)) continue;
    const fate = fateOfListener(project, file, target.of);
    for (const given of functionsIn(project, file, facts, value)) yield* site(project, { file, range, within: fn, fate }, given);
  }
  for (const cls of facts.classes) {
    for (const { fn, range } of streamMethods(project, file, cls)) {
      if (fn !== undefined) yield* site(project, { file, range, within: -1, fate: { is: 'dropped', role: 'method', sure: true } }, givenBy(project, { file, fn }));
    }
  }
}

function* inCall(project: Project, facts: FileFacts, call: CallRef, fact: CallFact): Iterable<CallbackSite> {
  const { file } = call;
  for (const [index, argument] of fact.args.entries()) {
    for (const { path, value, range } of partsOf(argument, fact.calleeRange)) {
      const written = path.length === 0 ? fact.argRanges[index] : undefined;
      for (const given of functionsIn(project, file, facts, value)) {
        const fate = fateOfArgument({ project, call, index, path, seen: new Set(), ...(given.fn && { fn: given.fn }) });
        yield* site(project, { file, range, within: fact.fn, call, fate, ...(written && { given: written }) }, given);
      }
    }
  }
}

/** The argument itself, and the properties of an object that is written in its place. */
function partsOf(argument: Value, range: Range, path: readonly string[] = []): readonly { readonly path: readonly string[]; readonly value: Value; readonly range: Range }[] {
  if (argument.is !== 'object') return [{ path, value: argument, range }];
  return path.length > 1 ? [] : argument.props.flatMap((p) => (p.key !== undefined && p.value ? partsOf(p.value, p.range, [...path, p.key]) : []));
}

function* site(project: Project, at: Omit<CallbackSite, 'outlook' | 'fn'>, { fn, outlook }: Given): Iterable<CallbackSite> {
  if (at.fate.is === 'none' || at.fate.is === 'handler' || (at.fate.is === 'unknown' && project.failuresOnly)) return;
  const given = outlook();
  if (given.is === 'settles' || given.is === 'rejects') yield { ...at, outlook: given, ...(fn && { fn }) };
}

/** The functions that may give a promise, among those that an expression stands for. */
function functionsIn(project: Project, file: string, facts: FileFacts, value: Value): readonly Given[] {
  if (value.is === 'function') return mayGive(facts, value.fn) ? [givenBy(project, { file, fn: value.fn })] : [];
  if (value.is !== 'ref' && value.is !== 'member' && value.is !== 'either' && value.is !== 'fallback' && value.is !== 'call') return [];
  const functions = flatten(project.evaluator.evaluate(file, value)).flatMap((v) => {
    const home = v.is === 'function' ? project.evaluator.facts(v.file) : undefined;
    return v.is === 'function' && home && mayGive(home, v.fn) ? [givenBy(project, { file: v.file, fn: v.fn })] : [];
  });
  return functions.length > 0 ? functions : declared(project, file, facts, value);
}

/** A parameter, or a name without a value, that is declared as a function which gives a promise: `(listener: () => Promise<void>)`. */
function declared(project: Project, file: string, facts: FileFacts, value: Value): readonly Given[] {
  const binding = value.is === 'ref' ? facts.bindings[value.to] : undefined;
  const isDeclared = binding?.kind === 'param' || binding?.values.every((v) => v.is === 'undefined');
  return binding?.gives === 'promise' && isDeclared ? [{ outlook: () => outlookOfParameter(project, file, binding, value) }] : [];
}

/** It may reject, unless all who hand something in are seen, and what they hand in cannot. */
function outlookOfParameter(project: Project, file: string, binding: BindingFact, value: Value): Outlook {
  const params = flatten(project.evaluator.evaluate(file, value)).filter((v) => v.is === 'param');
  const given = params.flatMap((p) => project.graph.callersOf(p).flatMap((by) => flatten(project.evaluator.argument(by, p.at, undefined))));
  const settles = given.length > 0 && given.every((v) => v.is === 'function' && functionOutlook(project, v).is !== 'rejects');
  if (settles) return { is: 'settles' };
  return { is: 'rejects', by: { is: 'await', file, range: binding.range, name: binding.name, sure: !project.partial, through: [] } };
}

/** A cheap look: an async function, or one that gives something of which it is not clear what it is. */
function mayGive(facts: FileFacts, fn: number): boolean {
  const fact = facts.functions[fn];
  return fact !== undefined && !fact.generator && (fact.async === true || fact.returns.some(({ is }) => is === 'call' || is === 'ref' || is === 'either' || is === 'fallback' || is === 'member'));
}

function givenBy(project: Project, fn: FunctionRef): Given {
  return { fn, outlook: () => functionOutlook(project, fn) };
}

/** `socket.onmessage = …`: an object of the project may do with it what it likes. */
function fateOfListener(project: Project, file: string, emitter: Value): Fate {
  const values = flatten(project.evaluator.evaluate(file, emitter));
  if (emitter.is === 'this' || values.some((v) => v.is === 'instance' || v.is === 'object' || v.is === 'class')) return { is: 'none' };
  const seen = isLibraryObject(project, file, emitter, values);
  return project.partial && !seen ? { is: 'unknown', why: 'what it is assigned to stands in another file' } : { is: 'dropped', role: 'listener', sure: seen };
}

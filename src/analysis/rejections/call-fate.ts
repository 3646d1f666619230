import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef, type FunctionRef } from '../abstract.js';
import { callsBehind, chainedCalls } from '../deadline/chain.js';
import { isInside } from '../deadline/timers.js';
import type { Project } from '../project.js';
import { referencesOf } from '../promises/references.js';
import { awaitedValues } from './awaited-values.js';

/**
 * What becomes of a promise that rejects. `heard`: something catches it. `passed`: the promise of this function rejects with it, and who calls that is not seen here.
 * `dropped`: nobody looks at it.
 */
export type Fate =
  | { readonly is: 'heard' }
  | { readonly is: 'passed'; readonly by: FunctionRef }
  | { readonly is: 'dropped'; readonly at: CallRef }
  | { readonly is: 'unknown'; readonly why: string };

const deepest = 8;
/** They call the function that they are given last, and give back what it gives: https://nodejs.org/api/async_context.html, https://opentelemetry.io/docs/languages/js/instrumentation/, https://docs.sentry.io/platforms/javascript/guides/node/apis/. */
const transparent: Readonly<Record<string, readonly string[]>> = {
  async_hooks: ['run', 'exit', 'runInAsyncScope'],
  domain: ['run'],
  '@opentelemetry/api': ['startActiveSpan', 'with'],
  '@sentry/node': ['startSpan', 'withScope', 'withIsolationScope', 'withActiveSpan', 'continueTrace'],
};
const heard: Fate = { is: 'heard' };
const far: Fate = { is: 'unknown', why: 'a long way' };

/** What becomes of the promise of a function that another one gets as a parameter, and calls: in itself, in functions inside of it, and in those that it hands it on to. */
export function fateOfGiven(project: Project, within: FunctionRef, at: number, depth = 0): Fate {
  const { file } = within;
  const facts = project.evaluator.facts(file);
  if (!facts || depth > deepest) return far;
  const isGiven = (value: Value): boolean => isParameter(project, within, at, file, value);
  const fates = facts.calls.flatMap((fact, call): readonly Fate[] => {
    const { callee, args } = fact;
    if (!isInside(facts, fact.fn, within.fn)) return [];
    if (isGiven(callee) || (callee.is === 'member' && (callee.name === 'call' || callee.name === 'apply') && isGiven(callee.of))) return [fateOfCall(project, within, { file, call }, depth + 1)];
    // `handlers.map(safe)` calls `safe` with each of them.
    const each = callee.is === 'member' && callee.name === 'map' && isGiven(callee.of) ? functionsAt(project, file, args[0]).map((fn) => ({ fn, index: 0 })) : [];
    const handed = args.flatMap((argument, index) => (isGiven(argument) ? functionsAt(project, file, callee).map((fn) => ({ fn, index })) : []));
    if (args.some(isGiven) && isTransparent(project, file, callee)) return [fateOfCall(project, within, { file, call }, depth + 1)];
    return [...each, ...handed].map(({ fn, index }) => {
      const fate = fateOfGiven(project, fn, index, depth + 1);
      return fate.is === 'passed' && isSame(fate.by, fn) ? fateOfCall(project, within, { file, call }, depth + 1) : fate;
    });
  });
  return worst(fates) ?? { is: 'unknown', why: 'where it is called is not seen' };
}

/** Follows a call's promise through chains, awaits, names and functions that are written in place, as far as the function `within` goes. */
export function fateOfCall(project: Project, within: FunctionRef, ref: CallRef, depth = 0): Fate {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact || depth > deepest) return far;
  const fates = [...awaits(project, within, ref, facts, fact, depth), ...chains(project, within, ref, facts, depth), ...handedOn(project, within, ref, facts, depth), ...returned(project, within, ref, facts, fact, depth)];
  return best(fates) ?? { is: 'dropped', at: ref };
}

/** A promise that one place hears is heard; else the place that says most of it counts. */
function best(fates: readonly Fate[]): Fate | undefined {
  return (['heard', 'passed', 'unknown', 'dropped'] as const).map((is) => fates.find((f) => f.is === is)).find((f) => f);
}

/** Of several calls of one function each has to be heard. */
function worst(fates: readonly Fate[]): Fate | undefined {
  return (['dropped', 'passed', 'unknown', 'heard'] as const).map((is) => fates.find((f) => f.is === is)).find((f) => f);
}

function awaits(project: Project, within: FunctionRef, ref: CallRef, facts: FileFacts, { fn }: CallFact, depth: number): readonly Fate[] {
  return [...awaitedValues(facts.functions[fn]?.steps ?? [])].flatMap(({ of, catches }) => {
    if (!callsBehind(facts, of).includes(ref.call)) return [];
    // A catch that throws again hands on.
    const hears = catches.some((c) => !project.failures.inList(ref.file, c.steps, true)?.sure);
    return [hears ? heard : fateOfFunction(project, within, { file: ref.file, fn }, depth + 1)];
  });
}

function chains(project: Project, within: FunctionRef, ref: CallRef, facts: FileFacts, depth: number): readonly Fate[] {
  return chainedCalls(project.evaluator, ref).flatMap(({ method, ref: next }): readonly Fate[] => {
    const { callee, args } = facts.calls[next.call] ?? {};
    if (callee?.is !== 'member' || !callsBehind(facts, callee.of).includes(ref.call)) return [];
    const hearer = method === 'catch' ? args?.[0] : method === 'then' ? args?.[1] : undefined;
    if (hearer) return [throwsAgain(project, ref.file, hearer) ? fateOfCall(project, within, next, depth + 1) : heard];
    return method === 'then' || method === 'finally' ? [fateOfCall(project, within, next, depth + 1)] : [];
  });
}

function throwsAgain(project: Project, file: string, hearer: Value): boolean {
  return functionsAt(project, file, hearer).some((fn) => project.failures.of(fn)?.is === 'throw');
}

/** As an argument: a combinator gives a promise of it, a function of the project does with its parameter what it does. */
function handedOn(project: Project, within: FunctionRef, ref: CallRef, facts: FileFacts, depth: number): readonly Fate[] {
  const { results, args } = referencesOf(facts);
  const names = results.aliases.get(ref.call) ?? [];
  const places = [...(results.args.get(ref.call) ?? []), ...names.flatMap((name) => args.get(name) ?? [])];
  return places.flatMap(({ call, index }): readonly Fate[] => {
    const callee = facts.calls[call]?.callee;
    if (callee?.is === 'member' && callee.of.is === 'global' && callee.of.name === 'Promise') return [fateOfCall(project, within, { file: ref.file, call }, depth + 1)];
    const own = functionsAt(project, ref.file, callee);
    return own.length > 0 ? own.flatMap((fn) => ofParameter(project, fn, index)) : [{ is: 'unknown', why: 'it is handed on' }];
  });
}

/** `(result, next) => result.then(undefined, next)`: a function that is given a promise may hear it. One that only asks what it is does nothing. */
function ofParameter(project: Project, fn: FunctionRef, at: number): readonly Fate[] {
  const isGiven = (value: Value): boolean => isParameter(project, fn, at, fn.file, value);
  const uses = (project.evaluator.facts(fn.file)?.calls ?? []).filter(({ callee, args }) => (callee.is === 'member' && isGiven(callee.of)) || args.some(isGiven));
  const hears = uses.some(({ callee, args }) => callee.is === 'member' && isGiven(callee.of) && ((callee.name === 'catch' && args.length > 0) || (callee.name === 'then' && args.length > 1)));
  if (hears) return [heard];
  return uses.length > 0 ? [{ is: 'unknown', why: 'it is handed on' }] : [];
}

function returned(project: Project, within: FunctionRef, ref: CallRef, facts: FileFacts, { fn }: CallFact, depth: number): readonly Fate[] {
  const given = facts.functions[fn]?.returns.some((value) => callsBehind(facts, value).includes(ref.call)) ?? false;
  return given ? [fateOfFunction(project, within, { file: ref.file, fn }, depth + 1)] : [];
}

/** What becomes of the promise of a function: it is that of the calls which run it. */
function fateOfFunction(project: Project, within: FunctionRef, by: FunctionRef, depth: number): Fate {
  const facts = project.evaluator.facts(by.file);
  const fact = facts?.functions[by.fn];
  if (!facts || !fact || depth > deepest) return far;
  if (isSame(by, within)) return { is: 'passed', by };
  if (fact.passedTo) return ofPlace(project, within, { file: by.file, call: fact.passedTo.call }, fact.passedTo.index, depth);
  const callers = project.graph.callersOf(by).filter(({ file, call }) => file === within.file && isInside(facts, facts.calls[call]?.fn ?? -1, within.fn));
  return worst(callers.map((ref) => fateOfCall(project, within, ref, depth + 1))) ?? { is: 'passed', by };
}

/** A function that is written as an argument: a chain goes on with what it gives. */
function ofPlace(project: Project, within: FunctionRef, ref: CallRef, index: number, depth: number): Fate {
  const callee = project.evaluator.call(ref)?.callee;
  if (callee?.is === 'member' && (callee.name === 'then' || callee.name === 'catch' || callee.name === 'finally')) return fateOfCall(project, within, ref, depth + 1);
  if (callee && isTransparent(project, ref.file, callee)) return fateOfCall(project, within, ref, depth + 1);
  const fates = functionsAt(project, ref.file, callee).map((fn) => {
    const fate = fateOfGiven(project, fn, index, depth + 1);
    return fate.is === 'passed' && isSame(fate.by, fn) ? fateOfCall(project, within, ref, depth + 1) : fate;
  });
  return worst(fates) ?? { is: 'unknown', why: 'it is handed on' };
}

function isTransparent(project: Project, file: string, callee: Value): boolean {
  return callee.is === 'member' && project.evaluator.evaluate(file, callee).some((v) => v.is === 'library' && transparent[v.package.replace(/^node:/, '')]?.includes(callee.name) === true);
}

function functionsAt(project: Project, file: string, value: Value | undefined): readonly FunctionRef[] {
  return value ? flatten(project.evaluator.evaluate(file, value)).filter((v): v is Extract<Abstract, { is: 'function' }> => v.is === 'function') : [];
}

function isParameter(project: Project, { file: home, fn }: FunctionRef, at: number, file: string, value: Value): boolean {
  return project.evaluator.evaluate(file, value).some((v) => v.is === 'param' && v.file === home && v.fn === fn && (v.at === at || (v.rest === true && v.at <= at)) && v.path.length === 0);
}

function isSame(a: FunctionRef, b: FunctionRef): boolean {
  return a.fn === b.fn && a.file === b.file;
}

import type { FileFacts, Range, Step, Value } from '../../model/facts.js';
import { isNothing } from '../nothing.js';
import { flatten, pathText } from '../abstract.js';
import { namesOfParameter } from '../parameter-uses.js';
import type { Project } from '../project.js';
import type { Errback } from './errback-sites.js';
import { neverFails } from './never-fails.js';

/** What is wrong with an error-first callback when it is given an error. */
export type ErrbackFault =
  /** Nothing catches it there. */
  | { readonly is: 'throws'; readonly range: Range }
  /** The second parameter is taken apart, which is missing then. */
  | { readonly is: 'takes apart'; readonly range: Range }
  /** The error is not looked at, and the result is used. */
  | { readonly is: 'ignores'; readonly range: Range; readonly result: string }
  /** The error is tested, and then nothing is done. */
  | { readonly is: 'drops'; readonly range: Range };

/** Packages that call back before they return, where the call may stand in a `try`: jsonwebtoken 9 (verify.js), joi 15, xml2js 0.6 (parser.js), ajv. */
const synchronous = new Set(['jsonwebtoken', 'joi', '@hapi/joi', 'xml2js', 'ajv', 'ejs']);

/** The first fault of a callback; `undefined` for one that deals with the error, `unknown` where that depends on who calls it. */
export function errbackFault(project: Project, facts: FileFacts, errback: Errback): ErrbackFault | 'unknown' | undefined {
  const { fact, error, by, library, ref } = errback;
  const call = facts.calls[ref.call];
  const uses = error.uses ?? [];
  const tested = isTested(facts, errback);
  // Who gives a promise as well may catch what its callback throws.
  const awaited = by === 'name' && (call?.awaited === true || call?.inTry === 'try');
  if (fact.params[1]?.pattern && (by !== 'name' || tested || uses.length === 0)) return awaited ? 'unknown' : { is: 'takes apart', range: error.range };
  const thrown = throwWhenSet(project, facts, errback, fact.steps ?? []);
  if (thrown && (by !== 'name' || tested)) {
    return awaited || (library !== undefined && synchronous.has(library)) ? 'unknown' : { is: 'throws', range: thrown };
  }
  if (error.name.startsWith('_')) return undefined;
  const [result] = namesOfParameter(facts, errback.fn, 1);
  const used = (result?.uses ?? []).length > 0 && !(result?.uses ?? []).some((u) => u.as === 'compared');
  if (uses.length === 0 && result && used && (library === undefined || !synchronous.has(library))) {
    const never = by === 'name' && neverFails(project, ref);
    return never === 'unknown' ? 'unknown' : never ? undefined : { is: 'ignores', range: error.range, result: result.name };
  }
  return by === 'outbound' && tested && !fact.assigns && !fact.commented && dropsWhenSet(facts, errback) ? { is: 'drops', range: error.range } : undefined;
}

/** Whether it asks if there is an error at all: then it is given none when all goes well. */
export function isTested(facts: FileFacts, { error, fact }: Errback): boolean {
  return (error.uses ?? []).some((u) => u.as === 'compared') || [...branches(fact.steps ?? [])].some(({ test }) => truth(facts, test, error) !== undefined);
}

/** Whether a condition holds when there is an error. */
function truth(facts: FileFacts, test: Value, error: Errback['error']): boolean | undefined {
  if (test.is === 'ref') return facts.bindings[test.to] === error ? true : undefined;
  if (test.is === 'unary' && test.op === '!') {
    const inner = truth(facts, test.of, error);
    return inner === undefined ? undefined : !inner;
  }
  if (test.is !== 'binary' || !/^[!=]==?$/.test(test.op)) return undefined;
  const [side, other] = truth(facts, test.left, error) !== undefined ? [test.left, test.right] : [test.right, test.left];
  const isNone = isNothing(other);
  return isNone && truth(facts, side, error) === true ? test.op.startsWith('!') : undefined;
}

function* branches(steps: readonly Step[]): Iterable<Extract<Step, { is: 'branch' }>> {
  for (const step of steps) {
    if (typeof step === 'number') continue;
    if (step.is === 'branch') {
      yield step;
      for (const way of step.ways) yield* branches(way);
    } else if (step.is === 'try') yield* branches([...step.body, ...(step.caught?.steps ?? []), ...(step.last ?? [])]);
    else if (step.is === 'loop' || step.is === 'label') yield* branches(step.body);
  }
}

/** A `throw` that is reached when there is an error, and that no `try` in the callback catches; also `assert.ifError(err)`. */
function throwWhenSet(project: Project, facts: FileFacts, errback: Errback, steps: readonly Step[]): Range | undefined {
  for (const step of steps) {
    if (typeof step === 'number') {
      if (isIfError(project, errback, step)) return facts.calls[step]?.calleeRange;
      continue;
    }
    if (step.is === 'throw') return step.range;
    if (step.is === 'return' || step.is === 'jump') return undefined;
    const found = inside(project, facts, errback, step);
    if (found) return found;
    if (step.is === 'branch' && truth(facts, step.test, errback.error) !== undefined && leaves(step.ways[truth(facts, step.test, errback.error) === true ? 0 : 1] ?? [])) return undefined;
  }
  return undefined;
}

function inside(project: Project, facts: FileFacts, errback: Errback, step: Exclude<Step, number>): Range | undefined {
  const within = (list: readonly Step[]): Range | undefined => throwWhenSet(project, facts, errback, list);
  switch (step.is) {
    case 'branch': {
      const holds = truth(facts, step.test, errback.error);
      if (holds !== undefined) return within(step.ways[holds ? 0 : 1] ?? []);
      // What else is tested does not hang on the error, unless the error itself is asked about.
      return errback.by !== 'name' || mentions(facts, step.test, errback.error) ? (within(step.ways[0] ?? []) ?? within(step.ways[1] ?? [])) : undefined;
    }
    case 'try': return (step.caught ? within(step.caught.steps) : within(step.body)) ?? within(step.last ?? []);
    case 'loop': case 'label': return within(step.body);
    default: return undefined;
  }
}

function mentions(facts: FileFacts, value: Value, error: Errback['error']): boolean {
  switch (value.is) {
    case 'ref': return facts.bindings[value.to] === error;
    case 'member': case 'element': case 'unary': return mentions(facts, value.of, error);
    case 'binary': return mentions(facts, value.left, error) || mentions(facts, value.right, error);
    case 'either': return value.of.some((v) => mentions(facts, v, error));
    default: return false;
  }
}

function isIfError(project: Project, { error, ref }: Errback, call: number): boolean {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[call];
  const [given] = fact?.args ?? [];
  if (!facts || !fact || given?.is !== 'ref' || facts.bindings[given.to] !== error) return false;
  return flatten(project.evaluator.evaluate(ref.file, fact.callee)).some((v) => v.is === 'library' && /^(?:node:)?assert(?:\/strict)?$/.test(v.package) && pathText(v.path).endsWith('ifError'));
}

function leaves(steps: readonly Step[]): boolean {
  const last = steps.at(-1);
  return last !== undefined && typeof last !== 'number' && (last.is === 'return' || last.is === 'throw');
}

/** `if (err) return;`: on the way of the error nothing happens. */
function dropsWhenSet(facts: FileFacts, { error, fact }: Errback): boolean {
  if ((error.uses ?? []).some((u) => u.as !== 'compared')) return false;
  const [first] = fact.steps ?? [];
  if (!first || typeof first === 'number' || first.is !== 'branch') return false;
  const holds = truth(facts, first.test, error);
  if (holds === undefined) return false;
  const way = first.ways[holds ? 0 : 1] ?? [];
  const empty = way.every((step) => typeof step !== 'number' && step.is === 'return' && step.of === undefined);
  return empty && (way.length > 0 || (fact.steps ?? []).length === 1);
}

import type { CallFact, FileFacts, Range, Value } from '../../model/facts.js';
import { everyStep } from '../every-step.js';
import { isAlwaysPromise } from '../failures/always-promise.js';
import type { Outlook } from '../failures/failure.js';
import { beginsQuery } from './begun-query.js';
import { outlookOf } from '../failures/outlook.js';
import type { Project } from '../project.js';

/** A promise that is neither awaited, returned, handed on nor kept: whoever made it does not look at how it ends. */
export interface LeftAlone {
  /** `dropped` and `void` are statements; `unused` is kept in a name that nobody reads; a `condition` and a `spread` take the promise for its result. */
  readonly how: 'dropped' | 'void' | 'unused' | 'condition' | 'spread';
  readonly outlook: Outlook;
  /** What is underlined: the callee, or the expression where it is no call. */
  readonly range: Range;
  /** The function in which it stands; -1 for the module. */
  readonly fn: number;
  /** The last call of the chain, where it is one. */
  readonly call?: number;
}

/** The promises of a file that are left alone, and the values of which it is said, by `void`, that they are: in the order of the text. */
export function promisesLeftAlone(project: Project, file: string): readonly LeftAlone[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  const found = [...droppedCalls(project, file, facts), ...droppedValues(project, file, facts), ...unusedNames(project, file, facts)];
  return found.filter((left) => isSite(project, file, left)).sort((a, b) => a.range[0] - b.range[0]);
}

function isSite(project: Project, file: string, { outlook, how, call }: LeftAlone): boolean {
  switch (outlook.is) {
    case 'none': return false;
    case 'unknown': return how === 'void';
    case 'lazy': return call !== undefined && beginsQuery(project, file, call);
    default: return true;
  }
}

/** `work()`, `void work()`, `if (isReady())`, `{ ...load() }`. */
function* droppedCalls(project: Project, file: string, facts: FileFacts): Iterable<LeftAlone> {
  for (const [call, fact] of facts.calls.entries()) {
    const { calleeRange: range, fn } = fact;
    const how = howOf(fact);
    if (!how || ((how === 'condition' || how === 'spread') && !isAlwaysPromise(project, { file, call }))) continue;
    yield { how, outlook: outlookOf(project, file, { is: 'call', call }), range, fn, call };
  }
}

function howOf({ dropped, void: isVoid, tested, spread }: CallFact): LeftAlone['how'] | undefined {
  if (dropped) return isVoid ? 'void' : 'dropped';
  return tested ? 'condition' : spread ? 'spread' : undefined;
}

/** `work;`, `void work;`. */
function* droppedValues(project: Project, file: string, facts: FileFacts): Iterable<LeftAlone> {
  for (const { step, fn } of everyStep(facts)) {
    if (typeof step === 'number') continue;
    if (step.is === 'drop' && !isUsedElsewhere(facts, step.of)) yield { how: 'dropped', outlook: outlookOf(project, file, step.of), range: step.range, fn };
  }
}

/** A name that is read in another place is looked at there, by whatever that does. */
function isUsedElsewhere(facts: FileFacts, value: Value): boolean {
  return value.is !== 'array' && (value.is !== 'ref' || (facts.bindings[value.to]?.uses?.length ?? 0) > 1);
}

/** `const saved = save();` of which nobody speaks again, or where it is only asked whether that is true: `if (saved)`. */
function* unusedNames(project: Project, file: string, facts: FileFacts): Iterable<LeftAlone> {
  const exported = new Set(facts.exports.flatMap(({ value }) => (value?.is === 'ref' ? [value.to] : [])));
  for (const [to, { name, kind, uses = [], values: [value, ...others] }] of facts.bindings.entries()) {
    if ((kind !== 'const' && kind !== 'let') || others.length > 0 || value?.is !== 'call' || exported.has(to)) continue;
    const fact = facts.calls[value.call];
    if (!fact || !uses.every(({ tested }) => tested)) continue;
    const left = { outlook: outlookOf(project, file, value), fn: fact.fn, call: value.call };
    const [use] = uses;
    if (!use) yield { ...left, how: 'unused', range: fact.calleeRange };
    else if (isAlwaysPromise(project, { file, call: value.call })) yield { ...left, how: 'condition', range: [use.at, use.at + name.length] };
  }
}

/** The `try` of its function in which a call stands does not hear its promise. */
export function standsInTry(fact: CallFact | undefined): boolean {
  return fact?.inTry === 'try';
}

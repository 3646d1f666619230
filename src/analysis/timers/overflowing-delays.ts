import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import { testsBefore } from '../holding/remembered.js';
import { testsOf } from '../lifetimes/branch-tests.js';
import type { Project } from '../project.js';
import type { TimerCall } from './timer-call.js';

/** The longest delay of a timer in milliseconds, 24.8 days: "When delay is larger than 2147483647 or less than 1 or NaN, the delay will be set to 1" (timers.html#settimeoutcallback-delay-args). */
const longest = 2 ** 31 - 1;

/** Whether a delay fits into a timer. */
export type Delay =
  | { readonly is: 'too-long'; readonly ms: number; /** It is what the delay is where nothing else is said. */ readonly byDefault?: true }
  /** The time until a date that is not bounded. */
  | { readonly is: 'until-date' }
  | { readonly is: 'clamped' }
  | { readonly is: 'unknown' }
  /** A constant that fits, or nothing that comes from a date. */
  | { readonly is: 'fits' };

/** Judges the delay of one timer. */
export function delayFitOf(project: Project, { ref, delay }: TimerCall): Delay {
  const facts = project.evaluator.facts(ref.file);
  if (!facts || !delay) return { is: 'fits' };
  const values = flatten(project.evaluator.argument(ref, 1, undefined));
  const constants = values.flatMap((v) => (v.is === 'literal' && typeof v.value === 'number' ? [v.value] : []));
  const over = constants.find((ms) => ms > longest);
  if (over !== undefined && values.length === 1) return { is: 'too-long', ms: over };
  const byDefault = defaultOver(project, facts, ref, delay, 0);
  if (byDefault !== undefined) return { is: 'too-long', ms: byDefault, byDefault: true };
  const reading = readingOf(facts, delay, 0);
  if (!reading.date) return { is: 'fits' };
  if (reading.clamped || isCompared(facts, ref, delay)) return { is: 'clamped' };
  return reading.date === 'open' ? { is: 'until-date' } : { is: 'unknown' };
}

/** The constant that a delay falls back to where nothing is set, `options.every ?? MONTH`, if a timer cannot wait as long, and no test before asks for the delay. */
function defaultOver(project: Project, facts: FileFacts, ref: CallRef, delay: Value, depth: number): number | undefined {
  if (depth > deepest) return undefined;
  if (delay.is === 'ref') {
    const [only, ...others] = facts.bindings[delay.to]?.values ?? [];
    return only && others.length === 0 && !isAskedFor(facts, ref, delay) ? defaultOver(project, facts, ref, only, depth + 1) : undefined;
  }
  if (delay.is !== 'fallback') return undefined;
  if (isAskedFor(facts, ref, delay.first)) return undefined;
  const [value, ...others] = flatten(project.evaluator.evaluate(ref.file, delay.then));
  return others.length === 0 && value?.is === 'literal' && typeof value.value === 'number' && value.value > longest ? value.value : undefined;
}

/** Whether a test around a timer, or before it, has to do with its delay: it may be there for those that are too long. */
function isAskedFor(facts: FileFacts, { call }: CallRef, delay: Value): boolean {
  const fn = facts.calls[call]?.fn ?? -1;
  return (testsBefore(facts.functions[fn]?.steps ?? facts.steps, call) ?? []).some((test) => hasPart(facts, test, JSON.stringify(delay), 0));
}

/** Whether an expression is made of another one, given as JSON. */
function hasPart(facts: FileFacts, value: Value, part: string, depth: number): boolean {
  const inner = (v: Value): boolean => hasPart(facts, v, part, depth + 1);
  if (depth > deepest) return false;
  if (JSON.stringify(value) === part) return true;
  switch (value.is) {
    case 'member': case 'element': case 'unary': case 'await': return inner(value.of);
    case 'binary': return inner(value.left) || inner(value.right);
    case 'either': return value.of.some(inner) || (value.and !== undefined && inner(value.and));
    case 'fallback': return inner(value.first) || inner(value.then);
    case 'ref': return facts.bindings[value.to]?.values.some(inner) ?? false;
    case 'call': return [...(facts.calls[value.call]?.args ?? []), facts.calls[value.call]?.callee ?? value].some((v) => v !== value && inner(v));
    default: return false;
  }
}

interface Reading {
  /** `open`: the time between now and a date that can be anything; `some`: it has to do with a date. */
  readonly date: 'open' | 'some' | undefined;
  readonly clamped: boolean;
}

const nothing: Reading = { date: undefined, clamped: false };
const deepest = 6;

/** What a delay is made of. */
function readingOf(facts: FileFacts, value: Value, depth: number): Reading {
  if (depth > deepest) return nothing;
  switch (value.is) {
    case 'ref': {
      const values = facts.bindings[value.to]?.values ?? [];
      const readings = values.map((v) => readingOf(facts, v, depth + 1));
      return { date: readings.find((r) => r.date)?.date, clamped: readings.some((r) => r.clamped) || values.length > 1 };
    }
    case 'fallback': return both(facts, value.first, value.then, depth);
    case 'either': return { ...value.of.map((v) => readingOf(facts, v, depth + 1)).find((r) => r.date) ?? nothing, clamped: true };
    case 'binary': return value.op === '-' ? difference(facts, value.left, value.right, depth) : value.op === '%' ? { date: undefined, clamped: true } : both(facts, value.left, value.right, depth);
    case 'call': return ofCall(facts, value.call, depth);
    default: return nothing;
  }
}

function both(facts: FileFacts, left: Value, right: Value, depth: number): Reading {
  const [a, b] = [readingOf(facts, left, depth + 1), readingOf(facts, right, depth + 1)];
  return { date: a.date ?? b.date, clamped: a.clamped || b.clamped };
}

/** `expires.getTime() - Date.now()` */
function difference(facts: FileFacts, left: Value, right: Value, depth: number): Reading {
  if (!isNow(facts, right)) return both(facts, left, right, depth);
  return { date: isStoredDate(facts, left, 0) ? 'open' : 'some', clamped: false };
}

/** `Date.now()`, `new Date()`, `new Date().getTime()`, `+new Date()`, and a name for one of them. */
function isNow(facts: FileFacts, value: Value, depth = 0): boolean {
  if (depth > 3) return false;
  if (value.is === 'ref') return facts.bindings[value.to]?.kind === 'const' && (facts.bindings[value.to]?.values.some((v) => isNow(facts, v, depth + 1)) ?? false);
  if (value.is === 'unary') return isNow(facts, value.of, depth + 1);
  const fact = value.is === 'call' ? facts.calls[value.call] : undefined;
  if (!fact) return false;
  if (fact.construct) return isDate(fact.callee) && fact.args.length === 0;
  return fact.callee.is === 'member' && ((fact.callee.name === 'now' && isDate(fact.callee.of)) || (reading.has(fact.callee.name) && isNow(facts, fact.callee.of, depth + 1)));
}

const reading: ReadonlySet<string> = new Set(['getTime', 'valueOf']);

/** A date that comes from outside: a property that is read as a date, a date that is made of something that is not now. */
function isStoredDate(facts: FileFacts, value: Value, depth: number): boolean {
  if (depth > 4) return false;
  if (value.is === 'ref') {
    const binding = facts.bindings[value.to];
    return binding?.kind === 'const' && binding.values.length === 1 && binding.values.some((v) => isStoredDate(facts, v, depth + 1));
  }
  if (value.is === 'unary') return isStoredDate(facts, value.of, depth + 1);
  const fact = value.is === 'call' ? facts.calls[value.call] : undefined;
  if (!fact) return false;
  const [first] = fact.args;
  if (fact.construct) return isDate(fact.callee) && fact.args.length === 1 && first !== undefined && isFromRecord(facts, first);
  if (fact.callee.is !== 'member') return false;
  if (fact.callee.name === 'parse' && isDate(fact.callee.of)) return first !== undefined && isFromRecord(facts, first);
  // `share.expiresAt.valueOf()`: `new Date(…).getTime()` is asked for what it is made of.
  return reading.has(fact.callee.name) && (isFromRecord(facts, fact.callee.of) || isStoredDate(facts, fact.callee.of, depth + 1));
}

/** `share.expiresAt`, `options.at`: a property of something that a function is given, or reads. Headers, and what is made here of now, are none. */
function isFromRecord(facts: FileFacts, value: Value): boolean {
  if (value.is === 'fallback') return isFromRecord(facts, value.first);
  if (value.is === 'ref') {
    const [only, ...others] = facts.bindings[value.to]?.values ?? [];
    return others.length === 0 && only !== undefined && (only.is === 'param' || isFromRecord(facts, only));
  }
  return value.is === 'param' || (value.is === 'member' && value.of.is !== 'this' && !hasHeaders(value));
}

function hasHeaders(value: Value): boolean {
  return value.is === 'member' && (value.name === 'headers' || hasHeaders(value.of));
}

function isDate(value: Value): boolean {
  return value.is === 'global' && value.name === 'Date';
}

function ofCall(facts: FileFacts, call: number, depth: number): Reading {
  const fact = facts.calls[call];
  if (fact?.callee.is !== 'member') return nothing;
  if (fact.callee.name === 'min') return { ...fact.args.map((a) => readingOf(facts, a, depth + 1)).find((r) => r.date) ?? nothing, clamped: true };
  const isMath = fact.callee.of.is === 'global' && fact.callee.of.name === 'Math';
  return isMath ? fact.args.map((a) => readingOf(facts, a, depth + 1)).find((r) => r.date) ?? nothing : nothing;
}

/** Whether a test before the timer compares the delay with something that is not zero: it may send long ones another way. */
function isCompared(facts: FileFacts, { call }: CallRef, delay: Value): boolean {
  const fn = facts.calls[call]?.fn ?? -1;
  const compares = (test: Value): boolean => {
    if (test.is === 'binary' && bounding.has(test.op)) return [[test.left, test.right], [test.right, test.left]].some(([one, other]) => one !== undefined && other !== undefined && isSame(one, delay) && !isZero(other));
    if (test.is === 'binary') return compares(test.left) || compares(test.right);
    if (test.is === 'either') return test.of.some(compares) || (test.and !== undefined && compares(test.and));
    return test.is === 'unary' && compares(test.of);
  };
  return (testsBefore(facts.functions[fn]?.steps ?? facts.steps, call) ?? []).some(compares) || testsOf(facts.functions[fn]?.steps ?? []).some(compares);
}

const bounding: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

function isSame(one: Value, other: Value): boolean {
  return one.is === 'ref' && other.is === 'ref' && one.to === other.to;
}

function isZero(value: Value): boolean {
  return value.is === 'literal' && typeof value.value === 'number' && value.value <= 1000;
}

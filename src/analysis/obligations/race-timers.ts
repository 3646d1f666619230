import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { timerOf, type Timer } from './timer-harm.js';

/** A timer against which work is raced, and whose handle nobody keeps. */
export interface RaceTimer {
  readonly ref: CallRef;
  readonly timer: Timer;
}

/** Below this many milliseconds a timer that is left behind is soon gone. */
const soon = 10_000;

/** The timers of the promises that calls of `Promise.race` in a file are given, where nothing could clear them when the work has won. */
export function raceTimersIn(project: Project, file: string): readonly RaceTimer[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  const found = facts.calls.flatMap(({ callee, args: [list] }) => (isRace(callee) && list?.is === 'array' && list.items.length > 1 ? ofItems(project, file, list.items) : []));
  return [...new Map(found.map((timer) => [timer.ref.call, timer])).values()];
}

function isRace(callee: Value): boolean {
  return callee.is === 'member' && callee.name === 'race' && callee.of.is === 'global' && callee.of.name === 'Promise';
}

/** Of a race between timers alone there is nothing to say. */
function ofItems(project: Project, file: string, items: readonly Value[]): readonly RaceTimer[] {
  const found = items.map((item) => timerBehind(project, file, item, 0));
  return found.every((timer) => timer !== undefined) ? [] : found.flatMap((timer) => (timer && timer.ref.file === file && !isSoon(project, timer) ? [timer] : []));
}

/** Its delay is short, or is so where a parameter is not given: `ms = 1_000`. */
function isSoon(project: Project, { ref, timer }: RaceTimer): boolean {
  const facts = project.evaluator.facts(ref.file);
  const delay = facts?.calls[ref.call]?.args[1];
  const given = delay?.is === 'ref' ? facts?.bindings[delay.to]?.values : delay && [delay];
  const constants = (given ?? []).flatMap((v) => [v, ...(v.is === 'param' ? [facts?.functions[v.fn]?.params[v.at]?.default] : v.is === 'fallback' ? [v.then] : [])]).flatMap((v) => (v?.is === 'literal' && typeof v.value === 'number' ? [v.value] : []));
  return [...constants, ...(timer.ms === undefined ? [] : [timer.ms])].some((ms) => ms < soon);
}

/** The timer that alone settles a promise, directly, by a name, or by a function of the file that gives one. */
function timerBehind(project: Project, file: string, value: Value, depth: number): RaceTimer | undefined {
  const facts = project.evaluator.facts(file);
  if (!facts || depth > 3) return undefined;
  if (value.is === 'ref') {
    const [only, ...others] = facts.bindings[value.to]?.values ?? [];
    return only && others.length === 0 ? timerBehind(project, file, only, depth + 1) : undefined;
  }
  const fact = value.is === 'call' ? facts.calls[value.call] : undefined;
  if (!fact) return undefined;
  if (fact.construct) return fact.callee.is === 'global' && fact.callee.name === 'Promise' && fact.args[0]?.is === 'function' ? ofExecutor(project, file, facts, fact.args[0].fn) : undefined;
  const [own, ...others] = flatten(project.evaluator.evaluate(file, fact.callee));
  const returns = own?.is === 'function' && own.file === file && others.length === 0 ? facts.functions[own.fn]?.returns ?? [] : [];
  const [returned, ...more] = returns;
  return returned && more.length === 0 ? timerBehind(project, file, returned, depth + 1) : undefined;
}

/** `(_, reject) => setTimeout(() => reject(new Error('late')), ms)`: all that it does is start the timer. */
function ofExecutor(project: Project, file: string, facts: FileFacts, executor: number): RaceTimer | undefined {
  const own = facts.calls.flatMap((c, call) => (c.fn === executor ? [{ c, call }] : []));
  const [only, ...others] = own;
  if (!only || others.length > 0 || !(only.c.dropped || only.c.returned)) return undefined;
  const ref = { file, call: only.call };
  const timer = timerOf(project, ref);
  return timer?.is === 'timeout' ? { ref, timer } : undefined;
}

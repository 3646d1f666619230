import type { Step } from '../../model/facts.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { everyStep, stepsIn } from '../every-step.js';
import { isUncalled } from '../holding/frequency.js';
import { isLeaving } from '../leaving.js';
import { isNothing } from '../nothing.js';
import type { Project } from '../project.js';
import type { Span } from '../../model/span.js';
import { isHeldBy, type Holder } from './holder.js';
import { allClearCalls } from './timer-call.js';

/** A function that empties what holds the id of a timer. */
export interface EmptiedHolder {
  readonly name: string;
  readonly span: Span;
}

/** How far up the callers are asked for what stops the timer first. */
const highest = 3;

/**
 * Where the holder of an interval's id is emptied by a function that always does so, and nothing on the way to it stops timers: the interval runs on, and nothing can stop it any more.
 * Whoever is not seen to call that function might stop the timer first, unless only what starts it does.
 */
export function emptiedBy(project: Project, { file, call }: CallRef, holder: Holder): EmptiedHolder | undefined {
  const facts = project.evaluator.facts(file);
  if (!facts || (holder.is !== 'name' && holder.is !== 'field')) return undefined;
  const starter = facts.calls[call]?.fn ?? -1;
  const isByStarter = allClearCalls(project).every(({ ref, timer }) => !isHeldBy(timer, holder) || (ref.file === file && isInside(facts, project.evaluator.call(ref)?.fn ?? -1, starter)));
  for (const { step, fn } of everyStep(facts)) {
    const fact = facts.functions[fn];
    if (!fact || fact.kind === 'constructor' || isInside(facts, fn, starter) || !isEmptying(step, holder) || !isAlways(fact.steps ?? [], step)) continue;
    const ref = { file, fn };
    if (isStopping(project, ref, 0) || (isUncalled(project, ref) && !isByStarter)) continue;
    const [start, end] = typeof step !== 'number' && step.is === 'put' ? step.range : fact.range;
    return { name: fact.name, span: { file, start, end: Math.min(end, (facts.lines.find((at) => at > start) ?? Infinity) - 1) } };
  }
  return undefined;
}

/** `this.timer = undefined`, `timer = null`, `delete this.timer`. */
function isEmptying(step: Step, holder: Holder): boolean {
  if (typeof step === 'number' || (step.is !== 'set' && step.is !== 'put')) return false;
  const isIt = step.is === 'set' ? holder.is === 'name' && step.to === holder.to : holder.is === 'field' && isHeldBy(step.target, holder) && step.target.is === 'member' && step.target.of.is === 'this' && step.target.of.cls === holder.cls;
  return isIt && step.lazy === undefined && (step.value === undefined || isNothing(step.value));
}

/** It stands in the list itself, and no way leaves before it. */
function isAlways(steps: readonly Step[], step: Step): boolean {
  const at = steps.indexOf(step);
  return at !== -1 && !stepsIn(steps.slice(0, at)).some(isLeaving);
}

/** Whether a function stops timers, or is called by one that does. */
function isStopping(project: Project, ref: FunctionRef, depth: number): boolean {
  const stops = ({ file, fn }: FunctionRef): boolean => {
    const facts = project.evaluator.facts(file);
    return facts !== undefined && allClearCalls(project).some((c) => c.ref.file === file && isInside(facts, facts.calls[c.ref.call]?.fn ?? -1, fn));
  };
  if (stops(ref) || project.graph.calleesOf(ref).some(({ to }) => stops(to))) return true;
  if (depth === highest) return false;
  const facts = project.evaluator.facts(ref.file);
  const parent = facts?.functions[ref.fn]?.parent ?? -1;
  const above = [...project.graph.callersOf(ref), ...project.graph.handedOn(ref).map(({ ref: by }) => by)].map((by) => ({ file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 }));
  return [...above, { file: ref.file, fn: parent }].some((by) => by.fn !== -1 && isStopping(project, by, depth + 1));
}

import type { FileFacts, Step } from '../../model/facts.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import { listsIn, stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import { isListening } from '../promises/registrations.js';

const highest = 4;

/**
 * Whether a timer is stopped by a listener only that is added under a condition under which the timer does not stand: `if (isBrowser()) tab.on('hidden', () => this.stop())`
 * beside `this.start()`. Where the condition does not hold, nothing stops it.
 */
export function isStoppedOnCondition(project: Project, start: CallRef, clear: CallRef): boolean {
  return isOnCondition(project, start, { file: clear.file, fn: project.evaluator.call(clear)?.fn ?? -1 }, 0);
}

/** Whether all that leads to a function is such a listener. */
function isOnCondition(project: Project, start: CallRef, self: FunctionRef, depth: number): boolean {
  const facts = project.evaluator.facts(self.file);
  const fact = facts?.functions[self.fn];
  if (!facts || !fact || depth > highest) return false;
  if (fact.passedTo) return isAddedOnCondition(project, facts, start, { file: self.file, call: fact.passedTo.call }) || isOnCondition(project, start, { file: self.file, fn: fact.parent }, depth + 1);
  const callers = project.graph.callersOf(self);
  if (callers.length === 0 || project.graph.handedOn(self).length > 0 || isCalledByName(project, self, callers.length)) return false;
  return callers.every((by) => isOnCondition(project, start, { file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 }, depth + 1));
}

/** A call of a method of this name that is not resolved may be one of it. */
function isCalledByName(project: Project, { file, fn }: FunctionRef, callers: number): boolean {
  return (project.calledNames.get(project.evaluator.facts(file)?.functions[fn]?.name ?? '')?.length ?? 0) > callers;
}

function isAddedOnCondition(project: Project, facts: FileFacts, start: CallRef, listening: CallRef): boolean {
  const fact = facts.calls[listening.call];
  if (!fact?.conditional || !isListening(fact)) return false;
  const leading = callsLeadingTo(project, facts, { file: listening.file, fn: fact.fn }, start);
  const list = listAround(facts.functions[fact.fn]?.steps ?? facts.steps, listening.call);
  const within = list ? stepsIn(list) : [];
  return leading.length > 0 && leading.some((call) => !within.includes(call));
}

/** The calls of a function that start the timer, or call what does. */
function callsLeadingTo(project: Project, facts: FileFacts, fn: FunctionRef, start: CallRef): readonly number[] {
  const starter = { file: start.file, fn: project.evaluator.call(start)?.fn ?? -1 };
  if (starter.file === fn.file && starter.fn === fn.fn) return [start.call];
  return project.graph.callersOf(starter).flatMap((by) => (by.file === fn.file && facts.calls[by.call]?.fn === fn.fn ? [by.call] : []));
}

/** The innermost list of steps in which a call stands. */
function listAround(steps: readonly Step[], call: number): readonly Step[] | undefined {
  for (const step of steps) {
    for (const inner of listsIn(step)) {
      const found = listAround(inner, call);
      if (found) return found;
    }
  }
  return steps.includes(call) ? steps : undefined;
}

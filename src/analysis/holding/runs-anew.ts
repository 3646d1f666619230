import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import { isRecurring } from './recurring-events.js';

/**
 * Whether a function that runs for each request, tick or event stands between a place and the function that made something: what is made outside of it
 * outlives it.
 */
export function runsAnewInside(project: Project, file: string, fn: number, outer: number): boolean {
  const facts = project.evaluator.facts(file);
  for (let at = fn; at !== -1 && at !== outer; at = facts?.functions[at]?.parent ?? -1) {
    if (isHandler(project, file, at) || isRepeated(project, file, at)) return true;
  }
  return false;
}

/** Whether a function is written as what an interval or a listener runs. */
function isRepeated(project: Project, file: string, fn: number): boolean {
  const facts = project.evaluator.facts(file);
  const given = facts?.functions[fn]?.passedTo;
  const taker = given && facts.calls[given.call];
  if (!given || !taker) return false;
  return given.index === 0 ? lastName(facts, taker.callee) === 'setInterval' : isRecurring(project, { file, call: given.call }) !== undefined;
}

function isHandler(project: Project, file: string, fn: number): boolean {
  return project.handlers.some((h) => h.file === file && h.fn === fn && (h.reach === 'request' || h.reach === 'worker'));
}

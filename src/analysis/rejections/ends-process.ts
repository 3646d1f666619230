import type { FunctionRef } from '../abstract.js';
import { lastResortOf } from '../failures/last-resort.js';
import type { Project } from '../project.js';
import { isListening, timers } from '../promises/registrations.js';
import { fateOfCall } from './call-fate.js';

/** Callers of callers are not followed further. */
const deepest = 6;

/**
 * Whether the process ends when a function fails: all that is seen to run it leaves its promise alone, or hands it on to such, and nothing in the project hears what nobody else does. What it leaves
 * behind is gone then. Of handlers the framework may hear it, and where only a part of the project is seen somebody else may: false.
 */
export function endsProcess(project: Project, fn: FunctionRef): boolean {
  return !project.partial && lastResortOf(project, fn.file).is === 'ends' && isDropped(project, fn, 0);
}

function isDropped(project: Project, fn: FunctionRef, depth: number): boolean {
  const fact = project.evaluator.facts(fn.file)?.functions[fn.fn];
  if (!fact || depth > deepest || project.handlers.some((h) => h.file === fn.file && h.fn === fn.fn) || project.graph.handedOn(fn).length > 0) return false;
  if (fact.passedTo) {
    const taker = project.evaluator.call({ file: fn.file, call: fact.passedTo.call });
    return taker !== undefined && (isListening(taker) || (taker.callee.is === 'global' && timers.has(taker.callee.name)));
  }
  const callers = project.graph.callersOf(fn).filter(({ file }) => !project.isScript(file));
  return callers.length > 0 && callers.every((ref) => {
    const call = project.evaluator.call(ref);
    if (!call || (call.fn === -1 && call.awaited)) return false;
    const by = { file: ref.file, fn: call.fn };
    const fate = fateOfCall(project, by, ref);
    return fate.is === 'dropped' || (fate.is === 'passed' && isDropped(project, fate.by, depth + 1));
  });
}

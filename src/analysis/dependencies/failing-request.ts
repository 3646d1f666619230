import type { CallRef } from '../abstract.js';
import { chainedCalls } from '../deadline/chain.js';
import type { Project } from '../project.js';
import { functionOf } from './dependencies.js';

/** Whether a request fails when a call does: it is awaited, and nothing from the handler down to it hears its failure. */
export function failsItsRequest(project: Project, ref: CallRef): boolean {
  const { calls, reach } = project.reach(functionOf(project, ref));
  return reach === 'request' && [...calls, ref].every((call) => passesOn(project, call));
}

function passesOn(project: Project, ref: CallRef): boolean {
  const fact = project.evaluator.call(ref);
  if (!fact || fact.inTry === 'try') return false;
  const chained = chainedCalls(project.evaluator, ref);
  if (chained.some(({ method }) => method === 'catch' || method === 'finally')) return false;
  return fact.awaited === true || fact.returned === true || chained.some(({ ref: at }) => project.evaluator.call(at)?.awaited === true || project.evaluator.call(at)?.returned === true);
}

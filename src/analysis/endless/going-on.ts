import type { Step } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { listsIn, stepsIn } from '../every-step.js';
import type { Rounds } from './reasons.js';

/** The steps after which another round may come, outer ones before inner ones: not those of ways that leave in the end. */
export function goingOn(rounds: Rounds): readonly Step[] {
  return inList(rounds, rounds.steps, false);
}

/** @param inside in a loop or a switch inside: a plain `break` stays there */
function inList(rounds: Rounds, steps: readonly Step[], inside: boolean): readonly Step[] {
  const last = steps.at(-1);
  const kept = last !== undefined && leaves(rounds, last, inside) ? steps.slice(0, steps.findLastIndex((s) => stepsIn([s]).some((inner) => comesBack(rounds, inner))) + 1) : steps;
  return kept.flatMap((step) => [step, ...listsIn(step).flatMap((list) => inList(rounds, list, inside || (typeof step !== 'number' && (step.is === 'loop' || step.is === 'switch'))))]);
}

function leaves(rounds: Rounds, step: Step, inside: boolean): boolean {
  if (typeof step === 'number') return false;
  switch (step.is) {
    case 'throw': return true;
    case 'return': return !comesBack(rounds, step);
    case 'jump': return step.by === 'break' && !inside;
    default: return false;
  }
}

/** `continue`, or a call of the function itself. */
function comesBack({ project, file, facts, fn }: Rounds, step: Step): boolean {
  const isOwn = (call: number): boolean => flatten(project.evaluator.evaluate(file, facts.calls[call]?.callee ?? { is: 'unknown' })).some((v) => v.is === 'function' && v.file === file && v.fn === fn);
  if (typeof step === 'number') return isOwn(step);
  const given = step.is === 'return' && step.of?.is === 'await' ? step.of.of : step.is === 'return' ? step.of : undefined;
  return (step.is === 'jump' && step.by === 'continue') || (given?.is === 'call' && isOwn(given.call));
}

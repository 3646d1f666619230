import type { Range, Step } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import { waits, type Reason } from './exits.js';
import type { Rounds } from './reasons.js';

/**
 * The `catch` of rounds that goes on at once with what has just failed: nothing waits on the way from the failure to the next try. The way out by a count or a time
 * ends that as well; a flag does not.
 */
export function spinningCatch(rounds: Rounds, bound: readonly (readonly Reason[])[]): Range | undefined {
  const { steps, project, file, facts, fn } = rounds;
  const index = steps.findIndex((s) => waits([s]));
  const step = steps[index];
  if (index === -1 || !step || typeof step === 'number' || step.is !== 'try' || !step.caught) return undefined;
  const { caught, last = [], body } = step;
  const rest = caught.steps.some((s) => typeof s !== 'number' && s.is === 'jump' && s.by === 'continue') ? [] : steps.slice(index + 1);
  if (waits(caught.steps) || waits(last) || waits(rest) || bound.some((reasons) => !isFlag(rounds, reasons))) return undefined;
  // What waits in a branch, or hands the waiting to a timer, is not followed.
  if (hasExit([...caught.steps, ...last, ...rest]) || caught.assigns || delays(rounds, [...caught.steps, ...last, ...rest])) return undefined;
  const first = body.find((s) => waits([s]));
  if (!first || typeof first === 'number' || first.is !== 'await') return undefined;
  return project.failures.inList(file, [first, ...(first.of.is === 'call' ? [first.of.call] : [])], facts.functions[fn]?.async === true) ? caught.range : undefined;
}

function isFlag({ facts, fn }: Rounds, reasons: readonly Reason[]): boolean {
  return reasons.every((r) => typeof r === 'string' || isPlainFlag(r)) && facts.functions[fn] !== undefined;
}

/** `this.running`, `!stopped`, `signal.aborted`: nothing that goes on by itself. */
function isPlainFlag(reason: Exclude<Reason, string>): boolean {
  switch (reason.is) {
    case 'ref': return true;
    case 'member': return reason.name !== 'length' && reason.name !== 'size' && (reason.of.is === 'this' || reason.of.is === 'ref' || reason.of.is === 'param' || reason.of.is === 'member' || reason.of.is === 'unknown');
    case 'unary': return reason.op === '!' && isPlainFlag(reason.of);
    default: return false;
  }
}

function hasExit(steps: readonly Step[]): boolean {
  return stepsIn(steps).some((s) => typeof s !== 'number' && (s.is === 'throw' || s.is === 'return' || (s.is === 'jump' && s.by === 'break')));
}

/** Calls of the project may wait in their own way only where they are awaited; a process that ends does not go on. */
function delays({ facts }: Rounds, steps: readonly Step[]): boolean {
  return stepsIn(steps).some((s) => {
    const callee = typeof s === 'number' ? facts.calls[s]?.callee : undefined;
    return callee?.is === 'member' && (callee.name === 'exit' || callee.name === 'waitSync' || callee.name === 'wait');
  });
}

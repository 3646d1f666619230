import type { Step, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import { writtenName } from '../names.js';
import { logging } from '../paths/call-doing.js';
import type { Verdict } from './endless.js';
import { exitsOf } from './exits.js';
import { isSetElsewhere, isSetByOthers, type Rounds } from './reasons.js';

/**
 * What a loop comes to in which nothing is awaited and nothing is called: what others set while it runs, it never sees, since they do not run. `undefined` for one that works on something
 * of its own.
 */
export function busyWait(rounds: Rounds, { endless, test, over, body, awaits }: Extract<Step, { is: 'loop' }>): Verdict | undefined {
  const { facts } = rounds;
  const steps = stepsIn(body);
  const isQuiet = (step: Step): boolean => {
    const callee = typeof step === 'number' ? facts.calls[step]?.callee : undefined;
    return typeof step !== 'number' ? step.is === 'branch' || step.is === 'drop' || (step.is === 'jump' && step.by === 'continue') : callee?.is === 'member' && callee.of.is === 'global' && logging.has(callee.name);
  };
  if (over || awaits || !steps.every(isQuiet) || exitsOf(body, { call: () => undefined, stays: () => false }).length > 0) return undefined;
  if (endless) return { is: 'blocks' };
  const flag = test && flagOf(test);
  return flag && isSetByOther(rounds, flag) ? { is: 'blocks', for: writtenName(facts, flag) } : undefined;
}

/** `!ready`, `this.busy === true` */
function flagOf(test: Value): Value | undefined {
  switch (test.is) {
    case 'ref': case 'member': return test;
    case 'unary': return test.op === '!' ? flagOf(test.of) : undefined;
    case 'binary': return test.right.is === 'literal' || test.right.is === 'undefined' ? (/^[!=]==?$/.test(test.op) ? flagOf(test.left) : undefined) : undefined;
    default: return undefined;
  }
}

function isSetByOther(rounds: Rounds, flag: Value): boolean {
  if (flag.is === 'ref') return rounds.facts.bindings[flag.to]?.kind === 'let' && isSetElsewhere(rounds, flag.to);
  return flag.is === 'member' && (flag.of.is === 'this' ? isSetByOthers(rounds, flag.name) : false);
}

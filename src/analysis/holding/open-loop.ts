import type { FileFacts, Range, Step, Value } from '../../model/facts.js';
import { listsIn } from '../every-step.js';

/**
 * The loop without an end of its own that runs a call again and again: `for (;;)`, `while (!stopped)`, `for await`. Functions that are handed over inside of it, such as an executor of a
 * promise, run in it.
 * @param outermost the function beyond which is not looked: what it is given, or makes, is another one beyond it
 */
export function openLoopAround(facts: FileFacts, call: number, outermost: number): Range | undefined {
  for (let at = call; ;) {
    const fn = facts.calls[at]?.fn ?? -1;
    const found = loopIn(facts.functions[fn]?.steps ?? [], at);
    if (found !== undefined && found !== false) return found;
    const outer = facts.functions[fn]?.passedTo;
    if (fn === outermost || !outer) return undefined;
    at = outer.call;
  }
}

/** The innermost open loop around a call; false where the call stands in none, and undefined where it does not stand here. */
function loopIn(steps: readonly Step[], call: number): Range | false | undefined {
  for (const step of steps) {
    if (step === call) return false;
    if (typeof step === 'number') continue;
    for (const list of listsIn(step)) {
      const inner = loopIn(list, call);
      if (inner !== undefined) return inner !== false ? inner : step.is === 'loop' && (step.endless || step.awaits || isFlag(step.test)) ? step.range : false;
    }
  }
  return undefined;
}

/** `running`, `!this.stopped`, `!signal.aborted`: a loop that goes on until it is told to end. */
function isFlag(test: Value | undefined): boolean {
  if (test?.is === 'unary' && test.op === '!') return isFlag(test.of);
  return test?.is === 'ref' || test?.is === 'param' || (test?.is === 'member' && test.name !== 'length' && test.name !== 'size');
}

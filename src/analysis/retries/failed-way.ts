import type { FileFacts, Step, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import { isNothing } from '../nothing.js';
import { namesOfParameter } from '../parameter-uses.js';
import { outcomesOf } from './outcomes.js';

const errors = /^_?(?:e|er|ex|err|error|failure|\w+(?:Err|Error))$/;

/** Whether a function is an error-first callback, by the name of its first parameter, and a call in it is only come to when there is an error. */
export function isOnErrorWay(facts: FileFacts, fn: number, call: number): boolean {
  const names = namesOfParameter(facts, fn, 0).filter(({ name }) => errors.test(name));
  if (names.length === 0 || facts.functions[fn]?.params[0]?.pattern) return false;
  const isError = (value: Value): boolean => value.is === 'ref' && names.some((binding) => facts.bindings[value.to] === binding);
  return isBehind(facts, facts.functions[fn]?.steps ?? [], call, isError) === true;
}

/** `true`: there is an error where the call stands. `false`: it is not told. Absent: it is not among these steps. */
function isBehind(facts: FileFacts, steps: readonly Step[], call: number, isError: (value: Value) => boolean): boolean | undefined {
  let failed = false;
  for (const step of steps) {
    if (step === call) return failed;
    if (typeof step === 'number') continue;
    if (step.is !== 'branch') {
      if (stepsIn([step]).includes(call)) return failed;
      continue;
    }
    const holds = holdsOnError(step.test, isError);
    const at = step.ways.findIndex((way) => stepsIn(way).includes(call));
    if (at !== -1) return failed || (holds !== undefined && at === (holds ? 0 : 1)) || isBehind(facts, step.ways[at] ?? [], call, isError) === true;
    // `if (!error) return done();`
    if (holds !== undefined && !outcomesOf(facts, step.ways[holds ? 1 : 0] ?? []).has('on')) failed = true;
  }
  return undefined;
}

/** Whether a test holds when there is an error: `error`, `error !== null`, `error && attempts < 3`. */
function holdsOnError(test: Value, isError: (value: Value) => boolean): boolean | undefined {
  if (isError(test)) return true;
  if (test.is === 'either' && test.and) return [test.and, ...test.of].some((part) => holdsOnError(part, isError) === true) ? true : undefined;
  if (test.is === 'unary' && test.op === '!') {
    const inner = holdsOnError(test.of, isError);
    return inner === undefined ? undefined : !inner;
  }
  if (test.is !== 'binary' || !/^[!=]==?$/.test(test.op)) return undefined;
  if (isError(test.left) && isNothing(test.right)) return test.op.startsWith('!');
  return undefined;
}

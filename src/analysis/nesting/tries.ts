import type { FileFacts, Step, Value } from '../../model/facts.js';
import { listsIn } from '../every-step.js';

/** A `try` with a `finally`, and the function in which it stands. */
export interface Guarded {
  readonly fn: number;
  readonly body: readonly Step[];
  readonly last: readonly Step[];
  /** What the function does before it. */
  readonly before: readonly Step[];
}

/** The `try … finally` of a file. */
export function guardedIn(facts: FileFacts): readonly Guarded[] {
  return facts.functions.flatMap(({ steps = [] }, fn) => [...within(steps, fn, [])]);
}

function* within(steps: readonly Step[], fn: number, around: readonly Step[]): Iterable<Guarded> {
  for (const [at, step] of steps.entries()) {
    const before = [...around, ...steps.slice(0, at)];
    if (typeof step === 'number') continue;
    if (step.is === 'try' && step.last) yield { fn, body: step.body, last: step.last, before };
    for (const part of listsIn(step)) yield* within(part, fn, before);
  }
}

/** The calls among steps, at whatever depth; `always`: only those that no condition decides on. */
export function callsAmong(steps: readonly Step[], always = false): ReadonlySet<number> {
  const found = new Set<number>();
  const add = (list: readonly Step[]): void => {
    for (const step of list) {
      if (typeof step === 'number') found.add(step);
      else if (!always) listsIn(step).forEach(add);
      else if (step.is === 'label' || step.is === 'try') add(step.body);
    }
  };
  add(steps);
  return found;
}

/** Whether a condition among the steps makes the function return or throw, and is about what is asked for. */
export function leavesOn(steps: readonly Step[], about: (test: Value) => boolean): boolean {
  return steps.some((step) => {
    if (typeof step === 'number') return false;
    const leaves = step.is === 'branch' && about(step.test) && step.ways.some((way) => way.some((s) => typeof s !== 'number' && (s.is === 'return' || s.is === 'throw')));
    return leaves || listsIn(step).some((part) => leavesOn(part, about));
  });
}

/** The tests of the branches around a call. */
export function testsAround(steps: readonly Step[], call: number): readonly Value[] | undefined {
  for (const step of steps) {
    if (step === call) return [];
    if (typeof step === 'number') continue;
    for (const part of listsIn(step)) {
      const inner = testsAround(part, call);
      if (inner) return step.is === 'branch' ? [step.test, ...inner] : inner;
    }
  }
  return undefined;
}

/** Whether a value is, or is made of, the result of a call, by whatever names. */
export function isAbout(facts: FileFacts, value: Value, call: number, depth = 0): boolean {
  if (depth > 6) return false;
  const on = (v: Value): boolean => isAbout(facts, v, call, depth + 1);
  switch (value.is) {
    case 'call': {
      const fact = facts.calls[value.call];
      return value.call === call || (fact?.callee.is === 'member' && on(fact.callee.of)) || fact?.args.some(on) === true;
    }
    case 'ref': return facts.bindings[value.to]?.values.some(on) === true;
    case 'await': case 'unary': case 'member': case 'spread': return on(value.of);
    case 'binary': return on(value.left) || on(value.right);
    case 'either': return value.of.some(on) || (value.and !== undefined && on(value.and));
    case 'fallback': return on(value.first) || on(value.then);
    default: return false;
  }
}

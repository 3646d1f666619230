import type { Step, Value } from '../../model/facts.js';
import { listsIn } from '../every-step.js';

/** Whether a step is the one that is looked for. */
export type StepTest = (step: Step) => boolean;

/** One list of steps, and the place in it, on the way down to a step. */
interface Stage {
  readonly list: readonly Step[];
  readonly at: number;
  /** The part of the step that is gone into. */
  readonly way?: readonly Step[];
}

/** Whether one step may run after another in one run of a function: not on the other way of a condition, not after a return. That a loop comes round again is left aside. */
export function mayFollow(steps: readonly Step[], first: StepTest, second: StepTest): boolean {
  const before = waysTo(steps, first);
  const after = waysTo(steps, second);
  return before.some((b) => after.some((a) => follows(b, a) && !excludeEachOther(b, a)));
}

/** `if (type === 'join') …; if (type === 'leave') …`: one value is not two constants. */
function excludeEachOther(before: readonly Stage[], after: readonly Stage[]): boolean {
  const wanted = before.flatMap(comparedOn);
  return after.flatMap(comparedOn).some((a) => wanted.some((b) => b.of === a.of && b.with !== a.with));
}

/** The constant that something is equal to on the way of a condition. */
function comparedOn({ list, at, way }: Stage): readonly { readonly of: string; readonly with: string | number | boolean | null }[] {
  const step = list[at];
  if (step === undefined || typeof step === 'number' || step.is !== 'branch' || way !== step.ways[0] || step.test.is !== 'binary' || !/^===?$/.test(step.test.op)) return [];
  const { left, right } = step.test;
  return right.is === 'literal' ? [{ of: JSON.stringify(left), with: right.value }] : [];
}

/** What the conditions ask that decide whether a step runs. */
export function conditionsOf(steps: readonly Step[], wanted: StepTest): readonly Value[] {
  return waysTo(steps, wanted).flatMap((way) => way.slice(0, -1).flatMap(({ list, at }) => testOf(list[at])));
}

function testOf(step: Step | undefined): readonly Value[] {
  if (step === undefined || typeof step === 'number') return [];
  return step.is === 'branch' ? [step.test] : step.is === 'switch' ? [step.of] : [];
}

function follows(before: readonly Stage[], after: readonly Stage[]): boolean {
  for (const [depth, here] of before.entries()) {
    const there = after[depth];
    if (!there) return true;
    if (here.list !== there.list) return comesAfterwards(before[depth - 1], here, there);
    if (here.at !== there.at) return here.at < there.at && !before.slice(depth + 1).some(({ list, at }) => leavesAfter(list, at));
  }
  return true;
}

/** Of the parts of one step the catch and the `finally` of a `try` come after its body; the ways of a condition exclude each other. */
function comesAfterwards(outer: Stage | undefined, here: Stage, there: Stage): boolean {
  const step = outer?.list[outer.at];
  if (step === undefined || typeof step === 'number' || step.is !== 'try') return false;
  const order = [step.body, step.caught?.steps ?? [], step.last ?? []];
  return order.indexOf(here.list) < order.indexOf(there.list);
}

/** What stands behind a step in its list returns, throws or jumps. */
function leavesAfter(list: readonly Step[], at: number): boolean {
  return list.slice(at + 1).some((s) => typeof s !== 'number' && (s.is === 'return' || s.is === 'throw' || s.is === 'jump'));
}

/** The ways down to each step that is looked for. */
function waysTo(steps: readonly Step[], wanted: StepTest): readonly (readonly Stage[])[] {
  return steps.flatMap((step, at): readonly (readonly Stage[])[] => {
    const here: Stage = { list: steps, at };
    const inner = listsIn(step).flatMap((part) => waysTo(part, wanted).map((way) => [{ ...here, way: part }, ...way]));
    return wanted(step) ? [[here], ...inner] : inner;
  });
}

import type { Step, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import { isLeaving } from '../leaving.js';

/** What decides on a way out: a test, or that something awaited succeeded or failed. */
export type Reason = Value | 'success' | 'failure';

/** A way out of a loop, or of a function that calls itself. */
export interface Exit {
  readonly reasons: readonly Reason[];
}

interface Around {
  readonly reasons: readonly Reason[];
  /** In a `try` that catches: what is thrown there stays inside. */
  readonly guarded: boolean;
  /** In a loop or a switch inside: a plain `break` stays there. */
  readonly inside: boolean;
  readonly labels: readonly string[];
}

/** The steps that are ways out themselves, besides `return`, `throw` and `break`; `stays` for a `return` that goes on. */
export interface Leaving {
  readonly call: (call: number) => readonly Reason[] | undefined;
  readonly stays: (value: Value | undefined) => boolean;
}

const start: Around = { reasons: [], guarded: false, inside: false, labels: [] };

/** The ways out of the rounds that some steps are, each with all that decides on it. */
export function exitsOf(steps: readonly Step[], leaving: Leaving): readonly Exit[] {
  return inList(steps, start, leaving);
}

function inList(steps: readonly Step[], around: Around, leaving: Leaving): readonly Exit[] {
  const found: Exit[] = [];
  let { reasons } = around;
  for (const step of steps) {
    found.push(...inStep(step, { ...around, reasons }, leaving));
    // What follows `if (test) continue;` is decided on by the test as well.
    reasons = [...reasons, ...testsBeforeLeaving(step)];
  }
  return found;
}

function inStep(step: Step, around: Around, leaving: Leaving): readonly Exit[] {
  const { reasons, guarded } = around;
  if (typeof step === 'number') {
    const own = leaving.call(step);
    return own ? [{ reasons: [...reasons, ...own] }] : [];
  }
  switch (step.is) {
    case 'return': return leaving.stays(step.of) ? [] : [{ reasons: [...reasons, ...(guarded ? (['success'] as const) : [])] }];
    case 'throw': return guarded ? [] : [{ reasons }];
    case 'jump': return step.by === 'break' && (step.label === undefined ? !around.inside : !around.labels.includes(step.label)) ? [{ reasons: [...reasons, ...(guarded ? (['success'] as const) : [])] }] : [];
    case 'branch': return step.ways.flatMap((way, at) => inList(way, { ...around, reasons: [...reasons, testOfWay(step, at)] }, leaving));
    case 'switch': return step.cases.flatMap((way) => inList(way, { ...around, reasons: [...reasons, step.of], inside: true }, leaving));
    case 'loop': return inList(step.body, { ...around, inside: true, reasons: [...reasons, ...[step.test, step.over].filter((v) => v !== undefined)] }, leaving);
    case 'label': return inList(step.body, { ...around, labels: [...around.labels, step.name] }, leaving);
    case 'try': return [
      ...inList(step.body, { ...around, guarded: guarded || step.caught !== undefined }, leaving),
      ...inList(step.caught?.steps ?? [], { ...around, reasons: [...reasons, 'failure'] }, leaving),
      ...inList(step.last ?? [], around, leaving),
    ];
    default: return [];
  }
}

/** What holds on a way of a branch. */
export function testOfWay({ test, on }: Pick<Extract<Step, { is: 'branch' }>, 'test' | 'on'>, way: number): Value {
  return (way === 0) === (on !== 'falsy') ? test : notHolding(test);
}

/** The contrary of a test. */
export function notHolding(test: Value): Value {
  return test.is === 'unary' && test.op === '!' ? test.of : { is: 'unary', op: '!', of: test };
}

/** The tests that decide whether a step leaves the list in which it stands. */
function testsBeforeLeaving(step: Step): readonly Reason[] {
  if (typeof step === 'number') return [];
  switch (step.is) {
    case 'branch': {
      const leaving = step.ways.findIndex((way) => stepsIn(way).some(isLeaving));
      return leaving === -1 ? [] : [testOfWay(step, leaving === 0 ? 1 : 0), ...step.ways.flatMap((way) => way.flatMap(testsBeforeLeaving))];
    }
    case 'try': return [...step.body, ...(step.caught?.steps ?? [])].flatMap(testsBeforeLeaving);
    case 'label': return step.body.flatMap(testsBeforeLeaving);
    default: return [];
  }
}

/** What decides on the steps in which a name is given a constant: `if (answer.ok) done = true;`. */
export function reasonsOfSets(steps: readonly Step[], to: number, reasons: readonly Reason[] = []): readonly (readonly Reason[])[] {
  const inside = (list: readonly Step[], more: readonly Reason[] = []): readonly (readonly Reason[])[] => reasonsOfSets(list, to, [...reasons, ...more]);
  return steps.flatMap((step): readonly (readonly Reason[])[] => {
    if (typeof step === 'number') return [];
    switch (step.is) {
      case 'set': return step.to === to ? [reasons] : [];
      case 'branch': return step.ways.flatMap((way) => inside(way, [step.test]));
      case 'switch': return step.cases.flatMap((way) => inside(way, [step.of]));
      case 'loop': case 'label': return inside(step.body);
      case 'try': return [...inside(step.body, step.caught ? ['success'] : []), ...inside(step.caught?.steps ?? [], ['failure']), ...inside(step.last ?? [])];
      default: return [];
    }
  });
}

/** Whether steps await something, by themselves or by `for await`. */
export function waits(steps: readonly Step[]): boolean {
  return stepsIn(steps).some((s) => typeof s !== 'number' && (s.is === 'await' || (s.is === 'loop' && s.awaits !== undefined)));
}

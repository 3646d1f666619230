import type { Step } from '../../model/facts.js';

/** The steps that may run before a call; `undefined` where it is not among them. What follows it cannot keep it from being run, nor can a `return` before a `finally` in which it stands. */
export function beforeCall(steps: readonly Step[], call: number): readonly Step[] | undefined {
  for (const [index, step] of steps.entries()) {
    const found = step === call ? [step] : typeof step === 'number' ? undefined : inside(step, call);
    if (found) return [...steps.slice(0, index), ...found];
  }
  return undefined;
}

function inside(step: Exclude<Step, number>, call: number): readonly Step[] | undefined {
  switch (step.is) {
    case 'branch': {
      const ways = cut(step.ways, call);
      return ways && [{ ...step, ways }];
    }
    case 'switch': {
      const cases = cut(step.cases, call);
      return cases && [{ ...step, cases }];
    }
    case 'loop': case 'label': {
      const body = beforeCall(step.body, call);
      return body && [{ ...step, body }];
    }
    case 'try': {
      const last = beforeCall(step.last ?? [], call);
      if (last) return last;
      const body = beforeCall(step.body, call);
      if (body) return [{ ...step, body }];
      const caught = step.caught && beforeCall(step.caught.steps, call);
      return step.caught && caught && [{ ...step, caught: { ...step.caught, steps: caught } }];
    }
    default: return undefined;
  }
}

function cut(lists: readonly (readonly Step[])[], call: number): readonly (readonly Step[])[] | undefined {
  const index = lists.findIndex((list) => beforeCall(list, call));
  return index === -1 ? undefined : lists.map((list, at) => (at === index ? (beforeCall(list, call) ?? list) : list));
}

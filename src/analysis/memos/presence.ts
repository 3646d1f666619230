import type { FileFacts, Step, Value } from '../../model/facts.js';
import { listsIn } from '../every-step.js';
import { isLeaving } from '../leaving.js';
import { placeOf } from '../obligations/mark-changes.js';

const asking = new Set(['has', 'get', 'peek', 'includes']);
const deepest = 6;

/** Whether a value is what is remembered in a place, or says that it is there: `this.client`, `cache.get(id)`, `cache[id]`. */
export function isRemembered(facts: FileFacts, value: Value, place: string, depth = 0): boolean {
  const of = (v: Value): boolean => isRemembered(facts, v, place, depth + 1);
  if (depth > deepest) return false;
  if (placeOf(value) === place) return true;
  switch (value.is) {
    case 'await': return of(value.of);
    case 'element': return placeOf(value.of) === place;
    case 'ref': {
      const { values = [] } = facts.bindings[value.to] ?? {};
      return values.length > 0 && values[0] !== undefined && of(values[0]);
    }
    case 'call': {
      const { callee } = facts.calls[value.call] ?? {};
      return callee?.is === 'member' && asking.has(callee.name) && placeOf(callee.of) === place;
    }
    default: return false;
  }
}

/** Whether a test holds where the place has something; `undefined` where that does not say. */
export function holdsWhenPresent(facts: FileFacts, test: Value, place: string, depth = 0): boolean | undefined {
  const of = (v: Value): boolean | undefined => holdsWhenPresent(facts, v, place, depth + 1);
  if (depth > deepest) return undefined;
  if (isRemembered(facts, test, place)) return true;
  switch (test.is) {
    case 'unary': return test.op === '!' ? negated(of(test.of)) : undefined;
    case 'binary': return compared(facts, test, place);
    case 'either': return test.and && test.of[1] ? settled(false, [of(test.and), of(test.of[1])]) : undefined;
    case 'fallback': return settled(true, [of(test.first), of(test.then)]);
    // `client?.isOpen`, `browser.isConnected()`: what is there and of no use any more is as good as missing.
    case 'member': return isRemembered(facts, test.of, place) ? true : undefined;
    case 'call': {
      const { callee } = facts.calls[test.call] ?? {};
      return callee?.is === 'member' && isRemembered(facts, callee.of, place) ? true : undefined;
    }
    case 'ref': {
      const { kind, values } = facts.bindings[test.to] ?? {};
      return kind === 'const' && values?.length === 1 && values[0] ? of(values[0]) : undefined;
    }
    default: return undefined;
  }
}

function compared(facts: FileFacts, { op, left, right }: Extract<Value, { is: 'binary' }>, place: string): boolean | undefined {
  const isNothing = (v: Value): boolean => v.is === 'undefined' || (v.is === 'literal' && (v.value === null || v.value === false));
  const [term, to] = isNothing(left) ? [right, left] : [left, right];
  if (!isRemembered(facts, term, place)) return undefined;
  if (op === 'instanceof') return true;
  return isNothing(to) ? (op === '!==' || op === '!=' ? true : op === '===' || op === '==' ? false : undefined) : undefined;
}

function negated(holds: boolean | undefined): boolean | undefined {
  return holds === undefined ? undefined : !holds;
}

/** One part says it: what is there but has expired, `found && found.end > now`, is as good as missing. */
function settled(first: boolean, holds: readonly (boolean | undefined)[]): boolean | undefined {
  return holds.includes(first) ? first : holds.includes(!first) ? !first : undefined;
}

/** How a step is come to. */
export interface Approach {
  /** Only where the place had nothing: a test before it, or around it, leads others away. */
  readonly absent: boolean;
  /** What is awaited between that test and the step. */
  readonly awaited: readonly Value[];
  /** What runs before the step, in order. */
  readonly before: readonly Step[];
}

/** How a step of a list is come to, as far as tests of a place decide on it; `undefined` where it is not in the list. */
export function approachTo(facts: FileFacts, steps: readonly Step[], place: string, target: Step): Approach | undefined {
  return new Way(facts, place, target).to(steps);
}

class Way {
  private absent = false;
  private awaited: Value[] = [];
  private readonly before: Step[] = [];

  constructor(private readonly facts: FileFacts, private readonly place: string, private readonly target: Step) {}

  to(steps: readonly Step[]): Approach | undefined {
    for (const step of steps) {
      if (step === this.target) return { absent: this.absent, awaited: this.awaited, before: this.before };
      if (typeof step !== 'number' && step.is === 'await') this.awaited.push(step.of);
      this.before.push(step);
      const found = typeof step === 'number' ? undefined : step.is === 'branch' ? this.branch(step) : first(listsIn(step), (list) => this.to(list));
      if (found) return found;
    }
    return undefined;
  }

  private branch({ test, on, ways }: Extract<Step, { is: 'branch' }>): Approach | undefined {
    const holds = holdsWhenPresent(this.facts, test, this.place);
    // The first way is taken where the test holds, or, after `||` and `??`, where it does not.
    const taken = holds === undefined ? undefined : holds === (on === undefined) ? 0 : 1;
    for (const [index, way] of ways.entries()) {
      const state = { absent: this.absent, awaited: this.awaited };
      if (taken !== undefined && taken !== index) this.led();
      const found = this.to(way);
      if (found) return found;
      this.absent = state.absent;
      // What a way awaits from which one comes back is awaited.
      if (isLeaving(way.at(-1))) this.awaited = state.awaited;
    }
    if (taken !== undefined && isLeaving(ways[taken]?.at(-1))) this.led();
    return undefined;
  }

  private led(): void {
    this.absent = true;
    this.awaited = [];
  }
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

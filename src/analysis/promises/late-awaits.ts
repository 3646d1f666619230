import type { CallFact, FileFacts, Range, Step, Value } from '../../model/facts.js';
import { isInSight } from '../failures/in-sight.js';
import { outlookOf } from '../failures/outlook.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import { isListWork, isTaking, listOf, looksAt, refsIn, type StartedPromise } from './started-promises.js';

/** What happens while a promise has no handler. `turn`: an item of its own list is awaited. */
export interface Gap {
  readonly by: 'await' | 'turn' | 'return' | 'throw' | 'call';
  readonly range: Range;
  /** What is awaited or called, for messages. */
  readonly name: string;
  /** What is awaited is not seen, and may be no promise. */
  readonly unsure?: true;
  /** The promise that is awaited first, where it is one of those started here. */
  readonly first?: number;
}

/** How a promise that was started comes to its handler. */
export type Hearing =
  /** Something else is awaited first: until then nobody hears it. `at` is where it is looked at in the end. */
  | { readonly is: 'late'; readonly gap: Gap; readonly at: Range | undefined }
  /** The function is left before. */
  | { readonly is: 'abandoned'; readonly gap: Gap }
  | { readonly is: 'handed on' }
  | { readonly is: 'heard' };

type Open = ReadonlyMap<StartedPromise, Gap | undefined>;

/**
 * Follows the steps of one function, and says of each promise that is started in it how long it is without a handler. A rejection that nobody has a
 * handler for by the end of the microtasks ends the process (https://nodejs.org/api/process.html#event-unhandledrejection).
 */
export function hearingsIn(project: Project, facts: FileFacts, promises: readonly StartedPromise[]): ReadonlyMap<StartedPromise, Hearing> {
  const [first] = promises;
  if (!first) return new Map();
  const walk = new Walk(project, first.file, facts, promises);
  walk.list((first.fn === -1 ? facts.steps : facts.functions[first.fn]?.steps) ?? [], new Map());
  return walk.found;
}

const order = ['late', 'abandoned', 'handed on', 'heard'] as const;

class Walk {
  readonly found = new Map<StartedPromise, Hearing>();
  private readonly starts: ReadonlySet<number>;
  /** States in which a `break`, a `continue` or a failure leaves what is around. */
  private jumps: Open[] = [];
  private readonly failing: Open[][] = [];
  /** The `finally` blocks around, from outside in. */
  private readonly finals: (readonly Step[])[] = [];
  private catches = 0;
  private loops = 0;

  constructor(private readonly project: Project, private readonly file: string, private readonly facts: FileFacts, private readonly promises: readonly StartedPromise[]) {
    this.starts = new Set(promises.flatMap((p) => [...p.starts]));
  }

  /** The state after a list of steps; undefined where its end is not reached. */
  list(steps: readonly Step[], before: Open | undefined): Open | undefined {
    let state = before;
    for (const step of steps) {
      if (!state) return undefined;
      state = this.step(step, state);
    }
    return state;
  }

  private step(step: Step, state: Open): Open | undefined {
    if (typeof step === 'number') return this.call(step, state);
    switch (step.is) {
      case 'await': return this.awaited(step.of, step.range, state);
      case 'drop': case 'set': case 'put': return state;
      case 'jump': this.jumps.push(state); return undefined;
      case 'throw': return this.thrown(state, step.range);
      case 'return': return this.returned(state, step.range);
      case 'label': return this.jumping(() => this.list(step.body, state));
      case 'branch': return merged(step.ways.map((way) => this.list(way, state)));
      case 'switch': return this.jumping(() => this.cases(step.cases, step.hasDefault, state));
      case 'loop': return this.loop(step, state);
      case 'try': return this.try(step, state);
      default: return step satisfies never;
    }
  }

  private cases(cases: readonly (readonly Step[])[], hasDefault: boolean, state: Open): Open | undefined {
    let through: Open | undefined;
    for (const steps of cases) through = this.list(steps, merged([state, through]));
    return merged([through, hasDefault ? undefined : state]);
  }

  /** Twice: what a round starts, the next one may await, unless its name is the round's own. */
  private loop({ body, awaits, endless, once, range }: Extract<Step, { is: 'loop' }>, state: Open): Open | undefined {
    this.loops++;
    const outside = (from: Open): Open => new Map([...from].filter(([p]) => p.declared < range[0] || p.declared >= range[1]));
    const head = (from: Open): Open => (awaits ? this.awaited(awaits, range, outside(from), true) : outside(from));
    const before = head(state);
    const first = this.jumping(() => this.list(body, before));
    const again = first && head(first);
    const second = again && this.jumping(() => this.list(body, again));
    this.loops--;
    return merged([first, second, endless || once ? undefined : notEmpty(before, first)]);
  }

  /** The states that jumps leave with come out at the end of what is around. */
  private jumping(inside: () => Open | undefined): Open | undefined {
    const outer = this.jumps;
    this.jumps = [];
    const result = merged([inside(), ...this.jumps]);
    this.jumps = outer;
    return result;
  }

  private try({ body, caught, last }: Extract<Step, { is: 'try' }>, state: Open): Open | undefined {
    if (last) this.finals.push(last);
    this.failing.push([]);
    if (caught) this.catches++;
    const through = this.list(body, state);
    if (caught) this.catches--;
    const failed = merged(this.failing.pop() ?? []);
    if (!caught && failed) this.failing.at(-1)?.push(failed);
    const handled = caught && this.list(caught.steps, failed);
    if (last) this.finals.pop();
    const end = merged([through, handled]);
    return last ? this.list(last, end) : end;
  }

  private call(call: number, state: Open): Open | undefined {
    const fact = this.facts.calls[call];
    if (!fact || (state.size === 0 && !this.starts.has(call))) return state;
    const after = new Map(state);
    for (const promise of this.promises) {
      if (after.has(promise) && !(promise.list && isListWork(fact, promise.binding)) && promise.uses.some((at) => fact.range[0] <= at && at < fact.range[1])) this.close(after, promise, looksAt(fact) ? 'heard' : 'handed on', fact.range);
      if (promise.starts.has(call) && !(promise.list && after.has(promise))) after.set(promise, undefined);
    }
    if (after.size > 0) this.mayThrow(call, fact, withoutStart(after, call));
    return after;
  }

  private mayThrow(call: number, { calleeRange: range }: CallFact, state: Open): void {
    const thrown = this.project.failures.inList(this.file, [call], true);
    if (!thrown?.sure) return;
    if (this.catches > 0) this.failing.at(-1)?.push(state);
    else this.abandon(state, { by: 'call', range, name: this.nameOf({ is: 'call', call }) });
  }

  private awaited(of: Value, range: Range, state: Open, inLoop = false): Open {
    const after = new Map(state);
    const taken = of.is === 'call' ? this.facts.calls[of.call] : undefined;
    const refs = new Set(refsIn(of));
    let first: number | undefined;
    let sure = inLoop;
    for (const promise of this.promises) {
      const item = promise.list && ([...promise.items, promise.binding].some((b) => refs.has(b)) || listOf(of) === promise.binding || (taken !== undefined && isTaking(taken, promise.binding)));
      const whole = !item && refs.has(promise.binding);
      if (item) this.turn(after, promise, range);
      if (whole) this.close(after, promise, 'heard', range);
      if (whole) first = promise.binding;
      sure ||= item || whole;
    }
    const waits = sure ? 'yes' : this.waits(of);
    if (waits === 'no') return after;
    this.failing.at(-1)?.push(after);
    const gap: Gap = { by: 'await', range, name: this.nameOf(of), ...(waits === 'perhaps' && { unsure: true as const }), ...(first !== undefined && { first }) };
    for (const [promise, known] of after) if (!known || (known.unsure && !gap.unsure)) after.set(promise, gap);
    return after;
  }

  /** Whether an await takes time. A parameter or a property of which nothing is known is as often there at once. */
  private waits(of: Value): 'yes' | 'no' | 'perhaps' {
    const { is } = outlookOf(this.project, this.file, of);
    if (is !== 'unknown') return is === 'none' ? 'no' : 'yes';
    if (of.is !== 'call') return of.is === 'ref' || of.is === 'member' || of.is === 'element' ? 'no' : 'perhaps';
    return isInSight(this.project, { file: this.file, call: of.call }) ? 'yes' : 'perhaps';
  }

  /** An item of a list is awaited: the others are without a handler until it is their turn. */
  private turn(state: Map<StartedPromise, Gap | undefined>, promise: StartedPromise, range: Range): void {
    if (!state.has(promise)) return;
    const known = state.get(promise);
    const gap = known ?? { by: 'turn' as const, range, name: promise.name };
    if (known || this.loops > 0) this.record(promise, { is: 'late', gap, at: range });
    state.set(promise, gap);
  }

  /** The end of a path: what is open is not looked at any more. */
  private returned(state: Open, range: Range): Open | undefined {
    const after = new Map(state);
    for (const promise of this.promises) if (promise.uses.some((at) => range[0] <= at && at < range[1])) this.close(after, promise, 'heard', range);
    this.leave(after, { by: 'return', range, name: '' });
    return undefined;
  }

  private thrown(state: Open, range: Range): Open | undefined {
    this.failing.at(-1)?.push(state);
    if (this.catches === 0) this.leave(state, { by: 'throw', range, name: '' });
    return undefined;
  }

  /** Leaves the function: the `finally` blocks on the way out are run first. */
  private leave(state: Open, gap: Gap): void {
    const finals = this.finals.splice(0);
    const after = finals.toReversed().reduce<Open | undefined>((s, steps) => this.list(steps, s), state);
    this.finals.push(...finals);
    if (after) this.abandon(after, gap);
  }

  private abandon(state: Open, gap: Gap): void {
    for (const [promise, known] of state) {
      if (known && known.by === 'await') this.record(promise, { is: 'late', gap: known, at: undefined });
      else if (promise.always) this.record(promise, { is: 'abandoned', gap });
    }
  }

  private close(state: Map<StartedPromise, Gap | undefined>, promise: StartedPromise, is: 'heard' | 'handed on', at: Range): void {
    if (!state.has(promise)) return;
    const gap = state.get(promise);
    state.delete(promise);
    this.record(promise, gap ? { is: 'late', gap, at } : { is });
  }

  private record(promise: StartedPromise, hearing: Hearing): void {
    const known = this.found.get(promise);
    if (!known || order.indexOf(hearing.is) < order.indexOf(known.is)) this.found.set(promise, hearing);
  }

  private nameOf(value: Value): string {
    return writtenName(this.facts, value.is === 'call' ? (this.facts.calls[value.call]?.callee ?? value) : value);
  }
}

/** A call that throws has started nothing. */
function withoutStart(state: Open, call: number): Open {
  return new Map([...state].filter(([promise]) => !promise.starts.has(call)));
}

/** A loop that hears the promises of a list does not run only where the list is empty. */
function notEmpty(before: Open, after: Open | undefined): Open {
  return new Map([...before].filter(([promise]) => !promise.list || !after || after.has(promise)));
}

/** What may be open where several ways meet. */
function merged(states: readonly (Open | undefined)[]): Open | undefined {
  const reached = states.filter((s) => s !== undefined);
  if (reached.length === 0) return undefined;
  const all = new Map<StartedPromise, Gap | undefined>();
  for (const state of reached) for (const [promise, gap] of state) all.set(promise, all.get(promise) ?? gap);
  return all;
}

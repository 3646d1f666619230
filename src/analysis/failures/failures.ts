import type { CallFact, FileFacts, FunctionFact, Step, Value } from '../../model/facts.js';
import { flatten, functionKey, type CallRef, type FunctionRef } from '../abstract.js';
import { calleeName } from '../names.js';
import type { Project } from '../project.js';
import { isDoubtful } from './doubt.js';
import { behindCall, heaviest, weight, worse, type Failure, type Outlook } from './failure.js';
import { asksForConstant } from './guards.js';
import { outlookOf } from './outlook.js';
import { syncCall } from './sync-calls.js';

const deepest = 12;

/** Methods that run what they are given before they return. */
const onTheSpot = new Set(['map', 'flatMap', 'forEach', 'filter', 'some', 'every', 'find', 'findIndex', 'reduce', 'sort']);

/** A place in the steps of a function. */
interface Place {
  readonly file: string;
  readonly facts: FileFacts;
  readonly async: boolean;
  /** In a `catch` or a `finally`: what is awaited there and not known is not held against it. */
  readonly mending: boolean;
}

/** What fails in a piece of a function: caught by a `try` around it, or past every `try`, as a promise that is returned without `await`. */
interface Found {
  readonly caught: Failure | undefined;
  readonly past: Failure | undefined;
}

const nothing: Found = { caught: undefined, past: undefined };

/**
 * Whether functions can fail, across the functions that they call. What a function finds out while it is being looked at further up counts as no failure
 * there, and such an answer is not kept, so that it does not matter where the question began.
 */
export class Failures {
  private readonly known = new Map<string, Failure | undefined>();
  private readonly open = new Map<string, number>();
  /** Depth of the outermost function that a cycle led back to. */
  private cut = Infinity;

  constructor(readonly project: Project) {}

  /** The first thing that makes the function throw or its promise reject; `undefined` where nothing in it can. */
  of(fn: FunctionRef): Failure | undefined {
    const key = functionKey(fn);
    if (this.known.has(key)) return this.known.get(key);
    const facts = this.project.evaluator.facts(fn.file);
    const fact = facts?.functions[fn.fn];
    if (!facts || !fact) return undefined;
    const at = this.open.get(key);
    if (at !== undefined || this.open.size >= deepest) {
      this.cut = Math.min(this.cut, at ?? 0);
      return undefined;
    }
    return this.compute(key, { file: fn.file, facts, async: fact.async === true, mending: false }, fact);
  }

  private compute(key: string, place: Place, fact: FunctionFact): Failure | undefined {
    const before = this.cut;
    const depth = this.open.size;
    this.cut = Infinity;
    this.open.set(key, depth);
    const { caught, past } = this.inSteps(place, fact.steps ?? []);
    const found = worse(caught, past);
    this.open.delete(key);
    const complete = this.cut >= depth;
    if (complete || found?.sure) this.known.set(key, found);
    this.cut = complete ? before : Math.min(before, this.cut);
    return found;
  }

  /** What fails in a list of steps and is not caught there. */
  inList(file: string, steps: readonly Step[], async: boolean): Failure | undefined {
    const facts = this.project.evaluator.facts(file);
    if (!facts) return undefined;
    const { caught, past } = this.inSteps({ file, facts, async, mending: false }, steps);
    return worse(caught, past);
  }

  private inSteps(place: Place, steps: readonly Step[]): Found {
    let all = nothing;
    for (const step of steps) {
      all = join(all, this.inStep(place, step));
      if (saysAll(all.caught) && saysAll(all.past)) break;
    }
    return all;
  }

  private inStep(place: Place, step: Step): Found {
    const { file } = place;
    if (typeof step === 'number') return caught(this.inCall(place, { file, call: step }));
    switch (step.is) {
      case 'throw': return caught({ is: 'throw', file, range: step.range, name: '', sure: true, through: [] });
      case 'await': return caught(this.inAwait(place, step.of, step.range));
      case 'return': return { caught: undefined, past: place.async && step.of ? rejectionIn(outlookOf(this.project, file, step.of)) : undefined };
      case 'branch': return this.inBranch(place, step);
      case 'switch': return step.cases.reduce<Found>((all, way) => join(all, this.inSteps(place, way)), nothing);
      case 'loop': return join(caught(step.awaits && { is: 'await', file, range: step.range, name: 'for await', sure: true, through: [] }), this.inSteps(place, step.body));
      case 'label': return this.inSteps(place, step.body);
      case 'try': return this.inTry(place, step);
      case 'drop': case 'set': case 'put': case 'jump': return nothing;
    }
  }

  private inBranch(place: Place, { test, ways }: Extract<Step, { is: 'branch' }>): Found {
    const found = ways.reduce<Found>((all, way) => join(all, this.inSteps(place, way)), nothing);
    return (found.caught || found.past) && asksForConstant(this.project, place.file, test) ? { caught: guarded(found.caught), past: guarded(found.past) } : found;
  }

  private inTry(place: Place, { body, caught: handler, last = [] }: Extract<Step, { is: 'try' }>): Found {
    const inside = this.inSteps(place, body);
    const mending = { ...place, mending: true };
    const after = handler && inside.caught ? this.inSteps(mending, handler.steps) : nothing;
    return join({ caught: handler ? after.caught : inside.caught, past: worse(inside.past, after.past) }, this.inSteps(mending, last));
  }

  private inAwait(place: Place, value: Value, range: Failure['range']): Failure | undefined {
    const outlook = outlookOf(this.project, place.file, value);
    if (outlook.is === 'rejects') return outlook.by;
    if (outlook.is !== 'unknown' && outlook.is !== 'lazy') return undefined;
    const call = value.is === 'call' ? value.call : undefined;
    const sure = outlook.is === 'lazy' || (call !== undefined && !place.mending && !isDoubtful(this.project, { file: place.file, call }));
    return { is: 'await', file: place.file, range: call === undefined ? range : (place.facts.calls[call]?.calleeRange ?? range), name: call === undefined ? '' : calleeName(place.facts, call), sure, ...(outlook.is === 'unknown' && { guess: true as const }), through: [] };
  }

  private inCall(place: Place, ref: CallRef): Failure | undefined {
    const fact = place.facts.calls[ref.call];
    if (!fact || fact.decorator) return undefined;
    const own = flatten(this.project.evaluator.evaluate(ref.file, fact.callee)).filter((v) => v.is === 'function');
    if (own.length > 0) return own.map((fn) => this.throughCall(fn, ref)).reduce(worse, undefined);
    return worse(this.inCallback(place, ref, fact), this.inForeignCall(place, ref, fact));
  }

  /** An async function does not throw: its promise rejects, which is asked where the promise is looked at. */
  private throughCall(fn: FunctionRef, ref: CallRef): Failure | undefined {
    const fact = this.project.evaluator.facts(fn.file)?.functions[fn.fn];
    if (!fact || fact.async || fact.generator) return undefined;
    const inner = this.of(fn);
    const call = this.project.evaluator.call(ref);
    return inner && call && behindCall(inner, ref, call);
  }

  private inForeignCall({ file, facts, mending }: Place, ref: CallRef, fact: CallFact): Failure | undefined {
    const known = syncCall(this.project.evaluator, ref, facts, fact);
    if (known === 'safe' || (known === 'open' && (mending || givesPromise(this.project, ref)))) return undefined;
    return { is: 'call', file, range: fact.calleeRange, name: calleeName(facts, ref.call), sure: known === 'throws', through: [] };
  }

  /** `items.map((item) => parse(item))` fails when the function does. */
  private inCallback({ facts }: Place, ref: CallRef, { callee, args }: CallFact): Failure | undefined {
    if (callee.is !== 'member' || !onTheSpot.has(callee.name)) return undefined;
    return args.flatMap((a) => (a.is === 'function' && !facts.functions[a.fn]?.async ? [this.of({ file: ref.file, fn: a.fn })] : [])).reduce(worse, undefined);
  }
}

/** Nothing that follows would be named in its place. */
function saysAll(failure: Failure | undefined): boolean {
  return failure !== undefined && weight(failure) === heaviest;
}

/** What gives a promise rejects it, as a rule, instead of throwing. */
function givesPromise(project: Project, { file, call }: CallRef): boolean {
  const { is } = outlookOf(project, file, { is: 'call', call });
  return is === 'rejects' || is === 'settles' || is === 'lazy';
}

/** The failure that rejects a promise, if it is one that may be. */
export function rejectionIn(outlook: Outlook): Failure | undefined {
  return outlook.is === 'rejects' ? outlook.by : undefined;
}

function guarded(failure: Failure | undefined): Failure | undefined {
  return failure && { ...failure, guarded: true };
}

function caught(failure: Failure | undefined): Found {
  return failure ? { caught: failure, past: undefined } : nothing;
}

function join(a: Found, b: Found): Found {
  return { caught: worse(a.caught, b.caught), past: worse(a.past, b.past) };
}

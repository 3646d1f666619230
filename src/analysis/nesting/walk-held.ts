import type { FileFacts, Value } from '../../model/facts.js';
import { callKey, depthOf, flatten, functionKey, sameCall, type Abstract, type CallRef, type Env, type FunctionRef, type ParamValue } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import type { Project } from '../project.js';
import { registrationOf } from '../promises/registrations.js';
import { liveCalls } from './live-calls.js';
import { hooksOf } from './model-hooks.js';
import { isRelevant } from './relevant.js';
import { nameOf } from './shared-source.js';
import { settled, slotTaken, type SlotTaken } from './slot-taken.js';
import { slowCall } from './slow-call.js';
import { waitedCalls } from './waited.js';

/** What happens while something is held, and the calls from there to it. */
export type Happening = {
  readonly ref: CallRef;
  /** The calls through which it is come to; the first stands where it is held. */
  readonly through: readonly CallRef[];
  /** That it happens, and is waited for, is certain. */
  readonly sure: boolean;
} & (
  | { readonly is: 'taken'; readonly taken: SlotTaken }
  | { readonly is: 'slow'; readonly does: string }
  /** A parameter is called: who calls the function says what happens. */
  | { readonly is: 'param'; readonly param: ParamValue; readonly owner: string }
  /** What is called there is not seen. */
  | { readonly is: 'unseen' }
);

/** A function that runs while something is held. */
interface Entered extends FunctionRef {
  readonly env: Env | undefined;
  readonly owner: string;
}

const iterating = new Set(['map', 'flatMap', 'forEach', 'filter', 'reduce', 'some', 'every', 'then', 'catch', 'finally']);
const deepest = 7;
/** More functions than this are not looked at for one holder. */
const most = 250;

/** What happens in a function and in those that it waits for, in their order. */
export class HeldWalk {
  readonly found: Happening[] = [];
  private readonly seen = new Set<string>();

  /** @param callback the function that is given what is held, where it is one */
  constructor(private readonly project: Project, private readonly callback?: FunctionRef) {}

  /**
   * Looks at the calls of a function.
   * @param only which of them come to pass while it is held, and whether that is certain; all where this is absent
   */
  enter(fn: Entered, through: readonly CallRef[] = [], sure = true, only?: ReadonlyMap<number, boolean>): void {
    const key = `${functionKey(fn)}/${String(fn.env?.id)}/${fn.owner}/${String(sure)}`;
    if (this.seen.has(key) || this.seen.size > most || through.length > deepest) return;
    this.seen.add(key);
    const facts = this.project.evaluator.facts(fn.file);
    if (!facts) return;
    const waited = waitedCalls(facts);
    const live = only ?? liveCalls(this.project, fn, fn.env);
    for (const [call, fact] of facts.calls.entries()) {
      if (fact.fn !== fn.fn || fact.decorator || !live.has(call)) continue;
      this.look(fn, { file: fn.file, call }, through, sure && live.get(call) === true, waited.has(call));
    }
  }

  /** A call at which something is held already: the function that it is given. */
  given(value: Abstract, ref: CallRef, from: Entered, through: readonly CallRef[], sure: boolean): void {
    if (value.is === 'function') this.enter({ file: value.file, fn: value.fn, env: value.env ?? (this.isInside(value, from) ? from.env : undefined), owner: this.isInside(value, from) ? from.owner : this.ownerOf(ref, from, value) }, through, sure);
    else if (value.is === 'param' && value.path.length === 0) this.found.push({ is: 'param', ref, through, sure, param: value, owner: from.owner });
  }

  private look(fn: Entered, ref: CallRef, through: readonly CallRef[], sure: boolean, waited: boolean): void {
    const { evaluator } = this.project;
    const fact = evaluator.call(ref);
    if (!fact) return;
    const isOnGiven = this.isOnGiven(ref);
    const taken = waited && !isOnGiven ? slotTaken(this.project, ref, fn.env, fn.owner) : undefined;
    if (taken) this.found.push({ is: 'taken', ref, through, sure: sure && taken.sure, taken });
    if (waited && !taken) this.enterHooks(ref, fn, through, sure);
    const does = waited ? slowCall(this.project, ref, fn.env) : undefined;
    if (does !== undefined) this.found.push({ is: 'slow', ref, through, sure, does });
    const targets = settled(evaluator.evaluate(ref.file, fact.callee, fn.env));
    const certain = sure && targets.length === 1;
    for (const target of targets) {
      if (target.is === 'function') this.callOwn(target, ref, fn, through, certain, waited);
      else if (target.is === 'param' && target.path.length === 0) this.found.push({ is: 'param', ref, through, sure: certain && waited, param: target, owner: fn.owner });
      else if (target.is !== 'library' && target.is !== 'class' && waited && fact.awaited && !isOnGiven) this.found.push({ is: 'unseen', ref, through, sure: false });
    }
    if (!targets.some((t) => t.is === 'function')) this.callForeign(ref, fn, through, certain && (targets[0]?.is === 'library' || isIteration(fact.callee)), waited);
  }

  /** What the model runs with it: that may take something of its own. */
  private enterHooks(ref: CallRef, { env }: Entered, through: readonly CallRef[], sure: boolean): void {
    for (const hook of hooksOf(this.project, ref, env)) {
      if (hook.sure) this.enter({ ...hook.fn, env: undefined, owner: '' }, [...through, ref], sure);
      else this.found.push({ is: 'unseen', ref, through, sure: false });
    }
  }

  /** `tx.query()`, where `tx` is what the function is given for the time in which something is held. */
  private isOnGiven({ file, call }: CallRef): boolean {
    const facts = this.project.evaluator.facts(file);
    const callee = facts?.calls[call]?.callee;
    return facts !== undefined && callee !== undefined && this.callback !== undefined && this.callback.file === file && isParameterOf(facts, callee, this.callback.fn);
  }

  private callOwn(target: Extract<Abstract, { is: 'function' }>, ref: CallRef, fn: Entered, through: readonly CallRef[], sure: boolean, waited: boolean): void {
    if (!waited || !isRelevant(this.project, target) || this.project.evaluator.facts(target.file)?.functions[target.fn]?.generator) return;
    if (depthOf(fn.env) >= deepest) return;
    const env = this.project.evaluator.entered(target, ref, fn.env);
    this.enter({ file: target.file, fn: target.fn, env, owner: this.ownerOf(ref, fn, target) }, [...through, ref], sure);
  }

  /** Functions that are given to a call of a library which is waited for, and runs them before it is done. */
  private callForeign(ref: CallRef, fn: Entered, through: readonly CallRef[], sure: boolean, waited: boolean): void {
    const { args = [] } = this.project.evaluator.call(ref) ?? {};
    if (!waited) return;
    for (const [at, argument] of args.entries()) {
      if (!mayBeFunction(argument)) continue;
      const registration = registrationOf(this.project, ref, at);
      if (registration.is === 'nothing' || (registration.is === 'occasion' && (registration.occasion.when === 'timer' || registration.occasion.when === 'event'))) continue;
      for (const value of flatten(this.project.evaluator.evaluate(ref.file, argument, fn.env))) {
        if (value.is === 'function') this.given(value, ref, fn, value.file === ref.file && this.isInside(value, fn) ? through : [...through, ref], sure);
      }
    }
  }

  private isInside(value: FunctionRef, from: FunctionRef): boolean {
    return value.file === from.file && isInside(this.project.evaluator.facts(value.file), value.fn, from.fn);
  }

  /** The object whose method is entered: that of the code at hand for `this.save()`, else what the method is called on. */
  private ownerOf(ref: CallRef, from: Entered, target: FunctionRef): string {
    const facts = this.project.evaluator.facts(ref.file);
    const callee = facts?.calls[ref.call]?.callee;
    if (!facts || callee?.is !== 'member' || this.project.evaluator.facts(target.file)?.functions[target.fn]?.kind === 'arrow') return this.isInside(target, from) ? from.owner : '';
    return nameOf(facts, ref.file, callee.of, from.owner) ?? callKey(ref);
  }
}

function mayBeFunction({ is }: Value): boolean {
  return is === 'function' || is === 'ref' || is === 'member' || is === 'call';
}

/** Whether what stands before all calls and members is a parameter of the function. */
function isParameterOf(facts: FileFacts, value: Value, fn: number, depth = 0): boolean {
  if (depth > 12) return false;
  switch (value.is) {
    case 'param': return value.fn === fn;
    case 'await': case 'member': return isParameterOf(facts, value.of, fn, depth + 1);
    case 'ref': return facts.bindings[value.to]?.values.every((v) => isParameterOf(facts, v, fn, depth + 1)) === true && facts.bindings[value.to]?.values.length !== 0;
    case 'call': {
      const callee = facts.calls[value.call]?.callee;
      return callee !== undefined && isParameterOf(facts, callee, fn, depth + 1);
    }
    default: return false;
  }
}

function isIteration(callee: Value): boolean {
  return callee.is === 'member' && iterating.has(callee.name);
}

/** The call of the holder's own function that leads to what happens: the last one on the way that is written inside of it. */
export function placeInside(project: Project, { through, ref }: Pick<Happening, 'through' | 'ref'>, fn: FunctionRef): { readonly at: CallRef; readonly then: readonly CallRef[] } | undefined {
  const way = [...through, ref];
  const index = way.findLastIndex(({ file, call }) => file === fn.file && isInside(project.evaluator.facts(file), project.evaluator.call({ file, call })?.fn ?? -1, fn.fn));
  const at = way[index];
  return at && { at, then: way.slice(index + 1).filter((r) => !sameCall(r, at)) };
}

import type { FileFacts, Step, Value } from '../../model/facts.js';
import type { FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { everyStep, stepsIn } from '../every-step.js';
import { isExported } from '../exported.js';
import { changeOf } from '../obligations/mark-changes.js';
import type { Project } from '../project.js';
import { isListening } from '../promises/registrations.js';
import type { MemoStore } from './memo-stores.js';

/** Whether what is kept is dropped again when it has failed: `unclear` where that depends on when other code runs. */
export type Drop = 'failing' | 'unclear' | 'none';

/** Where a file drops what a store keeps. */
export function dropOf(project: Project, file: string, facts: FileFacts, { place, fn, step: store }: MemoStore): Drop {
  const kept = keyOfStep(facts, store);
  let found: Drop = 'none';
  for (const { step, fn: by } of everyStep(facts)) {
    const change = by === -1 || step === store ? undefined : changeOf(facts, step);
    if (change?.place !== place || change.does !== 'reset' || facts.functions[by]?.kind === 'constructor') continue;
    if (isOtherKey(facts, fn.fn, kept, keyOfStep(facts, step))) {
      found = 'unclear';
      continue;
    }
    if (isOnFailure(project, file, facts, step, by)) return 'failing';
    if (by === fn.fn ? !followsSuccess(facts, fn.fn, store, step) : isInside(facts, by, fn.fn) || isCalledFromWithin(project, { file, fn: by }, facts, fn.fn) || (project.partial && isExported(project.evaluator, { file, fn: by }))) found = 'unclear';
  }
  return found;
}

/** Whether what is kept runs it on its way: `this.next = this.last.then(() => this.start())`, where `start` sets `next` back. */
function isCalledFromWithin(project: Project, called: FunctionRef, facts: FileFacts, fn: number): boolean {
  return project.graph.callersOf(called).some((by) => {
    const home = by.file === called.file ? (facts.calls[by.call]?.fn ?? -1) : -1;
    return home !== fn && home !== -1 && isInside(facts, home, fn);
  });
}

/** The key under which a step puts an entry, or takes it out. */
function keyOfStep(facts: FileFacts, step: Step): Value | undefined {
  if (typeof step === 'number') return facts.calls[step]?.args[0];
  return step.is === 'put' && step.target.is === 'element' ? step.target.key : undefined;
}

/** Whether two keys are sure to be different ones: two names that the function sees, of which neither stands for the other. `String(id)` and the like may be as good as `id`. */
function isOtherKey(facts: FileFacts, fn: number, kept: Value | undefined, dropped: Value | undefined): boolean {
  if (kept?.is !== 'ref' || dropped?.is !== 'ref') return false;
  const [one, other] = [kept, dropped].map(({ to }) => origin(facts, to));
  if (one === undefined || other === undefined || one === other) return false;
  const isSeen = [one, other].every((to) => isInside(facts, fn, facts.bindings[to]?.fn ?? -1));
  return isSeen && [one, other].every((to) => facts.bindings[to]?.values.every((v) => v.is === 'param' || (v.is === 'text' && v.parts.filter((p) => p.is !== 'literal').length > 1)) === true);
}

/** The name for which a name stands, through those that are only given it. */
function origin(facts: FileFacts, to: number, depth = 0): number | undefined {
  const values = facts.bindings[to]?.values ?? [];
  const [only] = values;
  if (values.length !== 1 || !only || depth > 4) return undefined;
  return only.is === 'ref' ? origin(facts, only.to, depth + 1) : to;
}

/** After an `await` behind the store: only what went well gets there. */
function followsSuccess(facts: FileFacts, fn: number, store: Step, step: Step): boolean {
  const own = stepsIn(facts.functions[fn]?.steps ?? []);
  return own.slice(own.indexOf(store), Math.max(own.indexOf(step), 0)).some((s) => typeof s !== 'number' && s.is === 'await');
}

/** In a catch, a finally, a function that hears the rejection or an event, or one that a timer runs; also by way of a function that is called or handed on there. */
function isOnFailure(project: Project, file: string, facts: FileFacts, step: Step, fn: number): boolean {
  if (isMending(facts.functions[fn]?.steps ?? [], step, false) || isHearer(facts, fn)) return true;
  const self: FunctionRef = { file, fn };
  const called = project.graph.callersOf(self).some((by) => {
    const fact = project.evaluator.call(by);
    const home = project.evaluator.facts(by.file);
    return fact !== undefined && home !== undefined && (fact.inTry === 'catch' || fact.cleanup === true || isHearer(home, fact.fn));
  });
  return called || project.graph.handedOn(self).some(({ ref, at }) => {
    const home = project.evaluator.facts(ref.file);
    return home !== undefined && hears(home, ref.call, at);
  });
}

function isHearer(facts: FileFacts, fn: number): boolean {
  for (let at = fn; at !== -1; at = facts.functions[at]?.parent ?? -1) {
    const given = facts.functions[at]?.passedTo;
    if (given && hears(facts, given.call, given.index)) return true;
  }
  return false;
}

function hears(facts: FileFacts, call: number, index: number): boolean {
  const fact = facts.calls[call];
  if (!fact) return false;
  const { callee } = fact;
  if (callee.is === 'global') return callee.name === 'setTimeout' || callee.name === 'setInterval';
  return isListening(fact) || (callee.is === 'member' && (callee.name === 'catch' || callee.name === 'finally' || (callee.name === 'then' && index === 1)));
}

/** Whether a step stands in a catch or a finally. */
function isMending(steps: readonly Step[], target: Step, mending: boolean): boolean {
  return steps.some((step) => {
    if (step === target) return mending;
    if (typeof step === 'number') return false;
    switch (step.is) {
      case 'branch': return step.ways.some((way) => isMending(way, target, mending));
      case 'switch': return step.cases.some((way) => isMending(way, target, mending));
      case 'loop': case 'label': return isMending(step.body, target, mending);
      case 'try': return isMending(step.body, target, mending) || isMending(step.caught?.steps ?? [], target, true) || isMending(step.last ?? [], target, true);
      default: return false;
    }
  });
}

import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import { isExecutorsOwn, isInside } from '../deadline/timers.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import { isAsking } from './asking.js';
import { hasTimer } from './timed-end.js';

/** A promise whose `resolve` is only put into a collection: it settles when other code takes it out. */
export interface StoredResolver {
  readonly ref: CallRef;
  /** The function whose result it is; -1 for the module. */
  readonly fn: number;
  /** `this.waiters`. */
  readonly collection: string;
  /** A lock's waiter comes when holders release; a reply when a peer answers. */
  readonly kind: 'lock' | 'reply' | 'other';
}

const storing = new Set(['push', 'unshift', 'set', 'add', 'enqueue', 'append']);
const lockFunctions = /^_?(?:acquire|lock|obtain|enter|reserve|checkout|borrow|waitFor(?:Lock|Slot|Permit|Token|Turn|Unlock)|wait)(?:[A-Z]\w*)?$/;
const lockClasses = /mutex|semaphore?|lock|latch|limiter|throttle|pool|gate/i;

/** The stored resolvers of a file, without those that a timer may settle. */
export function storedResolvers(project: Project, file: string): readonly StoredResolver[] {
  const facts = project.evaluator.facts(file);
  if (!facts) return [];
  return facts.functions.flatMap((executor, id) => {
    const call = executor.passedTo?.index === 0 ? executor.passedTo.call : undefined;
    const made = call === undefined ? undefined : facts.calls[call];
    if (call === undefined || !made?.construct || made.callee.is !== 'global' || made.callee.name !== 'Promise') return [];
    const collection = collectionOf(facts, id);
    if (collection === undefined || isTaken(facts, id) || hasTimer(facts, facts.functions[made.fn]?.cls, id)) return [];
    return [{ ref: { file, call }, fn: made.fn, collection, kind: kindOf(facts, made.fn) }];
  });
}

/** What the executor puts its `resolve` into; `undefined` where it does something else with it as well. */
function collectionOf(facts: FileFacts, executor: number): string | undefined {
  for (const { callee, args, fn } of facts.calls) {
    if (!isInside(facts, fn, executor) || callee.is !== 'member' || !storing.has(callee.name)) continue;
    if (args.some((a) => holdsResolve(facts, a, executor))) return writtenName(facts, callee.of);
  }
  return undefined;
}

/** `resolve`, `{ resolve, reject }`, or a function that calls it. */
function holdsResolve(facts: FileFacts, value: Value, executor: number): boolean {
  if (value.is === 'ref') return isExecutorsOwn(facts, value.to, executor);
  if (value.is === 'object') return value.props.some((p) => p.value !== undefined && holdsResolve(facts, p.value, executor));
  return value.is === 'function' && facts.calls.some((c) => isInside(facts, c.fn, value.fn) && c.callee.is === 'ref' && isExecutorsOwn(facts, c.callee.to, executor));
}

/** Whether the executor itself settles the promise, or listens for what does. */
function isTaken(facts: FileFacts, executor: number): boolean {
  return facts.calls.some((c) => c.fn === executor && c.callee.is === 'ref' && isExecutorsOwn(facts, c.callee.to, executor) && !c.conditional)
    || facts.calls.some((c) => isInside(facts, c.fn, executor) && c.callee.is === 'member' && (c.callee.name === 'on' || c.callee.name === 'once' || c.callee.name === 'addEventListener'));
}

function kindOf(facts: FileFacts, fn: number): StoredResolver['kind'] {
  const around = facts.functions[fn];
  const cls = around?.cls === undefined ? undefined : facts.classes[around.cls];
  if (lockFunctions.test(around?.name ?? '') && (cls === undefined || lockClasses.test(cls.name) || releases(facts, around?.cls))) return 'lock';
  const asks = facts.calls.some((c) => isInside(facts, c.fn, fn) && fn !== -1 && c.callee.is === 'member' && !storing.has(c.callee.name) && isAsking(c.callee.name));
  return asks ? 'reply' : 'other';
}

/** Whether a class has a method that gives back what it was asked for. */
function releases(facts: FileFacts, cls: number | undefined): boolean {
  return cls !== undefined && (facts.classes[cls]?.members ?? []).some((m) => /^_?(?:release|unlock|leave|free|giveBack|return|signal)/i.test(m.name));
}

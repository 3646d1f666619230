import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import { calleeName, writtenName } from '../names.js';
import type { Project } from '../project.js';
import type { Failure, Outlook } from './failure.js';
import { isInSight } from './in-sight.js';
import { combined, functionOutlook, outlookOf } from './outlook.js';

const deepest = 8;

/**
 * What `then`, `catch` and `finally` make of a promise, and `Promise.all` and its like of several; `undefined` for every other call.
 * A method of one of these names on something that is not seen is taken for that of a promise: nothing else that a service uses has one.
 */
export function chainOutlook(project: Project, ref: CallRef, facts: FileFacts, { callee, args }: CallFact, depth: number): Outlook | undefined {
  if (callee.is !== 'member') return undefined;
  if (callee.of.is === 'global' && callee.of.name === 'Promise') return ofStatic(project, ref, callee.name, args, depth);
  if (callee.name === 'map' || callee.name === 'flatMap') return ofMapped(project, ref, args[0], depth);
  if (callee.name !== 'then' && callee.name !== 'catch' && callee.name !== 'finally') return undefined;
  const before = outlookOf(project, ref.file, callee.of, depth + 1);
  if (before.is === 'none') return before;
  const handler = callee.name === 'then' ? args[1] : callee.name === 'catch' ? args[0] : undefined;
  const next = callee.name === 'catch' ? undefined : args[0];
  if (callee.name !== 'finally' && args.some((a) => a.is === 'spread')) return { is: 'unknown', why: 'handlers that are spread' };
  if (isHandler(handler)) return ofHandlers(project, ref, [handler, next], depth);
  if (before.is === 'settles') return handlerOutlook(project, ref, next, depth);
  // A name that holds a promise may be heard elsewhere; the promise that `then` makes of it is another one.
  if (before.is === 'rejects' && (before.by.sure || callee.of.is === 'call')) return before;
  return rejects(ref, facts, callee.of.is !== 'call' || isInSight(project, { file: ref.file, call: callee.of.call }));
}

/** `items.map(async (item) => …)` gives a list of promises; `undefined` where the function is not seen. */
function ofMapped(project: Project, ref: CallRef, each: Value | undefined, depth: number): Outlook | undefined {
  const own = each ? flatten(project.evaluator.evaluate(ref.file, each)) : [];
  const outlook = combined(own.map((fn) => (fn.is === 'function' ? functionOutlook(project, fn, depth + 1) : { is: 'unknown', why: 'a function that is not seen' })));
  if (own.length === 0 || outlook.is === 'unknown') return undefined;
  return outlook.is === 'rejects' ? { is: 'rejects', by: { ...outlook.by, through: [ref, ...outlook.by.through] } } : outlook;
}

function isHandler(value: Value | undefined): value is Value {
  return value !== undefined && value.is !== 'undefined' && !(value.is === 'literal' && value.value === null);
}

/** A rejection is heard; what hears it may fail as well. */
function ofHandlers(project: Project, ref: CallRef, handlers: readonly (Value | undefined)[], depth: number): Outlook {
  return combined(handlers.map((h) => handlerOutlook(project, ref, h, depth)));
}

/** The promise that a handler's end makes: rejected when the handler is seen to throw, or gives a promise that rejects. */
function handlerOutlook(project: Project, ref: CallRef, handler: Value | undefined, depth: number): Outlook {
  if (!isHandler(handler)) return { is: 'settles' };
  const own = flatten(project.evaluator.evaluate(ref.file, handler)).filter((v) => v.is === 'function');
  const failures = own.flatMap((fn) => [project.failures.of(fn), ...given(project, fn, depth)]);
  const by = failures.find((f) => f?.sure);
  return by ? { is: 'rejects', by } : { is: 'settles' };
}

/** What a handler gives back is awaited by the chain. */
function given(project: Project, { file, fn }: { readonly file: string; readonly fn: number }, depth: number): readonly (Failure | undefined)[] {
  const fact = project.evaluator.facts(file)?.functions[fn];
  if (!fact || fact.async) return [];
  const outlook = combined(fact.returns.map((v) => outlookOf(project, file, v, depth + 1)));
  return outlook.is === 'rejects' ? [outlook.by] : [];
}

function ofStatic(project: Project, ref: CallRef, name: string, args: readonly Value[], depth: number): Outlook | undefined {
  const facts = project.evaluator.facts(ref.file);
  const [first] = args;
  if (!facts) return undefined;
  switch (name) {
    case 'allSettled': return { is: 'settles' };
    case 'reject': return rejects(ref, facts);
    case 'resolve': return resolved(first ? outlookOf(project, ref.file, first, depth + 1) : { is: 'none' }, ref, facts, first);
    case 'all': case 'race': case 'any': return first ? resolved(ofList(project, ref, facts, first, depth), ref, facts) : { is: 'settles' };
    case 'try': return rejects(ref, facts);
    default: return undefined;
  }
}

/** What the items of a list are: those that are written, what `map` makes of each, what is pushed into a name. */
function ofList(project: Project, ref: CallRef, facts: FileFacts, list: Value, depth: number): Outlook {
  if (list.is === 'ref') return ofNamedList(project, ref, facts, list.to, depth);
  if (list.is === 'array') return combined(list.items.map((item) => (item.is === 'spread' ? ofList(project, ref, facts, item.of, depth + 1) : outlookOf(project, ref.file, item, depth + 1))));
  const fact = list.is === 'call' ? facts.calls[list.call] : undefined;
  const each = fact?.callee.is === 'member' && (fact.callee.name === 'map' || fact.callee.name === 'flatMap') ? fact.args[0] : undefined;
  return each?.is === 'function' ? handlerOutlook(project, ref, each, depth) : rejects(ref, facts);
}

function ofNamedList(project: Project, ref: CallRef, facts: FileFacts, to: number, depth: number): Outlook {
  const binding = facts.bindings[to];
  const isLocal = binding?.kind !== 'param' && binding?.kind !== 'import' && depth < deepest;
  if (!binding || !isLocal || binding.values.length === 0) return rejects(ref, facts);
  const pushed = facts.calls.flatMap(({ callee, args }) => (callee.is === 'member' && callee.name === 'push' && callee.of.is === 'ref' && callee.of.to === to ? args : []));
  return combined([...binding.values.map((value) => ofList(project, ref, facts, value, depth + 1)), ...pushed.map((item) => ofItem(project, ref, facts, item, depth))]);
}

/** Of an item that is not seen nothing is known but that it may reject. */
function ofItem(project: Project, ref: CallRef, facts: FileFacts, item: Value, depth: number): Outlook {
  const outlook = item.is === 'spread' ? ofList(project, ref, facts, item.of, depth + 1) : outlookOf(project, ref.file, item, depth + 1);
  return outlook.is === 'unknown' ? rejects(ref, facts) : outlook;
}

/** A promise of what is given: something that is no promise fulfils it. Who makes one of what a call or a caller gives reckons with a promise. */
function resolved(outlook: Outlook, ref: CallRef, facts: FileFacts, value?: Value): Outlook {
  if (outlook.is === 'none' || outlook.is === 'settles' || (outlook.is === 'unknown' && value && !mayBePromise(facts, value))) return { is: 'settles' };
  return outlook.is === 'rejects' ? outlook : rejects(ref, facts);
}

function mayBePromise(facts: FileFacts, value: Value): boolean {
  if (value.is === 'ref') return facts.bindings[value.to]?.values.some((v) => v.is !== 'ref' && mayBePromise(facts, v)) ?? false;
  return value.is === 'call' || value.is === 'param';
}

function rejects({ file, call }: CallRef, facts: FileFacts, sure = true): Outlook {
  const fact = facts.calls[call];
  return { is: 'rejects', by: { is: 'await', file, range: fact?.calleeRange ?? [0, 0], name: nameBefore(facts, call), sure, through: [] } };
}

/** The work that a chain began with: `load` of `load().then(show)`. */
function nameBefore(facts: FileFacts, call: number): string {
  const callee = facts.calls[call]?.callee;
  if (callee?.is !== 'member' || !/^(?:then|catch|finally)$/.test(callee.name)) return calleeName(facts, call);
  return callee.of.is === 'call' ? nameBefore(facts, callee.of.call) : writtenName(facts, callee.of) || calleeName(facts, call);
}

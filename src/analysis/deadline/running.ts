import type { CallFact, FileFacts } from '../../model/facts.js';
import { referencesOf } from '../promises/references.js';
import { continuationsOf } from './consumers.js';
import { lastName } from './signal-usage.js';
import { isInside } from './timers.js';

const onTheSpot = new Set(['then', 'map', 'flatMap', 'forEach', 'filter', 'reduce', 'some', 'every', 'find', 'from', 'Promise']);
/** What is handed to these runs later, or for somebody else, though the call itself may be awaited. */
const registering = /^(?:on|once|add|use|subscribe|register|handle|process|consume|listen|watch|schedule|every|set(?:Timeout|Interval|Immediate)|(?:add|prepend).*Listener|waitUntil|after|defer|nextTick|queueMicrotask|get|post|put|patch|delete|route)$/;

/** Where a function runs while the function around it waits: the call that runs it, `named` where it is called by its name. */
export type Running = { readonly by: 'call'; readonly call: number } | { readonly by: 'name' } | undefined;

/**
 * Whether a function that stands in another one runs on behalf of it. Not what is kept or returned, what hears events or
 * waits for a timer, what nobody waits for, and what cleans up.
 */
export function runningOf(facts: FileFacts, fn: number): Running {
  const fact = facts.functions[fn];
  const outer = fact?.parent ?? -1;
  if (!fact || outer === -1 || fact.kind === 'method' || fact.kind === 'constructor') return undefined;
  if (fact.passedTo) return isWaitedFor(facts, fact.passedTo.call, fact.passedTo.index) ? { by: 'call', call: fact.passedTo.call } : undefined;
  const { functions, calls, args } = referencesOf(facts);
  const names = functions.aliases.get(fn) ?? [];
  const callers = [...(functions.calls.get(fn) ?? []), ...names.flatMap((to) => calls.get(to) ?? [])].flatMap((call) => facts.calls[call] ?? []);
  if (callers.some((call) => !isInside(facts, call.fn, fn) && isInside(facts, call.fn, outer) && !isAside(call) && runsIn(facts, call.fn, outer))) return { by: 'name' };
  const handed = names.flatMap((to) => args.get(to) ?? []).find(({ call, index, key }) => key === undefined && runsIn(facts, facts.calls[call]?.fn ?? -1, outer) && isWaitedFor(facts, call, index));
  return handed && { by: 'call', call: handed.call };
}

/** Whether code of a function runs while `outer` waits. */
function runsIn(facts: FileFacts, fn: number, outer: number): boolean {
  for (let inner = fn; inner !== outer; ) {
    const fact = facts.functions[inner];
    if (!fact?.passedTo || !runningOf(facts, inner)) return false;
    inner = fact.parent;
  }
  return true;
}

/** Whether what a call is given has run when the wait for the call is over. `catch` and `finally` clean up. */
function isWaitedFor(facts: FileFacts, call: number, index: number): boolean {
  const fact = facts.calls[call];
  if (!fact) return false;
  const name = lastName(facts, fact);
  if (onTheSpot.has(name)) return name !== 'then' || index === 0;
  return !registering.test(name) && name !== 'catch' && name !== 'finally' && !isAside(fact) && (fact.awaited === true || fact.returned === true || isHeld(facts, call));
}

/** Part of a list, of a chain, or held by a variable: `Promise.all([retry(…), …])`. */
function isHeld(facts: FileFacts, call: number): boolean {
  const { args, aliases } = referencesOf(facts).results;
  return args.has(call) || aliases.has(call) || continuationsOf(facts, { is: 'call', call }).some((next) => facts.calls[next]?.awaited === true || facts.calls[next]?.returned === true);
}

/** Nobody waits for it, or it cleans up. */
export function isLeftAlone(facts: FileFacts, call: number): boolean {
  const fact = facts.calls[call];
  if (!fact || fact.decorator || fact.inTry === 'catch' || fact.cleanup) return true;
  return isDropped(facts, call) || isLeftBehind(facts, call);
}

/** `waitUntil(report())`. */
function isLeftBehind(facts: FileFacts, call: number): boolean {
  return sequelOf(facts).leftBehind.has(call);
}

function isAside({ dropped, inTry, cleanup }: CallFact): boolean {
  return dropped === true || inTry === 'catch' || cleanup === true;
}

/** `fetch(url).catch(log)`, and nobody waits for it either. In the executor of a promise it is the promise that is waited for. */
function isDropped(facts: FileFacts, call: number): boolean {
  const fact = facts.calls[call];
  const last = facts.calls[lastOfChain(facts, call)];
  if (!fact || last?.dropped !== true) return false;
  const settling = [...fact.args, ...last.args].some((a) => a.is === 'function' || a.is === 'ref');
  return !(settling && isExecutor(facts, fact.fn));
}

function lastOfChain(facts: FileFacts, call: number): number {
  const next = sequelOf(facts).next.get(call);
  return next === undefined ? call : lastOfChain(facts, next);
}

/** What becomes of the promises that the calls of a file give. */
interface Sequel {
  /** From a call to the first `.then`, `.catch` or `.finally` on it. */
  readonly next: ReadonlyMap<number, number>;
  /** Calls whose promise is given to `waitUntil` and the like. */
  readonly leftBehind: ReadonlySet<number>;
}

/** Every call of a file is asked for: its file is gone through once, not once a call. */
const sequels = new WeakMap<FileFacts, Sequel>();

function sequelOf(facts: FileFacts): Sequel {
  let found = sequels.get(facts);
  if (!found) sequels.set(facts, (found = collectSequel(facts)));
  return found;
}

function collectSequel(facts: FileFacts): Sequel {
  const next = new Map<number, number>();
  const leftBehind = new Set<number>();
  for (const [id, fact] of facts.calls.entries()) {
    const { callee, args } = fact;
    if (callee.is === 'member' && callee.of.is === 'call' && /^(?:then|catch|finally)$/.test(callee.name) && !next.has(callee.of.call)) next.set(callee.of.call, id);
    const given = args.flatMap((a) => (a.is === 'call' ? [a.call] : []));
    if (given.length > 0 && /^(?:waitUntil|after|defer)$/.test(lastName(facts, fact))) for (const call of given) leftBehind.add(call);
  }
  return { next, leftBehind };
}

function isExecutor(facts: FileFacts, fn: number): boolean {
  const passedTo = facts.functions[fn]?.passedTo;
  const call = passedTo && facts.calls[passedTo.call];
  return call?.construct === true && lastName(facts, call) === 'Promise';
}

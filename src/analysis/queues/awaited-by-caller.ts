import type { FileFacts } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import { callRoot, usagesOf } from '../emitters/usages.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';

/** Calls that settle when the promises do that they are given. */
const gathering = new Set(['all', 'allSettled', 'race', 'any']);
const chaining = new Set(['then', 'catch', 'finally']);
/** Calls that run a function as part of what they give. */
const inside = new Set(['then', 'catch', 'finally', 'map', 'flatMap', 'forEach', 'reduce', 'Promise', '$transaction', 'transaction', 'run', 'startActiveSpan']);
const deepest = 8;

/** Whether the function in which a call stands waits for what the call gives: `dropped` where nobody does. */
export function awaitedInFunction(facts: FileFacts, call: number, depth = 0): 'waits' | 'dropped' | 'unknown' {
  const fact = facts.calls[call];
  if (!fact || depth > deepest) return 'unknown';
  if (fact.awaited || fact.returned) return 'waits';
  if (fact.dropped || fact.void) return 'dropped';
  const usages = usagesOf(facts).byRoot.get(callRoot(call)) ?? [];
  const found = usages.map(({ as, at, name }): 'waits' | 'dropped' | 'unknown' => {
    if (as === 'method') return chaining.has(name) ? awaitedInFunction(facts, at, depth + 1) : 'unknown';
    if (as === 'argument') return gathering.has(lastName(facts, facts.calls[at]?.callee ?? { is: 'unknown' })) ? awaitedInFunction(facts, at, depth + 1) : 'unknown';
    if (as === 'returned') return 'waits';
    return 'unknown';
  });
  return found.includes('waits') ? 'waits' : found.length > 0 && found.every((f) => f === 'dropped') ? 'dropped' : 'unknown';
}

/** Whether who answers a request waits for a call, over all functions between the handler and it. */
export function awaitedByHandler(project: Project, ref: CallRef): 'waits' | 'dropped' | 'unknown' {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact) return 'unknown';
  const path = project.reach({ file: ref.file, fn: fact.fn });
  const links: readonly CallRef[] = [...path.calls, ref];
  const found = links.map((link) => {
    const of = project.evaluator.facts(link.file);
    return of ? throughCallbacks(project, of, link) : 'unknown';
  });
  return found.includes('dropped') ? 'dropped' : found.includes('unknown') ? 'unknown' : 'waits';
}

/** A call in a callback is waited for when the call that runs the callback is. */
function throughCallbacks(project: Project, facts: FileFacts, { file, call }: CallRef): 'waits' | 'dropped' | 'unknown' {
  const own = awaitedInFunction(facts, call);
  if (own !== 'waits') return own;
  const fn = facts.calls[call]?.fn ?? -1;
  const taker = facts.functions[fn]?.passedTo;
  if (!taker || project.handlers.some((h) => h.file === file && h.fn === fn)) return 'waits';
  const name = lastName(facts, facts.calls[taker.call]?.callee ?? { is: 'unknown' });
  if (!inside.has(name)) return 'unknown';
  return name === 'Promise' ? 'waits' : awaitedInFunction(facts, taker.call);
}

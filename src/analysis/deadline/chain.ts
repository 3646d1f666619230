import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import type { Evaluator } from '../evaluate.js';

/** A method called on the result of a call: `.timeout(5)` in `request.get(u).timeout(5)`, or later through a variable. */
export interface ChainedCall {
  readonly method: string;
  readonly ref: CallRef;
}

const indexes = new WeakMap<FileFacts, ReadonlyMap<number, readonly ChainedCall[]>>();

/** The methods called on a call's result in the same file, also further down a chain that gives back the same object. */
export function chainedCalls(evaluator: Evaluator, ref: CallRef): readonly ChainedCall[] {
  const facts = evaluator.facts(ref.file);
  if (!facts) return [];
  let index = indexes.get(facts);
  if (!index) indexes.set(facts, (index = indexOf(facts, ref.file)));
  const found: ChainedCall[] = [];
  const queue = [ref.call];
  const seen = new Set<number>();
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const chained of index.get(next) ?? []) {
      found.push(chained);
      queue.push(chained.ref.call);
    }
  }
  return found;
}

/** From a call to the methods that are called on what it gives. */
function indexOf(facts: FileFacts, file: string): ReadonlyMap<number, readonly ChainedCall[]> {
  const index = new Map<number, ChainedCall[]>();
  for (const [id, { callee }] of facts.calls.entries()) {
    if (callee.is !== 'member') continue;
    for (const receiver of callsBehind(facts, callee.of)) {
      const chained: ChainedCall = { method: callee.name, ref: { file, call: id } };
      index.set(receiver, [...(index.get(receiver) ?? []), chained]);
    }
  }
  return index;
}

/** The calls whose result a receiver may be: directly, awaited, through variables, and where asked also as a part of it. */
export function callsBehind(facts: FileFacts, value: Value, depth = 0, throughMembers = false): readonly number[] {
  if (throughMembers && value.is === 'member') return callsBehind(facts, value.of, depth, true);
  if (value.is === 'call') return [value.call];
  if (value.is === 'await') return callsBehind(facts, value.of, depth, throughMembers);
  if (value.is === 'fallback') return [...callsBehind(facts, value.first, depth, throughMembers), ...callsBehind(facts, value.then, depth, throughMembers)];
  if (value.is === 'either') return value.of.flatMap((v) => callsBehind(facts, v, depth, throughMembers));
  if (value.is !== 'ref' || depth > 4) return [];
  const values = facts.bindings[value.to]?.values ?? [];
  return values.flatMap((v) => callsBehind(facts, v, depth + 1, throughMembers));
}

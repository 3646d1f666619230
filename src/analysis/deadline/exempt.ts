import { makesBuilder } from '../../catalog/reading.js';
import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, pathText, type Abstract, type CallRef } from '../abstract.js';
import { callsBehind, chainedCalls } from './chain.js';
import { consumersOf } from './consumers.js';
import type { OutboundCall, OutboundContext } from './outbound.js';
import { settingsAt } from './place.js';
import { isInside } from './timers.js';

/** Whether a call is no wait: by its options (a database that is a file), because it goes on by itself and nobody waits for its end, or as part of another query. */
export function isExempt(context: OutboundContext, outbound: OutboundCall): boolean {
  return isElsewhere(context, outbound) || hasNoCallback(context, outbound) || isLeftRunning(context, outbound) || isPartOfAnother(context, outbound);
}

function isElsewhere(context: OutboundContext, outbound: OutboundCall): boolean {
  const { unless } = outbound.model;
  if (!unless) return false;
  const values = unless.at.flatMap((place) => settingsAt(context, outbound, place)).flatMap((s) => flatten(s.values)).filter((v) => v.is !== 'absent');
  return values.length > 0 && values.every((value) => unless.is.some((one) => isOne(value, one)));
}

function isOne(value: Abstract, one: string | boolean): boolean {
  return value.is === 'literal' ? value.value === one : value.is === 'library' && pathText(value.path) === one;
}

function hasNoCallback({ evaluator }: OutboundContext, { model: { callback }, ref, fact, env }: OutboundCall): boolean {
  if (!callback || fact.args.some((a) => a.is === 'spread')) return false;
  const last = fact.args.length - 1;
  return last < 0 || flatten(evaluator.argument(ref, last, env)).every((v) => v.is === 'literal' || v.is === 'text' || v.is === 'object' || v.is === 'array' || v.is === 'number');
}

const listening = new Set(['on', 'once', 'addListener', 'prependListener']);

/** A child process or a connection that nobody waits for: no listener of its end settles anything, and `once(child, 'exit')` is not asked. */
function isLeftRunning({ evaluator }: OutboundContext, { model: { waitsFor }, ref }: OutboundCall): boolean {
  const facts = evaluator.facts(ref.file);
  if (!waitsFor || !facts) return false;
  const names = (call: CallRef, at: number): boolean => {
    const [event] = evaluator.argument(call, at, undefined);
    return event?.is === 'literal' && waitsFor.some((name) => name === event.value);
  };
  const heard = chainedCalls(evaluator, ref).some((c) => listening.has(c.method) && names(c.ref, 0) && settles(facts, facts.calls[c.ref.call]?.args[1]));
  return !heard && !consumersOf(facts, { is: 'call', call: ref.call }).some(({ call, index }) => index === 0 && names({ file: ref.file, call }, 1));
}

/** A listener that is a parameter (`resolve`, a callback), or that calls one. */
function settles(facts: FileFacts, listener: Value | undefined): boolean {
  if (listener?.is === 'ref') return facts.bindings[listener.to]?.kind === 'param' || (facts.bindings[listener.to]?.values.some((v) => v.is === 'function' && settles(facts, v)) ?? false);
  if (listener?.is !== 'function') return false;
  return facts.calls.some((c) => c.callee.is === 'ref' && facts.bindings[c.callee.to]?.kind === 'param' && isInside(facts, c.fn, listener.fn) && !isInside(facts, facts.bindings[c.callee.to]?.fn ?? -1, listener.fn));
}

/** A builder that is an argument of a method of another builder: `where('id', 'in', db('orders').select('id'))`. */
function isPartOfAnother({ evaluator }: OutboundContext, { reading, ref }: OutboundCall): boolean {
  const facts = evaluator.facts(ref.file);
  if (!facts || !makesBuilder(reading) || facts.calls[ref.call]?.awaited) return false;
  const chain = [ref.call, ...chainedCalls(evaluator, ref).map((c) => c.ref.call)];
  if (chain.some((call) => facts.calls[call]?.awaited)) return false;
  return chain.some((call) => facts.calls.some((c) => c.callee.is === 'member' && c.args.some((a) => a.is === 'call' && a.call === call) && builds(facts, c.callee.of)));
}

/** Whether a receiver is put together by calls, as builders are. */
function builds(facts: FileFacts, receiver: Value): boolean {
  return callsBehind(facts, receiver).length > 0;
}

import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import type { Project } from '../project.js';

/** Methods by which something is asked of a peer. */
const asking = /^(?:send|write|emit|publish|subscribe|unsubscribe|request|query|call|invoke|dispatch|post|postMessage|connect|disconnect|reconnect|open|login|authenticate|register|join|part|ping|notify|ask|rpc|execute|command|push|produce)/i;

/** Whether a method's name says that a peer is asked. */
export function isAsking(method: string): boolean {
  return asking.test(method);
}

/** Methods whose callback is a peer's answer, whatever the library. */
const answered = /^(?:connect|disconnect|emit|send|publish|subscribe|unsubscribe|ping|join|part|login|authenticate|handshake|invoke|rpc|request)$/;

/** Whether the callback of such a method is called when a peer answers. */
export function isAnswered(method: string): boolean {
  return answered.test(method);
}

/** Whether the same object that is listened to is asked for something in the same function: who asks waits for an answer. */
export function asksThrough(project: Project, at: CallRef, emitter: Value): boolean {
  const facts = project.evaluator.facts(at.file);
  const around = facts?.calls[at.call]?.fn ?? -1;
  return facts !== undefined && facts.calls.some((c) => isInside(facts, c.fn, around) && c.callee.is === 'member' && isAsking(c.callee.name) && sameValue(c.callee.of, emitter));
}

/** Whether two expressions of a file are written alike: `this.client` and `this.client`. */
export function sameValue(a: Value, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The names that hold the same thing in a file: a variable and what it was made from. */
export function isSame(facts: FileFacts, a: Value, b: Value): boolean {
  if (sameValue(a, b)) return true;
  const through = (v: Value): Value => (v.is === 'ref' && facts.bindings[v.to]?.values.length === 1 ? (facts.bindings[v.to]?.values[0] ?? v) : v);
  return sameValue(through(a), through(b));
}

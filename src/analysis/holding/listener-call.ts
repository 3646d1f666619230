import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { eventOf, isListening, lastName } from '../promises/registrations.js';
import { onceMethods } from './recurring-events.js';

/** A call that makes an object keep a function and call it later. */
export interface ListenerCall {
  readonly ref: CallRef;
  /** The function in which it stands; -1 for the module. */
  readonly fn: number;
  readonly emitter: Value;
  /** Where it is constant. */
  readonly event: string | undefined;
  /** As messages say it, with its article. */
  readonly noun: string;
  /** Only an event that comes at the end takes it away, if it comes at all. */
  readonly once: 'no' | 'rare' | 'common';
}

/** Events that come at the end of things, or not at all: who waits for them with `once` waits as long as the emitter lives. */
const rare = /^(?:SIG[A-Z0-9]+|exit|beforeExit|uncaughtException|unhandledRejection|abort|close|end|error|disconnect|shutdown|stop|finish|timeout)$/;

/** What a package's objects do with a function that `subscribe` is given: they keep it until it is told otherwise. */
const subscribed: readonly { readonly package: string; readonly made: RegExp; readonly at: number }[] = [
  // rxjs 7: a subject keeps its subscribers until they unsubscribe or it completes (https://rxjs.dev/guide/subject).
  { package: 'rxjs', made: /^new (?:Behavior|Replay)?Subject\(\)$|^(?:interval|timer|fromEvent)\(\)$/, at: 0 },
  // node-redis 4: `subscribe(channel, listener)` adds one more listener to the channel (docs/pub-sub.md).
  { package: 'redis', made: /^(?:createClient|createCluster)\(\)(?:\.duplicate\(\))?$/, at: 1 },
  { package: 'redux', made: /^(?:legacy_)?createStore\(\)$/, at: 0 },
  { package: '@reduxjs/toolkit', made: /^configureStore\(\)$/, at: 0 },
  { package: 'zustand', made: /^createStore\(\)/, at: 0 },
];

/** The calls of a file that add a listener or a subscription. */
export function listenerCalls(project: Project, file: string): readonly ListenerCall[] {
  const facts = project.evaluator.facts(file);
  return (facts?.calls ?? []).flatMap((fact, call): readonly ListenerCall[] => {
    const ref = { file, call };
    if (!facts || fact.decorator || fact.construct || fact.callee.is !== 'member') return [];
    const common = { ref, fn: fact.fn, emitter: fact.callee.of };
    if (isListening(fact) && mayBeListener(fact.args[1])) return [{ ...common, ...eventsOf(project, ref) }];
    if (addsTimeoutListener(project, ref)) return [{ ...common, event: 'timeout', noun: 'a "timeout" listener', once: 'rare' }];
    return isSubscription(project, ref, fact) ? [{ ...common, event: undefined, noun: 'a subscription', once: 'no' }] : [];
  });
}

/** `join.on('a.id', '=', 'b.id')` of a query builder is given texts. */
function mayBeListener(value: Value | undefined): boolean {
  return value !== undefined && value.is !== 'literal' && value.is !== 'text' && value.is !== 'array';
}

function eventsOf(project: Project, ref: CallRef): Pick<ListenerCall, 'event' | 'noun' | 'once'> {
  const event = eventOf(project, ref);
  const noun = event === undefined ? 'a listener' : `${/^[aeiou]/i.test(event) ? 'an' : 'a'} "${event}" listener`;
  return { event, noun, once: !isOnce(project, ref) ? 'no' : event !== undefined && rare.test(event) ? 'rare' : 'common' };
}

function isOnce(project: Project, ref: CallRef): boolean {
  const name = lastName(project.evaluator.facts(ref.file), project.evaluator.call(ref)?.callee ?? { is: 'unknown' });
  return onceMethods.has(name) || optionOf(project, ref, 'once').some((v) => v.is === 'literal' && v.value === true);
}

/** `{ signal }` of `addEventListener`. */
export function isSignalled(project: Project, ref: CallRef): boolean {
  return optionOf(project, ref, 'signal').some((v) => v.is !== 'absent' && !(v.is === 'literal' && v.value === undefined));
}

function optionOf({ evaluator }: Project, ref: CallRef, name: string): readonly Abstract[] {
  if ((evaluator.call(ref)?.args.length ?? 0) < 3) return [];
  return flatten(evaluator.argument(ref, 2, undefined)).flatMap((v) => (v.is === 'object' ? flatten(evaluator.member(v, name)) : v.is === 'literal' ? [] : [v]));
}

/**
 * `socket.setTimeout(ms, callback)`: "The optional callback parameter will be added as a one-time listener for the 'timeout' event" (net.html#socketsettimeouttimeout-callback; http and http2
 * do the same). With 0 it is taken away instead. The timers' own `setTimeout` takes the function first.
 */
function addsTimeoutListener(project: Project, ref: CallRef): boolean {
  const fact = project.evaluator.call(ref);
  const [ms, callback] = fact?.args ?? [];
  if (!fact || !ms || !callback || fact.callee.is !== 'member' || fact.callee.name !== 'setTimeout' || ms.is === 'function' || (ms.is === 'literal' && ms.value === 0)) return false;
  return isFunction(project, ref.file, callback) && !isFunction(project, ref.file, ms);
}

function isFunction(project: Project, file: string, value: Value): boolean {
  const facts = project.evaluator.facts(file);
  if (value.is === 'function') return true;
  if (value.is === 'call') return facts !== undefined && lastName(facts, facts.calls[value.call]?.callee ?? { is: 'unknown' }) === 'bind';
  return (value.is === 'ref' || value.is === 'member') && flatten(project.evaluator.evaluate(file, value)).some((v) => v.is === 'function');
}

/** Who keeps what the call gives can end the subscription. */
function isSubscription(project: Project, ref: CallRef, fact: CallFact): boolean {
  if (fact.callee.is !== 'member' || fact.callee.name !== 'subscribe' || !fact.dropped && !fact.awaited) return false;
  return flatten(project.evaluator.evaluate(ref.file, fact.callee.of)).some((v) => {
    if (v.is !== 'library') return false;
    const path = v.path.map((s, at) => ('member' in s ? `${at > 0 ? '.' : ''}${s.member}` : 'call' in s ? '()' : '')).join('');
    const made = v.path.some((s) => 'call' in s && s.construct) ? `new ${path}` : path;
    const model = subscribed.find((m) => m.package === v.package && m.made.test(made));
    return model !== undefined && fact.args[model.at] !== undefined;
  });
}

/** `const stop = bus.on('x', f)` and `return bus.on('x', f)`: many emitters of others give a function that takes the listener away. */
export function keepsAnswer(facts: FileFacts, { call }: CallRef): boolean {
  const fact = facts.calls[call];
  if (!fact || fact.dropped) return false;
  return !facts.calls.some(({ callee }) => callee.is === 'member' && callee.of.is === 'call' && callee.of.call === call);
}

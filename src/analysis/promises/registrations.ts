import type { CallFact, FileFacts, Range, Value } from '../../model/facts.js';
import { flatten, type CallRef, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';

/** What makes a function run that was handed to a call, or that was assigned as a listener. */
export interface Occasion {
  readonly when: 'timer' | 'promise' | 'callback' | 'event';
  readonly file: string;
  /** What is underlined. */
  readonly range: Range;
  /** The call that was given the function; absent for `socket.onopen = …`. */
  readonly call?: CallRef;
  /** Of events: the name, where it is constant, and what emits it. */
  readonly event?: string;
  readonly emitter?: Value;
}

/** How a call treats a function that it is given. */
export type Registration =
  | { readonly is: 'occasion'; readonly occasion: Occasion }
  /** Nothing comes of it: a listener is taken away. */
  | { readonly is: 'nothing' }
  /** It is called on the spot. */
  | { readonly is: 'now' }
  /** It is kept for later, by whoever holds the collection. */
  | { readonly is: 'stored' }
  /** A function of the project gets it as this parameter. */
  | { readonly is: 'parameter'; readonly of: readonly FunctionRef[]; readonly at: number };

const listening = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'addEventListener', 'addOnceListener']);
/** Functions that run what they are given later, by their names. */
export const timers = new Set(['setTimeout', 'setInterval', 'setImmediate', 'nextTick', 'queueMicrotask', 'requestAnimationFrame']);
const continuing = new Set(['then', 'catch', 'finally']);
const iterating = new Set(['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find', 'findIndex', 'reduce', 'sort']);
/** Methods that keep what they are given. */
export const storing = new Set(['push', 'unshift', 'add', 'set', 'enqueue', 'append', 'splice', 'concat', 'assign', 'defineProperty', 'put', 'insert', 'register', 'setValue']);
const removing = new Set(['off', 'removeListener', 'removeEventListener', 'clearTimeout', 'clearInterval', 'clearImmediate', 'log', 'debug']);
const httpCalls = new Set(['get', 'request']);
const connecting = new Set(['connect', 'createConnection']);

/** Whether a call adds a listener. */
export function isListening(fact: CallFact | undefined): boolean {
  return fact?.callee.is === 'member' && !fact.construct && listening.has(fact.callee.name);
}

/** What becomes of the function that stands at an argument's place. */
export function registrationOf(project: Project, ref: CallRef, index: number): Registration {
  const { evaluator } = project;
  const fact = evaluator.call(ref);
  if (!fact) return { is: 'stored' };
  const name = lastName(evaluator.facts(ref.file), fact.callee);
  if (isListening(fact) && fact.callee.is === 'member' && index > 0) return { is: 'occasion', occasion: listener(project, ref, fact, fact.callee.of) };
  if (removing.has(name)) return { is: 'nothing' };
  if (fact.construct && name === 'Promise') return { is: 'now' };
  if (timers.has(name) && index <= 1) return { is: 'occasion', occasion: occasionOf(ref, fact, 'timer') };
  if (fact.callee.is === 'member') {
    if (continuing.has(name)) return { is: 'occasion', occasion: occasionOf(ref, fact, 'promise') };
    if (iterating.has(name)) return { is: 'now' };
    if (storing.has(name)) return { is: 'stored' };
  }
  const own = flatten(evaluator.evaluate(ref.file, fact.callee)).filter((v) => v.is === 'function');
  if (own.length > 0) return { is: 'parameter', of: own, at: index };
  const event = libraryEvent(project, ref);
  return { is: 'occasion', occasion: event ? { ...occasionOf(ref, fact, 'event'), event, emitter: { is: 'call', call: ref.call } } : occasionOf(ref, fact, 'callback') };
}

/** The moment at which a call runs the function that it is given. */
export function occasionOf(ref: CallRef, { calleeRange }: CallFact, when: Occasion['when']): Occasion {
  return { when, file: ref.file, range: calleeRange, call: ref };
}

function listener(project: Project, ref: CallRef, fact: CallFact, emitter: Value): Occasion {
  const event = eventOf(project, ref);
  return { ...occasionOf(ref, fact, 'event'), emitter, ...(event !== undefined && { event }) };
}

/** The event that a listener is added for; `undefined` where it is not constant. */
export function eventOf(project: Project, ref: CallRef): string | undefined {
  const [event] = project.evaluator.argument(ref, 0, undefined);
  return event?.is === 'literal' && typeof event.value === 'string' ? event.value : undefined;
}

/** Callbacks that Node adds as a listener of what the call gives: `http.get(url, (response) => …)`. */
function libraryEvent(project: Project, ref: CallRef): string | undefined {
  const { evaluator } = project;
  const fact = evaluator.call(ref);
  for (const callee of fact ? flatten(evaluator.evaluate(ref.file, fact.callee)) : []) {
    const [step] = callee.is === 'library' && callee.path.length === 1 ? callee.path : [];
    if (callee.is !== 'library' || !step || !('member' in step)) continue;
    if (/^(?:follow-redirects|https?)$/.test(callee.package.replace(/^node:/, '')) && httpCalls.has(step.member)) return 'response';
    if (/^(?:net|tls)$/.test(callee.package.replace(/^node:/, '')) && connecting.has(step.member)) return 'connect';
  }
  return undefined;
}

/** `get` of `http.get`, `setTimeout`. */
export function lastName(facts: FileFacts | undefined, callee: Value): string {
  if (callee.is === 'member' || callee.is === 'global') return callee.name;
  return callee.is === 'ref' ? (facts?.bindings[callee.to]?.name ?? '') : '';
}

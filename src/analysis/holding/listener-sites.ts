import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { isExported } from '../exported.js';
import type { Project } from '../project.js';
import { eventOf, isListening, lastName } from '../promises/registrations.js';
import { frequencyOf, runsAnewInside, type Frequency } from './frequency.js';
import { lifeOf, type Life } from './life.js';
import { removalOf } from './removals.js';

/** What becomes of a listener that is added somewhere. */
export type ListenerFate =
  | { readonly is: 'fine'; readonly why: string; readonly at?: CallRef }
  /** It stays, and another one comes each time. */
  | { readonly is: 'piles-up'; readonly by: Extract<Frequency, { is: 'repeated' }>['by'] | 'call'; readonly frequency: Frequency; readonly once: boolean }
  /** It is meant to be taken away, and is not. */
  | { readonly is: 'missed'; readonly at: CallRef; readonly why: string }
  /** It waits on a signal of which nobody here knows how long it lives. */
  | { readonly is: 'on-given-signal' }
  | { readonly is: 'unknown'; readonly why: string };

export interface ListenerSite {
  readonly ref: CallRef;
  readonly event: string | undefined;
  readonly fate: ListenerFate;
}

/** Events that come at the end of things, or not at all: who waits for them with `once` waits as long as the emitter lives. */
const rare = /^(?:SIG[A-Z0-9]+|exit|beforeExit|uncaughtException|unhandledRejection|abort|close|end|error|disconnect|shutdown|stop|finish)$/;

/** The listeners that a file adds in functions; those that a module adds are added once. */
export function listenerSites(project: Project, file: string): readonly ListenerSite[] {
  const facts = project.evaluator.facts(file);
  return (facts?.calls ?? []).flatMap((fact, call): readonly ListenerSite[] => {
    const ref = { file, call };
    if (!facts || fact.decorator || !isListening(fact) || fact.args.length < 2 || fact.callee.is !== 'member') return [];
    return [{ ref, event: eventOf(project, ref), fate: fateOf(project, facts, ref, fact.callee.of) }];
  });
}

function fateOf(project: Project, facts: FileFacts, ref: CallRef, emitter: Value): ListenerFate {
  const fn = facts.calls[ref.call]?.fn ?? -1;
  if (fn === -1) return { is: 'fine', why: 'the module adds it once' };
  const life = lifeOf(project, ref.file, emitter);
  const anew = life.is === 'call' && life.by !== undefined && runsAnewInside(project, ref.file, fn, life.by);
  if (life.is === 'call' && !anew) return { is: 'fine', why: 'it goes with what it listens to' };
  if (isSignalled(project, ref)) return { is: 'fine', why: 'a signal takes it away' };
  const removal = removalOf(project, ref, life);
  if (removal.is === 'removed') return { is: 'fine', why: 'it is taken away', at: removal.at };
  if (removal.is === 'missed' && life.is !== 'unknown') return removal;
  if (removal.is === 'open') return { is: 'unknown', why: 'whether what is taken away is this one is not known' };
  if (life.is === 'given') return onGiven(project, ref, life);
  if (life.is === 'instance') return isOwnConstructor(facts, fn, life.cls) ? { is: 'fine', why: 'each object adds it once to what it makes' } : { is: 'unknown', why: 'how often a method runs for one object is not known' };
  if (life.is === 'unknown') return life;
  return onLasting(project, facts, ref, anew);
}

/** On what lives as long as the process, or at least longer than the function that runs for each request. */
function onLasting(project: Project, facts: FileFacts, ref: CallRef, anew: boolean): ListenerFate {
  const once = isOnce(project, facts, ref);
  const event = eventOf(project, ref);
  if (once && (event === undefined || !rare.test(event))) return { is: 'fine', why: 'the event takes it away' };
  if (isFluentAnswer(facts, ref)) return { is: 'unknown', why: 'what the call gives may take it away' };
  const frequency = frequencyOf(project, ref);
  if (frequency.is === 'repeated') return { is: 'piles-up', by: frequency.by, frequency, once };
  const inPromise = settlesPromise(facts, ref);
  if (frequency.is === 'unknown' && inPromise && !project.partial) return { is: 'piles-up', by: 'call', frequency, once };
  if (anew && frequency.is === 'unknown') return { is: 'unknown', why: frequency.why };
  return frequency.is === 'once' ? { is: 'fine', why: 'it is added once' } : { is: 'unknown', why: frequency.why };
}

/** `const stop = bus.on('x', f)` and `return bus.on('x', f)`: many emitters of others give a function that takes the listener away. */
function isFluentAnswer(facts: FileFacts, { call }: CallRef): boolean {
  const fact = facts.calls[call];
  if (!fact || fact.dropped) return false;
  return !facts.calls.some(({ callee }) => callee.is === 'member' && callee.of.is === 'call' && callee.of.call === call);
}

/** A listener in the executor of a promise: a promise is made anew for each call, and its listener stays when it is settled. */
function settlesPromise(facts: FileFacts, { call }: CallRef): boolean {
  const fact = facts.calls[call];
  if (!fact) return false;
  const listener = fact.args[1];
  return facts.calls.some((made) => {
    const [executor] = made.args;
    if (!made.construct || lastName(facts, made.callee) !== 'Promise' || executor?.is !== 'function' || !isInside(facts, fact.fn, executor.fn)) return false;
    const settles = (value: Value | undefined): boolean => value?.is === 'ref' && (facts.bindings[value.to]?.values.some((v) => v.is === 'param' && v.fn === executor.fn) ?? false);
    return settles(listener) || (listener?.is === 'function' && facts.calls.some((c) => isInside(facts, c.fn, listener.fn) && settles(c.callee)));
  });
}

function isOnce(project: Project, facts: FileFacts, ref: CallRef): boolean {
  return /once/i.test(lastName(facts, facts.calls[ref.call]?.callee ?? { is: 'unknown' })) || optionOf(project, ref, 'once').some((v) => v.is === 'literal' && v.value === true);
}

/** `{ signal }` of `addEventListener`. */
function isSignalled(project: Project, ref: CallRef): boolean {
  return optionOf(project, ref, 'signal').some((v) => v.is !== 'absent' && !(v.is === 'literal' && v.value === undefined));
}

function optionOf({ evaluator }: Project, ref: CallRef, name: string): ReturnType<typeof flatten> {
  if ((evaluator.call(ref)?.args.length ?? 0) < 3) return [];
  return flatten(evaluator.argument(ref, 2, undefined)).flatMap((v) => (v.is === 'object' ? flatten(evaluator.member(v, name)) : v.is === 'literal' ? [] : [v]));
}

function isOwnConstructor(facts: FileFacts, fn: number, cls: number): boolean {
  return facts.classes[cls]?.ctor === fn;
}

/** What callers hand in. A listener on a signal that outlives the call stays until it is aborted, which may be never. */
function onGiven(project: Project, ref: CallRef, life: Extract<Life, { is: 'given' }>): ListenerFate {
  const open: ListenerFate = { is: 'unknown', why: 'how long what is handed in lives is not known' };
  const callers = project.graph.callersOf(life.fn);
  const lives = callers.map((by) => lifeAtCaller(project, by, life));
  if (callers.length > 0 && lives.every((l) => l.is === 'call') && !(project.partial && isExported(project.evaluator, life.fn))) return { is: 'fine', why: 'it goes with what the callers hand in' };
  const lasting = callers.find((_, at) => lives[at]?.is === 'process');
  if (lasting) {
    const frequency = frequencyOf(project, lasting);
    if (frequency.is === 'repeated' && !isOnceOfCommonEvent(project, ref)) return { is: 'piles-up', by: frequency.by, frequency, once: false };
  }
  const callee = project.evaluator.call(ref)?.callee;
  const onSignal = callee?.is === 'member' && callee.name === 'addEventListener' && eventOf(project, ref) === 'abort';
  return onSignal && !project.partial && callers.length === 0 && isExported(project.evaluator, life.fn) ? { is: 'on-given-signal' } : open;
}

function isOnceOfCommonEvent(project: Project, ref: CallRef): boolean {
  const facts = project.evaluator.facts(ref.file);
  const event = eventOf(project, ref);
  return facts !== undefined && isOnce(project, facts, ref) && (event === undefined || !rare.test(event));
}

function lifeAtCaller(project: Project, by: CallRef, { at, path }: Extract<Life, { is: 'given' }>): Life {
  const written = project.evaluator.call(by)?.args[at];
  return written ? lifeOf(project, by.file, path.reduce<Value>((of, name) => propertyOf(of, name), written)) : { is: 'unknown', why: 'it is not handed in' };
}

function propertyOf(of: Value, name: string): Value {
  const found = of.is === 'object' ? of.props.find((p) => p.key === name)?.value : undefined;
  return found ?? { is: 'member', of, name };
}

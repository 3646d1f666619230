import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, pathText, type CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { isExported } from '../exported.js';
import { livesLong } from '../lifetimes/long-lived.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import { placeText } from '../site.js';
import { classMadeBy, openMakerOf } from './each-object.js';
import { frequencyOf, repeatedBy } from './frequency.js';
import { lifeOf, type Life } from './life.js';
import { isSignalled, keepsAnswer, listenerCalls, type ListenerCall } from './listener-call.js';
import { fateBy, throughLookups, throughTurns, type ListenerFate } from './listener-fate.js';
import { isOnFoundAgain } from './found-again.js';
import { fateForObject, fateOnGiven, isFromOutside } from './on-given.js';
import { openLoopAround } from './open-loop.js';
import { ownRepetitionOf } from './own-repetition.js';
import { goesWithItsWrapper } from './relayed-events.js';
import { removalOf } from './removals.js';
import { runsAnewInside } from './runs-anew.js';

export interface ListenerSite extends ListenerCall {
  readonly fate: ListenerFate;
}

/** The listeners that a file adds, and what becomes of them. */
export function listenerSites(project: Project, file: string): readonly ListenerSite[] {
  const facts = project.evaluator.facts(file);
  return facts ? listenerCalls(project, file).map((listener) => ({ ...listener, fate: fateOf(project, facts, listener) })) : [];
}

function fateOf(project: Project, facts: FileFacts, listener: ListenerCall): ListenerFate {
  const { ref, fn, emitter } = listener;
  if (fn === -1) return { is: 'fine', why: 'the module adds it once' };
  const life = lifeOf(project, ref.file, emitter);
  const own = ownRepetitionOf(project, facts, listener);
  const anew = life.is === 'call' && life.by !== undefined && runsAnewInside(project, ref.file, fn, life.by);
  if (life.is === 'call' && !anew && !own) return { is: 'fine', why: 'it goes with what it listens to' };
  if (isSignalled(project, ref)) return { is: 'fine', why: 'a signal takes it away' };
  if (life.is === 'process' && goesWithItsWrapper(project, listener)) return { is: 'fine', why: 'it goes with the object that is made for this use' };
  const removal = removalOf(project, listener, life);
  if (own && (removal.is === 'none' || (removal.at.file === ref.file && isEndOfAll(facts, removal.at, fn)))) return listener.once === 'common' ? { is: 'fine', why: 'the event takes it away' } : fateBy(repeatedBy(project, own));
  if (removal.is === 'removed') return { is: 'fine', why: 'it is taken away', at: removal.at };
  if (removal.is === 'missed' && life.is !== 'unknown') return removal;
  if (removal.is === 'open') return { is: 'unknown', why: 'whether what is taken away is this one is not known' };
  const fate = fateByLife(project, facts, listener, life, anew);
  if (removal.is !== 'unrun' || fate.is === 'fine') return fate;
  if (removal.as === 'unseen' && life.is === 'process') {
    const cls = classMadeBy(project, { file: ref.file, fn });
    const made = cls === undefined ? undefined : openMakerOf(project, ref.file, cls);
    if (made) return { is: 'each-object', made, uncalled: removal.at };
  }
  if (removal.as === 'unseen') return { is: 'unknown', why: `who runs the code that takes it away, at ${placeText(project, removal.at)}, is not seen` };
  return fate.is === 'piles-up' ? { ...fate, unused: removal.at } : fate;
}

function fateByLife(project: Project, facts: FileFacts, listener: ListenerCall, life: Life, anew: boolean): ListenerFate {
  const { ref, fn, emitter, once } = listener;
  if (once === 'common') return { is: 'fine', why: 'the event takes it away' };
  if ((life.is === 'unknown' || life.is === 'call') && isOnFoundAgain(facts, listener)) return { is: 'piles-up', by: throughLookups, trace: [] };
  if (life.is === 'unknown') return (life.given && fateForObject(project, listener, life.given)) ?? life;
  const loop = openLoopAround(facts, ref.call, life.is === 'given' && life.fn.file === ref.file ? life.fn.fn : -1);
  if (loop && isFromOutside(facts, emitter, loop)) return { is: 'piles-up', by: throughTurns, trace: [{ span: { file: ref.file, start: loop[0], end: loop[0] }, message: 'runs it again at each turn' }] };
  if (life.is === 'given') return fateOnGiven(project, listener, life);
  const cls = facts.functions[fn]?.kind === 'constructor' ? facts.functions[fn].cls : undefined;
  if (life.is === 'instance') return facts.classes[life.cls]?.ctor === fn ? { is: 'fine', why: 'each object adds it once to what it makes' } : { is: 'unknown', why: 'how often a method runs for one object is not known' };
  if (cls !== undefined && !project.partial && livesLong(project, { file: ref.file, cls })) return { is: 'fine', why: 'the one object of its class adds it once' };
  return onLasting(project, facts, listener, anew);
}

/** On what lives as long as the process, or at least longer than the function that runs for each request. */
function onLasting(project: Project, facts: FileFacts, { ref, emitter, once }: ListenerCall, anew: boolean): ListenerFate {
  if (keepsAnswer(facts, ref)) return { is: 'unknown', why: 'what the call gives may take it away' };
  const frequency = frequencyOf(project, ref);
  if (frequency.is !== 'unknown' || anew || project.partial || isStandardStream(project, ref.file, emitter)) return fateBy(frequency);
  const isEachCall = settlesPromise(facts, ref) || (once === 'no' && frequency.uncalled === true && isOnProcess(project, ref.file, emitter) && isExportedFunction(project, facts, ref));
  return isEachCall ? { is: 'each-call' } : fateBy(frequency);
}

/** A call that takes all listeners of all events away ends the use of an emitter; it does not keep them from piling up before. */
function isEndOfAll(facts: FileFacts, removal: CallRef, fn: number): boolean {
  const fact = facts.calls[removal.call];
  return fact?.callee.is === 'member' && fact.callee.name === 'removeAllListeners' && fact.args.length === 0 && !isInside(facts, fact.fn, fn) && !isInside(facts, fn, fact.fn);
}

/** `process`, also where it is imported from `node:process`. */
function isOnProcess({ evaluator }: Project, file: string, emitter: Value): boolean {
  return flatten(evaluator.evaluate(file, emitter)).some((v) => v.is === 'library' && (v.path.length === 0 ? /^(?:node:)?process$/.test(v.package) : v.package === 'globalThis' && pathText(v.path) === 'process'));
}

/** What a program reads from its own input, it reads once. */
function isStandardStream(project: Project, file: string, emitter: Value): boolean {
  return emitter.is === 'member' && isOnProcess(project, file, emitter.of);
}

/** A function of the module that other files may call, and not what a framework calls once. */
function isExportedFunction(project: Project, facts: FileFacts, { file, call }: CallRef): boolean {
  const fn = facts.calls[call]?.fn ?? -1;
  const fact = facts.functions[fn];
  return fact !== undefined && fact.parent === -1 && (fact.kind === 'function' || fact.kind === 'arrow') && fact.passedTo === undefined && isExported(project.evaluator, { file, fn });
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


import type { TraceStep } from '../../model/evidence.js';
import type { FileFacts } from '../../model/facts.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { frequencyOf } from '../holding/frequency.js';
import { openLoopAround } from '../holding/open-loop.js';
import { runAtAll } from '../holding/run-at-all.js';
import { runsAnewInside } from '../holding/runs-anew.js';
import { livesLong } from '../lifetimes/long-lived.js';
import type { Project } from '../project.js';
import { isListening } from '../promises/registrations.js';
import { placeText } from '../site.js';
import { isStoppedOnCondition } from './conditional-clear.js';
import { emptiedBy, type EmptiedHolder } from './emptied-holder.js';
import { holderOf, isHeldBy, isUnreferenced, type Holder } from './holder.js';
import { allClearCalls, type ClearCall, type TimerCall } from './timer-call.js';

/** Whether an interval ends. */
export type IntervalEnd =
  | { readonly is: 'cleared'; readonly at: CallRef }
  /** It is started once, and meant to go on. */
  | { readonly is: 'started-once' }
  /** The same, and it keeps a process from ending that waits for its work to be done. */
  | { readonly is: 'holds-process'; readonly signal: CallRef }
  /** One more is started each time, and none is stopped. */
  | { readonly is: 'piles-up'; readonly by: string; readonly trace: readonly TraceStep[] }
  /** The only way to stop the last one is lost when the next one is started. */
  | { readonly is: 'overwritten'; readonly by: string; readonly trace: readonly TraceStep[] }
  /** A function empties what holds its id, so that nothing can stop it. */
  | { readonly is: 'lost'; readonly by: EmptiedHolder }
  | { readonly is: 'unknown'; readonly why: string };

/** What ends an interval that a file starts. */
export function intervalEndOf(project: Project, { ref, callback }: TimerCall): IntervalEnd {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact) return { is: 'unknown', why: 'it is not seen' };
  const holder = holderOf(project, ref);
  if (holder.is === 'elsewhere') return { is: 'unknown', why: 'its id is handed on' };
  const { own, others } = clearsOf(project, facts, ref.file, holder);
  const judged = own.map((clear) => ({ clear, as: runAtAll(project, clear.ref, { file: ref.file, fn: fact.fn }) }));
  const unrun = judged.every(({ as }) => as !== 'run') ? judged.find(({ as }) => as === 'unseen') : undefined;
  const end = endBy(project, facts, { ref, callback }, holder, judged.flatMap(({ clear, as }) => (as === 'run' ? [clear] : [])), others);
  const emptied = end.is === 'cleared' && !others ? emptiedBy(project, ref, holder) : undefined;
  if (end.is === 'cleared' && judged.every(({ clear, as }) => as !== 'run' || isStoppedOnCondition(project, ref, clear.ref))) return { is: 'unknown', why: `what clears it, at ${placeText(project, end.at)}, is added under a condition` };
  if (emptied) return project.partial && isOpenHolder(facts, holder) ? { is: 'unknown', why: 'other files may stop it' } : { is: 'lost', by: emptied };
  if (!unrun || end.is === 'started-once') return end;
  return end.is === 'holds-process' ? { is: 'started-once' } : { is: 'unknown', why: `who runs the code that clears it, at ${placeText(project, unrun.clear.ref)}, is not seen` };
}

function endBy(project: Project, facts: FileFacts, { ref, callback }: Pick<TimerCall, 'ref' | 'callback'>, holder: Holder, clears: readonly ClearCall[], others: boolean): IntervalEnd {
  const [clear] = clears;
  const fn = facts.calls[ref.call]?.fn ?? -1;
  const loop = openLoopAround(facts, ref.call, -1);
  const frequency = loop ? { is: 'repeated' as const, by: 'turn of the loop', trace: [] } : frequencyOf(project, ref);
  if (frequency.is === 'repeated' && isLasting(project, facts, ref, holder)) {
    if (clears.some((c) => isBefore(project, ref, c.ref) || runsAnewAfter(project, facts, ref, c.ref))) return { is: 'cleared', at: clear?.ref ?? ref };
    if (clear && clears.every((c) => isAtTheEndOfItsOwn(project, facts, { file: ref.file, fn }, c.ref))) return { is: 'overwritten', by: frequency.by, trace: frequency.trace };
    const callers = project.graph.callersOf({ file: ref.file, fn });
    if (clears.some((c) => callers.some((by) => isBefore(project, by, c.ref)) || isInside(facts, facts.calls[c.ref.call]?.fn ?? -1, fn))) return { is: 'unknown', why: 'whether the last one is stopped before the next is not known' };
    if ((!clear && others) || (holder.is === 'field' && isOpen(project, facts, holder))) return { is: 'unknown', why: 'what is cleared in another place may be this one' };
    return clear ? { is: 'overwritten', by: frequency.by, trace: frequency.trace } : { is: 'piles-up', by: frequency.by, trace: frequency.trace };
  }
  if (clear) return { is: 'cleared', at: clear.ref };
  if (others) return { is: 'unknown', why: 'what is cleared in another place may be this one' };
  if (holder.is === 'field' && isOpen(project, facts, holder)) return { is: 'unknown', why: 'other files may stop it' };
  if (callback.is === 'function' && stopsItself(project, ref.file, callback.fn)) return { is: 'unknown', why: 'what it runs may stop it' };
  if (frequency.is === 'repeated') return { is: 'piles-up', by: frequency.by, trace: frequency.trace };
  if (frequency.is === 'unknown') return { is: 'unknown', why: frequency.why };
  const signal = isUnreferenced(project, ref, holder) ? undefined : quietShutdownOf(project);
  return signal && project.reach({ file: ref.file, fn }).reach !== 'script' ? { is: 'holds-process', signal } : { is: 'started-once' };
}

/** `setInterval(function () { clearInterval(this); }, 1_000)`: Node calls it with the timer. */
function stopsItself(project: Project, file: string, callback: number): boolean {
  return allClearCalls(project).some(({ ref, timer }) => ref.file === file && timer.is !== 'ref' && timer.is !== 'member' && isInside(project.evaluator.facts(file), project.evaluator.call(ref)?.fn ?? -1, callback));
}

interface Clears {
  readonly own: readonly ClearCall[];
  /** A field of the same name of some other object, or of a class that extends this one, is cleared: it may be the same. */
  readonly others: boolean;
}

function clearsOf(project: Project, facts: FileFacts, file: string, holder: Holder): Clears {
  const held = allClearCalls(project).filter((c) => isHeldBy(c.timer, holder));
  if (holder.is !== 'field') return { own: held.filter((c) => c.ref.file === file), others: false };
  const own = held.filter((c) => c.ref.file === file && c.timer.is === 'member' && (c.timer.of.is !== 'this' || c.timer.of.cls === holder.cls));
  const isPrivate = facts.classes[holder.cls]?.members.find((m) => m.name === holder.name)?.private === true;
  const rest = held.filter((c) => !own.includes(c));
  return { own, others: !isPrivate && rest.some((c) => c.timer.is === 'member' && (c.timer.of.is !== 'this' || project.evaluator.facts(c.ref.file)?.classes[c.timer.of.cls]?.extends !== undefined)) };
}

/** Whether the holder is there before and after the code that fills it. */
function isLasting(project: Project, facts: FileFacts, { file, call }: CallRef, holder: Holder): boolean {
  if (holder.is === 'name') {
    const [declared, filled] = [facts.bindings[holder.to]?.fn ?? -1, facts.calls[call]?.fn ?? -1];
    return declared === -1 || runsAnewInside(project, file, filled, declared);
  }
  if (holder.is !== 'field') return false;
  const isShown = !project.partial || (facts.classes[holder.cls]?.decorators.length ?? 0) > 0;
  return isShown && livesLong(project, { file, cls: holder.cls });
}

/** `upstream.on('close', () => { clearInterval(alive); setTimeout(connect, 1000); })`: what stops the last one is what leads to the next. */
function runsAnewAfter(project: Project, facts: FileFacts, start: CallRef, clear: CallRef): boolean {
  const fn = facts.calls[start.call]?.fn ?? -1;
  const own = { file: clear.file, fn: project.evaluator.call(clear)?.fn ?? -1 };
  return project.graph.calleesOf(own).some(({ to, by }) => by !== undefined && by.call > clear.call && to.file === start.file && (to.fn === fn || isInside(facts, fn, to.fn)));
}

/** `connection.on('close', () => clearInterval(timer))` in what handles each connection: there are several at a time, and by then the name holds the timer of the last. */
function isAtTheEndOfItsOwn(project: Project, facts: FileFacts, start: FunctionRef, clear: CallRef): boolean {
  const own = project.evaluator.call(clear)?.fn ?? -1;
  const given = facts.functions[own]?.passedTo;
  const isHandler = project.handlers.some((h) => h.reach === 'request' && h.file === start.file && h.fn === start.fn);
  return isHandler && clear.file === start.file && isInside(facts, own, start.fn) && given !== undefined && isListening(facts.calls[given.call]);
}

/** Whether a timer is stopped on the way to where the next one is started: in the same function, or in one that it calls before. */
function isBefore(project: Project, start: CallRef, clear: CallRef): boolean {
  const fn = project.evaluator.call(start)?.fn ?? -1;
  const own = project.evaluator.call(clear)?.fn ?? -1;
  if (clear.file === start.file && own === fn) return clear.call < start.call;
  const called = project.graph.calleesOf({ file: start.file, fn }).filter(({ by }) => by !== undefined && by.call < start.call);
  return called.some(({ to }) => (to.file === clear.file && to.fn === own) || project.graph.calleesOf(to).some(({ to: next }) => next.file === clear.file && next.fn === own));
}

/** One file does not show who else reads a field that is not private. */
function isOpen(project: Project, facts: FileFacts, { cls, name }: Extract<Holder, { is: 'field' }>): boolean {
  return project.partial && isOpenHolder(facts, { is: 'field', cls, name });
}

function isOpenHolder(facts: FileFacts, holder: Holder): boolean {
  return holder.is === 'field' && facts.classes[holder.cls]?.members.find((m) => m.name === holder.name)?.private !== true;
}

const quiet = new WeakMap<Project, { readonly at: CallRef | undefined }>();

/** A listener for SIGTERM of a project that never calls `process.exit`: the process ends when nothing is left to do. */
function quietShutdownOf(project: Project): CallRef | undefined {
  let known = quiet.get(project);
  if (!known) quiet.set(project, (known = { at: project.partial ? undefined : findQuietShutdown(project) }));
  return known.at;
}

function findQuietShutdown({ evaluator, calledNames, isScript }: Project): CallRef | undefined {
  const ends = ['exit', 'kill', 'abort', 'reallyExit'].some((name) => (calledNames.get(name) ?? []).some(({ file }) => !isScript(file)));
  if (ends) return undefined;
  return ['on', 'once', 'addListener'].flatMap((name) => calledNames.get(name) ?? []).find(({ file, call }) => {
    const fact = evaluator.call({ file, call });
    const [event] = fact?.args ?? [];
    return !isScript(file) && fact?.callee.is === 'member' && fact.callee.of.is === 'global' && fact.callee.of.name === 'process' && event?.is === 'literal' && event.value === 'SIGTERM';
  });
}

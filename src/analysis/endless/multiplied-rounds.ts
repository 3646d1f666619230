import type { FileFacts } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import type { Frequency } from '../holding/frequency.js';
import { onceMethods } from '../holding/recurring-events.js';
import { isRemembered } from '../holding/remembered.js';
import { repetitionsOf } from '../holding/repetition.js';
import { comesOnce } from '../lifetimes/occasion.js';
import { livesLong } from '../lifetimes/long-lived.js';
import { placeOf } from '../obligations/mark-changes.js';
import type { Project } from '../project.js';
import { eventOf, isListening } from '../promises/registrations.js';
import { clearCalls, type ClearCall } from '../timers/timer-call.js';
import { startingCalls, type TimedRounds } from './timed-rounds.js';

/** Rounds by a timer that are started again while others go on, into the one place that holds the handle. */
export interface MultipliedRounds {
  /** What starts them again, as messages say it: `request`, `"change" event`. */
  readonly by: string;
  readonly at: CallRef;
  /** It stops those that were started last, and no others. */
  readonly clear: CallRef;
}

/** Whether rounds that a call stops multiply all the same; `undefined` where they do not, or where something stops the ones before. */
export function multipliedRounds(project: Project, file: string, facts: FileFacts, timed: TimedRounds, starts: Frequency): MultipliedRounds | undefined {
  const { fn, timer, kept } = timed;
  const setter = facts.calls[timer]?.fn ?? -1;
  const clears = clearCalls(project, file).filter(({ timer: handle }) => kept.has(placeOf(handle) ?? '?'));
  const [clear] = clears;
  const begin = startingCalls(project, file, timed);
  if (!clear || isRemembered(facts, timer) || begin.some((by) => mayClear(project, by.file, project.evaluator.call(by)?.fn ?? -1, clears))) return undefined;
  if (mayClear(project, file, fn, clears) || mayClear(project, file, setter, clears)) return undefined;
  for (const by of begin) {
    const again = againInto(project, file, facts, kept, by, begin.length > 1, starts);
    if (again) return { ...again, clear: clear.ref };
  }
  return undefined;
}

/** Whether a function has to do with what stops the rounds before: it calls it, or what does, or is written around it. */
function mayClear(project: Project, file: string, fn: number, clears: readonly ClearCall[]): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts || fn === -1) return false;
  const homes = clears.map(({ ref }) => ({ file: ref.file, fn: project.evaluator.call(ref)?.fn ?? -1 }));
  return homes.some((home) => (home.file === file && (isInside(facts, home.fn, fn) || (home.fn !== -1 && isInside(facts, fn, home.fn)))) || project.graph.calleesOf({ file, fn }).some(({ to }) => to.file === home.file && to.fn === home.fn));
}

/** What starts rounds again that find the handle of those before in the same place: a name of the module, or a field of one object. */
function againInto(project: Project, file: string, facts: FileFacts, kept: ReadonlySet<string>, by: CallRef, others: boolean, starts: Frequency): Omit<MultipliedRounds, 'clear'> | undefined {
  const start = { file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 };
  const home = project.evaluator.facts(by.file);
  if (!home || isRemembered(home, by.call)) return undefined;
  const heard = others ? heardBy(project, by) : [];
  const repetitions = [...repetitionsOf(project, start).filter((r) => r.by !== 'turn'), ...heard];
  for (const place of kept) {
    const cls = Number(/^this (\d+)\.[^.]+$/.exec(place)?.[1] ?? -1);
    const isForGood = facts.bindings[Number(/^name (\d+)$/.exec(place)?.[1] ?? -1)]?.fn === -1 || (cls !== -1 && !project.partial && livesLong(project, { file, cls }));
    const found = repetitions.find(({ at }) => isForGood || (cls !== -1 && at.file === file && classAround(facts, facts.calls[at.call]?.fn ?? -1) === cls));
    if (found) return { by: found.text, at: found.at };
    if (isForGood && starts.is === 'repeated' && starts.by === 'request') return { by: starts.by, at: by };
  }
  return undefined;
}

/** The listeners for events that may come again by which a call is run. */
function heardBy(project: Project, { file, call }: CallRef): readonly { readonly text: string; readonly at: CallRef }[] {
  const facts = project.evaluator.facts(file);
  const fn = facts?.calls[call]?.fn ?? -1;
  const written = facts?.functions[fn]?.passedTo;
  const takers = [...(written?.index === 1 ? [{ file, call: written.call }] : []), ...project.graph.handedOn({ file, fn }).flatMap(({ ref, at }) => (at === 1 ? [ref] : []))];
  return takers.flatMap((at) => {
    const fact = project.evaluator.call(at);
    const event = eventOf(project, at);
    if (!isListening(fact) || fact?.callee.is !== 'member' || onceMethods.has(fact.callee.name) || (event !== undefined && comesOnce(event))) return [];
    return [{ at, text: event === undefined ? 'event' : `"${event}" event` }];
  });
}

function classAround(facts: FileFacts, fn: number): number | undefined {
  for (let at = fn; at !== -1; at = facts.functions[at]?.parent ?? -1) {
    const cls = facts.functions[at]?.cls;
    if (cls !== undefined) return cls;
  }
  return undefined;
}

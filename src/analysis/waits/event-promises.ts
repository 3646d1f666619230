import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import { flatten } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { calleeName, writtenName } from '../names.js';
import { isExported } from '../exported.js';
import { executorsOf, type Executor, type Settling } from '../promises/executors.js';
import type { Project } from '../project.js';
import { isAnswered } from './asking.js';
import { endingOf, type Ending, type SeenEnding } from './ending.js';
import { isElsewhere, sourceOf } from './source.js';

/** A promise made by hand that only events or callbacks settle. */
export interface EventPromise {
  readonly ref: CallRef;
  /** What it waits for, for messages: `the event "nick" of this.client`. */
  readonly waitsFor: string;
  readonly ending: SeenEnding;
  /** What settles it in any case. */
  readonly bound?: string;
  /** Only its callers bound it, and others may call its function as well. */
  readonly byCallers?: true;
}

/** The promises of a file that wait for an event or for a callback. */
export function eventPromises(project: Project, file: string): readonly EventPromise[] {
  const facts = project.evaluator.facts(file);
  return facts ? executorsOf(project, file).flatMap((executor) => waitingFor(project, facts, executor) ?? []) : [];
}

function waitingFor(project: Project, facts: FileFacts, executor: Executor): EventPromise | undefined {
  const { ref, settlings } = executor;
  const late = settlings.filter((s) => s.occasion !== undefined);
  const resolving = late.filter((s) => s.by === 'resolve');
  const main = resolving.find((s) => !/error/i.test(s.occasion?.event ?? '')) ?? resolving[0];
  if (!main || isKept(facts, ref) || settlings.some(isOtherwise)) return undefined;
  const ending = endingOfAll(project, ref, late);
  return ending.is === 'elsewhere' ? undefined : { ref, waitsFor: describe(project, main), ending, ...boundOf(project, facts, executor, ending) };
}

/** What ends the wait from outside of its events; where that is not seen, the wait is unknown. */
function boundOf(project: Project, facts: FileFacts, executor: Executor, ending: SeenEnding): Partial<EventPromise> {
  const { ref, settlings, leaves } = executor;
  if (settlings.some((s) => s.when === 'timer')) return { bound: 'a timer that settles it' };
  if (hasOwnTimer(facts, executor)) return { bound: 'a timer in its executor' };
  const wrapping = project.wrappings.of(ref);
  if (wrapping && !wrapping.unsure) {
    const open = wrapping.byCallers && isExported(project.evaluator, { file: ref.file, fn: facts.calls[ref.call]?.fn ?? -1 });
    return { bound: wrapping.by, ...(open && { byCallers: true }) };
  }
  if (ending.is !== 'open') return {};
  if (wrapping) return { ending: { is: 'unknown', why: `it is handed to ${wrapping.by}, which is not seen` } };
  return leaves ? { ending: { is: 'unknown', why: 'other code holds its resolve or reject' } } : {};
}

/** Kept in a field for later, it is nobody's wait yet. */
function isKept(facts: FileFacts, { call }: CallRef): boolean {
  const isIt = (v: Value): boolean => v.is === 'call' && v.call === call;
  return facts.assigns.some((a) => isIt(a.value)) || facts.classes.some((c) => c.members.some((m) => m.values.some(isIt)));
}

/** It is resolved at once, or by a promise: then there is nothing to wait for, or that promise is looked at itself. */
function isOtherwise({ by, when, conditional }: Settling): boolean {
  return by === 'resolve' && (when === 'promise' || (when === 'sync' && !conditional));
}

interface Heard {
  readonly emitter: Value;
  readonly events: readonly (string | undefined)[];
  readonly resolves: readonly (string | undefined)[];
}

/** One occasion that certainly comes is enough; else what the promise resolves by decides. */
function endingOfAll(project: Project, at: CallRef, late: readonly Settling[]): Ending {
  const byEmitter = new Map<string, Heard>();
  const endings: Ending[] = [];
  for (const { by, occasion } of late) {
    const emitter = occasion?.file === at.file ? occasion.emitter : undefined;
    if (occasion?.when === 'event' && emitter) {
      const key = JSON.stringify(emitter);
      const known = byEmitter.get(key) ?? { emitter, events: [], resolves: [] };
      byEmitter.set(key, { emitter, events: [...known.events, occasion.event], resolves: by === 'resolve' ? [...known.resolves, occasion.event] : known.resolves });
    } else if (by === 'resolve') endings.push(occasion?.when === 'callback' && occasion.call ? endingOfCallback(project, occasion.call) : unseen);
  }
  for (const { emitter, events, resolves } of byEmitter.values()) {
    const all = endingOf(project, at, emitter, events);
    if (all.is === 'comes' || all.is === 'elsewhere') return all;
    if (resolves.length > 0) endings.push(endingOf(project, at, emitter, resolves));
  }
  return endings.find((e) => e.is === 'comes' || e.is === 'elsewhere') ?? endings.find((e) => e.is === 'unknown') ?? endings[0] ?? unseen;
}

const unseen: Ending = { is: 'unknown', why: 'what settles it cannot be seen' };

/** A callback of a library or of the project is that library's promise by another name; of an object that is not known, a peer that is asked may stay silent. */
function endingOfCallback(project: Project, call: CallRef): Ending {
  const unasked: Ending = { is: 'elsewhere' };
  const { evaluator } = project;
  const callee = evaluator.call(call)?.callee;
  const values = callee ? flatten(evaluator.evaluate(call.file, callee)) : [];
  if (project.deadlines.some((d) => d.outbound.ref.call === call.call && d.outbound.ref.file === call.file)) return { is: 'elsewhere' };
  if (callee?.is !== 'member' || !isAnswered(callee.name)) return unasked;
  const source = sourceOf(project, call.file, callee.of);
  if (source === 'socket' || source === 'remote') return { is: 'open', source };
  const seen = values.length === 0 || isElsewhere(project, call.file, callee.of) || values.some((v) => v.is !== 'unknown' && v.is !== 'param');
  return seen || source !== 'unknown' ? unasked : { is: 'open', source };
}

/** A timer in the executor ends something, even where it does not settle the promise itself: that is another rule's. */
function hasOwnTimer(facts: FileFacts, { fn, ref }: Executor): boolean {
  return fn !== undefined && fn.file === ref.file && facts.calls.some((c) => isInside(facts, c.fn, fn.fn) && (c.callee.is === 'global' || c.callee.is === 'member') && /^(?:setTimeout|setInterval|timeout)$/.test(c.callee.name));
}

function describe(project: Project, { occasion }: Settling): string {
  const facts = occasion && project.evaluator.facts(occasion.file);
  if (!facts) return 'something';
  if (occasion.when === 'event') return eventText(occasion.event, occasion.emitter ? writtenName(facts, occasion.emitter) : '');
  return occasion.call ? `the callback of ${named(calleeName(facts, occasion.call.call))}` : 'a callback';
}

/** `the event "drain" of res` */
export function eventText(event: string | undefined, emitter: string): string {
  const name = named(emitter);
  return `${event === undefined ? 'an event' : `the event "${event}"`}${name === '' ? '' : ` of ${name}`}`;
}

/** Without what has no name: `unsafeClient`, where `this` is that of an old-style class. */
function named(written: string): string {
  return written.replace(/^(?:\(…\)\.)+/, '').replace(/^\(…\)$/, '');
}

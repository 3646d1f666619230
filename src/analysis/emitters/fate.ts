import { functionKey, type CallRef, type FunctionRef } from '../abstract.js';
import { isExported } from '../exported.js';
import type { Project } from '../project.js';
import { follow, type Followed, type Hearing, type Question } from './follow.js';
import type { Spot } from './hand-over.js';
import { callRoot } from './usages.js';

/** Whether somebody hears an emitter. */
export type Fate =
  | ({ readonly is: 'heard' } & Hearing)
  /** `handed`: the calls that took it there. `owner`: it stays where it is made, and only goes to who uses it: that would be the place for a listener. */
  | { readonly is: 'unseen'; readonly why: string; readonly handed: readonly CallRef[]; readonly owner: boolean }
  /** Nobody does; the callers that got it and did not listen either. */
  | { readonly is: 'unheard'; readonly callers: readonly CallRef[] };

/** What became of an emitter, and what was seen on the way. */
export interface FateOf {
  readonly fate: Fate;
  readonly followed: Followed;
}

/** Functions that give an emitter back through more callers than this are not followed. */
const deepest = 4;

/**
 * Follows an emitter and says who hears it. One that a function makes anew for each caller must be heard by all of them; of one that stays in a
 * field or in a module any listener is enough.
 */
export function fateOf(project: Project, start: Spot, question: Question, entered: ReadonlySet<string> = new Set()): FateOf {
  const followed = follow(project, start, question);
  const { heard, unseen, returned, kept } = followed;
  if (heard) return { followed, fate: { is: 'heard', ...heard } };
  const parts = returned.map(({ fn, path }) => atCallers(project, fn, path, question, entered, kept));
  const listening = parts.find((p) => p.is === 'heard');
  // Another way back may miss the listener, but it is one and the same object.
  if (listening && (kept || parts.every((p) => p.is === 'heard'))) return { followed, fate: listening };
  const open = parts.find((p) => p.is === 'unseen');
  const [first] = unseen;
  const handed = [...unseen.flatMap((u) => u.handed ?? []), ...(open?.handed ?? [])];
  const why = first?.why ?? open?.why;
  if (why !== undefined) return { followed, fate: { is: 'unseen', why, handed, owner: unseen.every((u) => u.handed ?? u.exported) && (open?.owner ?? true) } };
  return { followed, fate: { is: 'unheard', callers: parts.flatMap((p) => (p.is === 'unheard' ? p.callers : [])) } };
}

/** What the callers of a function do with what it gives back. */
function atCallers(project: Project, fn: FunctionRef, path: readonly string[], question: Question, entered: ReadonlySet<string>, kept: boolean): Fate {
  const key = functionKey(fn);
  const callers = project.graph.callersOf(fn);
  if (project.partial && isExported(project.evaluator, fn)) return { is: 'unseen', why: 'it is returned to callers in other files', handed: [], owner: false };
  if (callers.length === 0) return { is: 'unseen', why: 'it is returned to callers that are not seen', handed: [], owner: kept };
  if (entered.has(key) || entered.size > deepest) return { is: 'unseen', why: 'it goes back through too many functions', handed: [], owner: false };
  const fates = callers.map((by) => ({ by, fate: fateOf(project, { file: by.file, root: callRoot(by.call), path }, question, new Set([...entered, key])).fate }));
  const heard = fates.find(({ fate }) => fate.is === 'heard')?.fate;
  if (heard && (kept || fates.every(({ fate }) => fate.is === 'heard'))) return heard;
  // The listener may stand between two of them that are not told apart; one who certainly has none decides.
  const without = fates.flatMap(({ by, fate }) => (fate.is === 'unheard' ? (fate.callers.length > 0 ? fate.callers : [by]) : []));
  const open = fates.find(({ fate }) => fate.is === 'unseen')?.fate;
  if (without.length > 0 && (!kept || !open)) return { is: 'unheard', callers: without };
  return open ?? { is: 'unheard', callers: callers };
}

import type { Problem, Report } from './report.js';

/** When work has to come to an end. It is handed down to all whose work takes long. */
export interface ScanLimit {
  /** It stays over once it is. */
  readonly isOver: () => boolean;
  /** What there is no more of, as the beginning of a sentence: `The time of 30 s was over`. */
  readonly message: string;
  /** What to do for all to be judged. */
  readonly help: string;
}

/** @param ms counted from this call */
export function timeLimit(ms: number, now: () => number = () => performance.now()): ScanLimit {
  const end = now() + ms;
  return { isOver: () => now() >= end, message: `The time of ${durationText(ms)} was over`, help: 'Give it more time with --max-duration, or scan a smaller folder.' };
}

/** The limit that comes first. */
export function firstOf(limits: readonly ScanLimit[]): ScanLimit {
  let reached: ScanLimit | undefined;
  const spoken = (): ScanLimit | undefined => reached ?? limits[0];
  return { isOver: () => (reached ??= limits.find((limit) => limit.isOver())) !== undefined, get message() { return spoken()?.message ?? ''; }, get help() { return spoken()?.help ?? ''; } };
}

/** Thrown where work is left in the middle because a limit is reached. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
}

/** How many steps go between two looks at the clock, which costs as much as a short step. */
const stride = 256;

/** What the innermost of loops calls at each step: it throws `LimitReached` when the limit is. */
export function stepWithin(limit: ScanLimit): () => void {
  let steps = 0;
  return () => {
    if (++steps % stride === 0 && limit.isOver()) throw new LimitReached(limit.message);
  };
}

/** What `work` gives; `otherwise` where the limit is reached before it begins or while it runs. */
export function withinLimit<T>(limit: ScanLimit | undefined, work: () => T, otherwise: T): T {
  if (!limit) return work();
  if (limit.isOver()) return otherwise;
  try {
    return work();
  } catch (error) {
    if (error instanceof LimitReached) return otherwise;
    throw error;
  }
}

/** The problem of a scan that was ended by its limit. @param how far it came, as the end of a sentence */
export function unfinished({ message, help }: ScanLimit, how: string): Problem {
  return { kind: 'unfinished', severity: 'error', message: `${message} ${how}`, help: `What was found holds; what was not looked at is unknown. ${help}` };
}

/** Whether a limit was reached before all was judged. */
export function isUnfinished({ problems }: Pick<Report, 'problems'>): boolean {
  return problems.some(({ kind }) => kind === 'unfinished');
}

function durationText(ms: number): string {
  if (ms < 1000) return `${String(ms)} ms`;
  return ms % 60_000 === 0 ? `${String(ms / 60_000)} min` : `${String(ms / 1000)} s`;
}

import type { Problem, Report } from './report.js';

/** When work has to come to an end. It is handed down to all whose work takes long. */
export interface TimeLimit {
  /** Milliseconds that were given. */
  readonly ms: number;
  readonly isOver: () => boolean;
}

/** @param ms counted from this call */
export function timeLimit(ms: number, now: () => number = () => performance.now()): TimeLimit {
  const end = now() + ms;
  return { ms, isOver: () => now() >= end };
}

/** Thrown where work is left in the middle because its time is over. */
export class TimeIsOver extends Error {
  override readonly name = 'TimeIsOver';
}

/** How many steps go between two looks at the clock, which costs as much as a short step. */
const stride = 256;

/** What the innermost of loops calls at each step: it throws `TimeIsOver` when the time is over. */
export function stepWithin(limit: TimeLimit): () => void {
  let steps = 0;
  return () => {
    if (++steps % stride === 0 && limit.isOver()) throw new TimeIsOver('the time is over');
  };
}

/** What `work` gives; `otherwise` where the time is over before it begins or while it runs. */
export function inTime<T>(limit: TimeLimit | undefined, work: () => T, otherwise: T): T {
  if (!limit) return work();
  if (limit.isOver()) return otherwise;
  try {
    return work();
  } catch (error) {
    if (error instanceof TimeIsOver) return otherwise;
    throw error;
  }
}

/** The problem of a scan that was ended by its limit. @param how far it came, as the end of a sentence */
export function unfinished({ ms }: TimeLimit, how: string): Problem {
  return { kind: 'unfinished', severity: 'error', message: `The time of ${durationText(ms)} was over ${how}`, help: 'What was found holds; what was not looked at is unknown. Give it more time with --max-duration, or scan a smaller folder.' };
}

/** Whether the time was over before all was judged. */
export function isUnfinished({ problems }: Pick<Report, 'problems'>): boolean {
  return problems.some(({ kind }) => kind === 'unfinished');
}

function durationText(ms: number): string {
  if (ms < 1000) return `${String(ms)} ms`;
  return ms % 60_000 === 0 ? `${String(ms / 60_000)} min` : `${String(ms / 1000)} s`;
}

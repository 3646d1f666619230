import type { Range, Value } from '../../model/facts.js';
import { callKey, type CallRef, type Env } from '../abstract.js';

/** A place in the code, with the frames through which it is looked at. */
export interface Place {
  readonly file: string;
  readonly env: Env | undefined;
}

/** Something that has to be over before the run goes on: what is awaited, or the call whose callback goes on. */
export interface Wait extends Place {
  readonly of: Value;
  readonly range: Range;
}

/** A condition by which a run got past an end of the process. Absent `test`: a loop or a `switch`. */
export interface Passed extends Place {
  readonly test?: Value;
  /** Which way it went: 0 where the condition holds. */
  readonly way: number;
}

/** What threw, or rejected. */
export interface Thrown {
  readonly file: string;
  readonly range: Range;
  /** `pool.end`; empty for a `throw`. */
  readonly name: string;
}

/** One way through a function, as far as it got. */
export interface Run {
  readonly waits: readonly Wait[];
  readonly passed: readonly Passed[];
  /** Calls on the way of which it is not seen whether they end the process. */
  readonly blind: readonly CallRef[];
  /** The process ends when these waits are over: the exit stands in a callback. */
  readonly later?: readonly Wait[];
  /** What failed on the way: it got here through a `catch`, or left the function by it. */
  readonly failure?: Thrown;
}

/** All ways through a piece of code. */
export interface Outcome {
  /** Those that go on behind it. */
  readonly on: readonly Run[];
  /** Those that returned. */
  readonly left: readonly Run[];
  readonly thrown: readonly Run[];
  /** Those that ended the process. */
  readonly ended: readonly Run[];
  /** `break` and `continue`. */
  readonly jumped: readonly Run[];
}

export const fresh: Run = { waits: [], passed: [], blind: [] };
export const nothing: Outcome = { on: [], left: [], thrown: [], ended: [], jumped: [] };

/** Of more ways than this through one piece, those with the fewest conditions stand for the others. */
const most = 16;

/** A way that goes on through another piece. */
export function through(run: Run, piece: Run): Run {
  const later = piece.later ?? run.later;
  const failure = piece.failure ?? run.failure;
  return { waits: [...run.waits, ...piece.waits], passed: [...run.passed, ...piece.passed], blind: [...run.blind, ...piece.blind], ...(later && { later }), ...(failure && { failure }) };
}

/** Adds the outcomes up; what goes on is the last one's. */
export function withOn(outcomes: readonly Outcome[], on: readonly Run[]): Outcome {
  const all = (key: 'left' | 'thrown' | 'ended' | 'jumped'): readonly Run[] => fewer(outcomes.flatMap((o) => o[key]));
  return { on: fewer(on), left: all('left'), thrown: all('thrown'), ended: all('ended'), jumped: all('jumped') };
}

/** Ways that differ in nothing that is asked about are one. */
function fewer(runs: readonly Run[]): readonly Run[] {
  if (runs.length < 2) return runs;
  const kept = new Map<string, Run>();
  for (const run of runs) {
    const key = [run.passed.map((p) => `${p.file}${JSON.stringify(p.test)}${String(p.way)}`).join(), run.later ? 'later' : '', run.failure?.range.join() ?? ''].join('|');
    const known = kept.get(key);
    kept.set(key, known ? { ...known, waits: union(known.waits, run.waits, (w) => `${w.file}:${w.range.join()}`), blind: union(known.blind, run.blind, callKey) } : run);
  }
  return [...kept.values()].sort((a, b) => a.passed.length - b.passed.length).slice(0, most);
}

function union<T>(a: readonly T[], b: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map([...a, ...b].map((item) => [key(item), item])).values()];
}

/** Whether a piece ends the process on each of its ways, at once or when a wait is over. */
export function endsAlways({ on, left, jumped, ended, thrown }: Outcome): boolean {
  const others = [...on, ...left, ...jumped];
  return others.every((run) => run.later !== undefined) && (ended.length > 0 || others.length > 0) && thrown.length === 0;
}

/** Whether some way of a piece ends it. */
export function endsSometimes({ on, left, jumped, ended }: Outcome): boolean {
  return ended.length > 0 || [...on, ...left, ...jumped].some((run) => run.later !== undefined);
}

import type { Case, Wait } from './case.js';
import type { Phase } from '../src/catalog/types.js';
import type { Subject } from './subject.js';

/** A call that stops in each of these phases. */
export type Stops = Readonly<Partial<Record<Phase, Wait['run']>>>;

/** A case for each phase: what the knob covers must end, and nothing else. */
export function stopping({ wait }: Subject, knob: string, stops: Stops, how?: string): readonly Case[] {
  return Object.entries(stops).map(([phase, run]) => wait(`${knob}/${phase}`, run, how === undefined ? {} : { how }));
}

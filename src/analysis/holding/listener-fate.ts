import type { TraceStep } from '../../model/evidence.js';
import type { CallRef } from '../abstract.js';
import type { Frequency } from './frequency.js';

/** What becomes of a listener that is added somewhere. */
export type ListenerFate =
  | { readonly is: 'fine'; readonly why: string; readonly at?: CallRef }
  /** It stays, and another one comes with each request, job, tick, event or turn. */
  | { readonly is: 'piles-up'; readonly by: string; readonly trace: readonly TraceStep[]; /** It would take the listener away, and the function around it is given to nobody who keeps it. */ readonly unused?: CallRef }
  /** It stays, and each call of its function adds another one; how often it is called is not seen. */
  | { readonly is: 'each-call' }
  /** It stays, and each object of a class adds another one; how many are made is not seen. */
  | { readonly is: 'each-object'; readonly made: CallRef; /** It would take the listener away, and nobody calls it. */ readonly uncalled?: CallRef }
  /** It is meant to be taken away, and is not. */
  | { readonly is: 'missed'; readonly at: CallRef; readonly why: string }
  /** It waits on a signal of which nobody here knows how long it lives. */
  | { readonly is: 'on-given-signal' }
  | { readonly is: 'unknown'; readonly why: string };

export const throughTurns = 'turn of the loop';
export const throughLookups = 'call that finds it there';

/** The fate of a listener that nothing takes away on something lasting, by how often it is added. */
export function fateBy(frequency: Frequency): ListenerFate {
  switch (frequency.is) {
    case 'repeated': return { is: 'piles-up', by: frequency.by, trace: frequency.trace };
    case 'once': return { is: 'fine', why: 'it is added once' };
    case 'unknown': return { is: 'unknown', why: frequency.why };
  }
}

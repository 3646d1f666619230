import type { Level, Reach, TraceStep } from '../../model/evidence.js';
import type { CallRef } from '../abstract.js';
import type { Span } from '../../model/span.js';

/** A queue, and whether something bounds it. */
export interface JudgedQueue {
  readonly span: Span;
  /** As one would call it: `jobs`, `new Queue`. */
  readonly name: string;
  readonly kind: 'list' | 'memory' | 'jobs' | 'consumer';
  readonly reach: Reach;
  readonly trace: readonly TraceStep[];
  readonly verdict: QueueVerdict;
}

export type QueueVerdict =
  | { readonly is: 'bounded'; readonly by: string }
  | { readonly is: 'unknown'; readonly why: string }
  /** `what`: what is wrong, as the predicate of the queue's name; `then`: what comes of it, as a sentence. */
  | { readonly is: 'open'; readonly level: Level; readonly covered?: true; readonly what: string; readonly then: string; readonly help: string; readonly lacks?: QueueLack };

/** What would bound it: where it is made, and the place of the option there. */
export interface QueueLack {
  readonly what: 'removal' | 'attempts' | 'prefetch';
  readonly ref: CallRef;
  readonly at?: string;
}

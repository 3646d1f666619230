import type { Range, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import type { OutboundCall } from '../deadline/outbound.js';
import type { Growth } from './growth.js';

/** Work that is tried again when it fails, by code of the project or by a library. */
export interface Retry {
  readonly file: string;
  readonly fn: number;
  /** What is underlined. */
  readonly range: Range;
  readonly by: 'loop' | 'recursion' | 'timer' | 'library' | 'jobs' | 'event';
  /** The library, or the event. */
  readonly name?: string;
  /** It makes a connection anew: also when it could not be made, or only when it breaks. */
  readonly connection?: 'fails' | 'breaks';
  /** It is only set up here: who waits for it is somebody else. */
  readonly policy?: true;
  readonly cap: Cap;
  readonly wait: Wait;
  /** Whether the error is looked at before it is tried again. */
  readonly filter: 'none' | 'some';
  readonly work: Attempt;
  /** Where a growing wait is set back while it fails. */
  readonly resets?: Range;
  /** Who awaited the first attempt does not get what the later ones give. */
  readonly lost?: Range;
}

/** What ends it when it goes on failing. */
export type Cap =
  /** A count; `most` attempts in all, where the number is known. */
  | { readonly is: 'count'; readonly most?: number }
  /** A time, a signal or a flag. */
  | { readonly is: 'other' }
  | { readonly is: 'none' }
  | { readonly is: 'unknown' };

export type Wait =
  | { readonly is: 'none' }
  | { readonly is: 'some'; readonly growth: Growth; readonly at: { readonly file: string; readonly value: Value } }
  | { readonly is: 'unknown' };

/** What is done in each attempt. */
export interface Attempt {
  /** The calls in the attempt itself through which it gets outside. */
  readonly by: readonly CallRef[];
  readonly outbound: readonly OutboundCall[];
  /** A function that is handed in: it is a helper for all kinds of work. */
  readonly given: boolean;
  /** A call of which nothing is known. */
  readonly open: CallRef | undefined;
  /** Files and processes of the same machine, and nothing else that is known. */
  readonly local: boolean;
  /** An answer that says that it failed becomes an error: `if (!response.ok) throw …`. */
  readonly checks: boolean;
}

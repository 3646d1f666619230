import type { Range } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';

/** Something that makes a function throw, or its promise reject, and that nothing inside of the function catches. */
export interface Failure {
  readonly is: 'throw' | 'await' | 'call';
  readonly file: string;
  readonly range: Range;
  /** What fails, for messages: `users.find`, `JSON.parse`. Empty for a `throw`. */
  readonly name: string;
  /** Seen to fail, or what is awaited is known to be able to. Otherwise it is a call of which nothing is known. */
  readonly sure: boolean;
  /** The calls on the way to it, from the function that was asked about. */
  readonly through: readonly CallRef[];
}

/** What a value is, as far as promises go. */
export type Outlook =
  /** No promise. */
  | { readonly is: 'none' }
  | { readonly is: 'unknown'; readonly why: string }
  /** A promise that nothing can reject. */
  | { readonly is: 'settles' }
  | { readonly is: 'rejects'; readonly by: Failure }
  /** A query that is sent when somebody awaits it: until then nothing happens. */
  | { readonly is: 'lazy'; readonly name: string };

/** The one that says more: what is seen to fail, before what may; work that is waited for, before a check or a text that cannot be read. */
export function worse(a: Failure | undefined, b: Failure | undefined): Failure | undefined {
  if (!a || !b || a.sure !== b.sure) return a && (a.sure || !b?.sure) ? a : b;
  return a.is !== 'await' && b.is === 'await' ? b : a;
}

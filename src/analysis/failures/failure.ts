import type { CallFact, Range } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';

/** Something that makes a function throw, or its promise reject, and that nothing inside of the function catches. */
export interface Failure {
  readonly is: 'throw' | 'await' | 'call';
  readonly file: string;
  readonly range: Range;
  /** What fails, for messages: `users.find`, `JSON.parse`. Empty for a `throw`. */
  readonly name: string;
  /** Seen to fail, or what is awaited may well. Otherwise it is a call of which nothing is known. */
  readonly sure: boolean;
  /** What is awaited is a call of which nothing is known: most of these reach out. */
  readonly guess?: true;
  /** It stands where what the function was given equals a constant: `if (entry.level === FATAL)`. Who calls it with constants may never come there. */
  readonly guarded?: true;
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

/** The one that says more: what is sure, before what may be; work that is waited for, before a check or a text that cannot be read; what is known, before what is guessed. */
export function worse(a: Failure | undefined, b: Failure | undefined): Failure | undefined {
  return !a || (b && weight(b) > weight(a)) ? b : a;
}

/** Nothing weighs more. */
export const heaviest = 4;

export function weight({ sure, is, guess, guarded }: Failure): number {
  if (!sure) return 0;
  if (is !== 'await') return guarded ? 1 : 2;
  return guess || guarded ? 3 : heaviest;
}

/** A failure behind a call. A constant among what is handed over may be what keeps it away. */
export function behindCall(failure: Failure, ref: CallRef, { args }: CallFact): Failure {
  const kept = failure.guarded && args.some((a) => a.is === 'literal') ? { ...failure, sure: false } : failure;
  return { ...kept, through: [ref, ...failure.through] };
}

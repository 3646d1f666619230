import type { CallRef } from '../abstract.js';

/** What a callback is for who reads a finding: `start` runs once when a server listens, `end` while the process ends. */
export type Role = 'listener' | 'timer' | 'loop' | 'callback' | 'start' | 'end' | 'method' | 'executor';

/** What becomes of the promise that a function gives, where the function is handed over. */
export type Fate =
  /** Nobody looks at it. `sure`: by what is known of who gets it, not by its name alone. */
  | { readonly is: 'dropped'; readonly role: Role; readonly sure: boolean; /** In a function of the project. */ readonly at?: CallRef; /** In vain: it stands in a `try`. */ readonly tried?: true; /** The parameter is declared to give a promise, so it is told at `at`. */ readonly told?: 'no-async-void-callback' | 'no-floating-promise' }
  /** It stands for an answer, and a promise is always true. */
  | { readonly is: 'taken-for-true'; readonly method: string }
  /** Awaited, caught, or handed to who asked for it. */
  | { readonly is: 'looked-at'; readonly why: string }
  /** What the call gives is a function that gives it. */
  | { readonly is: 'given-back' }
  /** A library runs the function as a handler: what it does with a rejection is told of handlers. */
  | { readonly is: 'handler' }
  | { readonly is: 'unknown'; readonly why: string }
  /** No place at which a promise could get lost. */
  | { readonly is: 'none' };

const none: Fate = { is: 'none' };

/** What counts of several: a place that drops the promise is enough. */
export function worstFate(fates: readonly Fate[]): Fate {
  for (const is of ['dropped', 'taken-for-true', 'handler', 'unknown', 'given-back', 'looked-at'] as const) {
    const found = fates.find((f) => f.is === is);
    if (found) return found;
  }
  return none;
}

export function unknownFate(why: string): Fate {
  return { is: 'unknown', why };
}

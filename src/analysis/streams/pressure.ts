import type { CallRef } from '../abstract.js';

/** A place where data goes from one side to another, and whether the faster side waits for the slower one. */
export interface Pressure {
  readonly ref: CallRef;
  readonly is: 'loop' | 'copy' | 'work' | 'push' | 'stall' | 'early' | 'pipeline';
  /** What is written to, or listened to, as it is written. */
  readonly name: string;
  readonly verdict: PressureVerdict;
}

export type PressureVerdict =
  | { readonly is: 'waits'; readonly by: string }
  | { readonly is: 'unknown'; readonly why: string }
  /** `noun`: what is written to. `source`: what brings more, as a phrase. */
  | { readonly is: 'ignored'; readonly noun: string; readonly source: string };

import type { Lines } from './foreign-cases.js';

/** A finding of anybody's rule in a service. */
export interface PlacedFinding extends Lines {
  readonly rule: string;
  /** Posix, below the checkout. */
  readonly path: string;
  readonly message: string;
}

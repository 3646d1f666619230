import type { Step } from '../../model/facts.js';
import type { End, Path } from './path.js';

/**
 * What a step does for the duty. `may`: it cannot be seen. `hope`: it does so when something fails. `open`: it hands the duty to a function that ends without, on some
 * path, at `end`.
 */
export type Doing =
  /** `throws`: only in that it never comes back. `unless`: not where it fails. */
  | { readonly is: 'done'; readonly throws?: true; readonly unless?: Lapse }
  | { readonly is: 'may' }
  | { readonly is: 'hope' }
  | { readonly is: 'open'; readonly end: End; readonly unless?: Lapse }
  /** `tried`: on another way it would. */
  | { readonly is: 'nothing'; readonly tried?: true };

/** How a step fails before it has done what it does otherwise. */
export interface Lapse {
  readonly sure: boolean;
  /** What fails, in the function at hand. */
  readonly failed: Step;
  /** The end of the function that was to do it. */
  readonly end?: End;
  /** Nobody here hears of it: what follows runs all the same. */
  readonly unheard?: true;
}

/** The paths on which the duty is undone after a step. */
export function after(doing: Doing, paths: readonly Path[]): readonly Path[] {
  const early = paths.filter((p) => !p.due);
  return early.length > 0 && (doing.is !== 'done' || !doing.throws) ? [...early, ...undone(doing, paths.filter((p) => p.due))] : undone(doing, paths);
}

function undone(doing: Doing, paths: readonly Path[]): readonly Path[] {
  switch (doing.is) {
    case 'done': return paths.flatMap((p) => (p.lost ? [{ ...p, sure: false }] : []));
    case 'nothing': return paths;
    case 'may': return paths.map((p) => (p.sure ? { ...p, sure: false } : p));
    case 'hope': return paths.map((p) => ({ ...p, weak: true }));
    case 'open': return paths.map((p) => ({ ...p, end: p.end ?? doing.end }));
  }
}

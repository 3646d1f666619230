import type { CallRef } from '../abstract.js';

/** Who decides how many there are: who sends a request, the data of a table, or who fills a queue. */
export type SizeSource = 'request' | 'rows' | 'batch';

/** How many elements a collection can have. */
export type Size =
  /** `why`: a literal list, `slice`, `take (50)`. */
  | { readonly is: 'bounded'; readonly why: string }
  /** `why` names what brings them: `req.body.ids`, `prisma.user.findMany`. */
  | { readonly is: 'unbounded'; readonly by: SizeSource; readonly why: string; readonly at: CallRef | undefined; /** The rows of one owner, or those that a state leaves: all the same without an end, and mostly few. */ readonly part?: true; /** All rows of a table that nothing shows to be large. */ readonly modest?: true }
  | { readonly is: 'unknown'; readonly why: string };

export function bounded(why: string): Size {
  return { is: 'bounded', why };
}

export function unknownSize(why: string): Size {
  return { is: 'unknown', why };
}

/** Several together, or one of several: a part without an end is enough. */
export function together(sizes: readonly Size[]): Size {
  const open = sizes.filter((s) => s.is === 'unbounded');
  return open.find((s) => !s.part) ?? open[0] ?? sizes.find((s) => s.is === 'unknown') ?? sizes[0] ?? bounded('nothing');
}

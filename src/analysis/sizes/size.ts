import type { CallRef } from '../abstract.js';

/** Who decides how many there are: who sends a request, the data of a table, or who fills a queue. */
export type SizeSource = 'request' | 'rows' | 'batch';

/** Who says how many there are, where that is not seen and nothing in sight bounds it: whoever calls the function, what answers a request, another part of the project. */
export type OpenSource = 'caller' | 'answer' | 'part';

/** How many elements a collection can have. */
export type Size =
  /** `why`: a literal list, `slice`, `take (50)`. */
  | { readonly is: 'bounded'; readonly why: string }
  /** `why` names what brings them: `req.body.ids`, `prisma.user.findMany`. */
  | { readonly is: 'unbounded'; readonly by: SizeSource; readonly why: string; readonly at: CallRef | undefined; /** The rows of one owner, or those that a state leaves: all the same without an end, and mostly few. */ readonly part?: true; /** All rows of a table that nothing shows to be large. */ readonly modest?: true }
  | { readonly is: 'unknown'; readonly why: string; /** It is followed to its end, and no bound stood on the way. */ readonly open?: OpenSource };

export function bounded(why: string): Size {
  return { is: 'bounded', why };
}

export function unknownSize(why: string, open?: OpenSource): Size {
  return { is: 'unknown', why, ...(open && { open }) };
}

/** Several together, or one of several: a part without an end is enough. */
export function together(sizes: readonly Size[]): Size {
  const open = sizes.filter((s) => s.is === 'unbounded');
  return open.find((s) => !s.part) ?? open[0] ?? unknownOf(sizes) ?? sizes[0] ?? bounded('nothing');
}

/** What nothing bounds stays so beside literal lists, and not beside a way that cuts it or that is not followed. */
function unknownOf(sizes: readonly Size[]): Size | undefined {
  const unknown = sizes.filter((s) => s.is === 'unknown');
  const closed = unknown.find((s) => s.open === undefined);
  if (closed || !sizes.some((s) => s.is === 'bounded' && !literal.has(s.why))) return closed ?? unknown[0];
  return unknown[0] && unknownSize(unknown[0].why);
}

/** What is bounded because it is written out, or is nothing. */
const literal: ReadonlySet<string> = new Set(['nothing', 'an empty list', 'a literal list', 'itself']);

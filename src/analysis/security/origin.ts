import type { CallRef } from '../abstract.js';
import type { Handler } from '../handlers.js';

/** Where what stands in a text comes from. */
export type Origin =
  /** It stands in the code, is a number, one of few values, or was made safe. */
  | { readonly is: 'fixed' }
  /** `path`: what was read of the handler's parameter `at`. `through`: the calls by which it came here, the first one first. */
  | { readonly is: 'request'; readonly handler: Handler; readonly at: number; readonly path: readonly string[]; readonly through: readonly CallRef[] }
  | { readonly is: 'unknown'; readonly why: string };

export type RequestOrigin = Extract<Origin, { is: 'request' }>;

export const fixed: Origin = { is: 'fixed' };

export function unknownOrigin(why: string): Origin {
  return { is: 'unknown', why };
}

/** Several parts of one text, or one of several: what a request brings outweighs all, and what is not known the rest. */
export function joined(origins: Iterable<Origin>): Origin {
  let found: Origin = fixed;
  for (const origin of origins) {
    if (origin.is === 'request') return origin;
    if (origin.is === 'unknown' && found.is === 'fixed') found = origin;
  }
  return found;
}

/** Another property of what a request brought. */
export function readOf(origin: Origin, ...names: readonly string[]): Origin {
  return origin.is === 'request' && origin.path.length < 9 ? { ...origin, path: [...origin.path, ...names] } : origin;
}

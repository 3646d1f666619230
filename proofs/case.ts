import type { Servers } from './servers.js';

/** Time given to every knob, and how long a case is watched, in milliseconds. */
export const limit = 300;
export const watched = 1_500;

/** One claim of the catalog, measured: what ends within `watched`, and what is still pending then. */
export interface Case {
  readonly library: string;
  /** The place where the knob is turned, or `none`. */
  readonly knob: string;
  /** Where the server stops: it never answers, or it stops in the middle of the body, or it sends a byte now and then. */
  readonly phase: 'headers' | 'body' | 'drip' | 'query' | 'connect' | 'acquire' | 'work';
  readonly expect: 'ends' | 'pending';
  /** It turns a knob of the whole process, so it must not run beside others. */
  readonly alone?: true;
  readonly run: (servers: Servers) => Promise<unknown>;
}

/** How a case came out: with what, and whether the knob's time had passed by then, or that it did not. */
export type Outcome = { readonly is: 'pending' } | { readonly is: 'ends' | 'ends at once'; readonly how: string };

/** Starts a case and watches it for `watched` milliseconds. */
export async function measure(subject: Case, servers: Servers): Promise<Outcome> {
  const start = Date.now();
  // What ends before the knob's time did not end because of it: a refused connection, a mistake in the case.
  const ended = (how: string): Outcome => ({ is: Date.now() - start < limit * 0.9 ? 'ends at once' : 'ends', how });
  const settled = Promise.resolve()
    .then(() => subject.run(servers))
    .then(
      () => ended('resolved'),
      (error: unknown) => ended(error instanceof Error ? nameOf(error) : 'rejected'),
    );
  const pending = new Promise<Outcome>((resolve) => setTimeout(resolve, watched, { is: 'pending' }));
  return Promise.race([settled, pending]);
}

/** A plain `Error` says nothing by its name. */
function nameOf(error: Error): string {
  return error.name.toLowerCase() === 'error' ? `Error: ${error.message}` : error.name;
}

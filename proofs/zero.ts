import { limit, watched } from './case.js';

/** A call with 0 whose client has the usual short time: it ends after that. */
export async function zeroIsUnset(run: () => Promise<unknown>): Promise<string> {
  const ms = await lasts(run);
  if (ms === undefined || ms < limit * 0.9) throw new Error(ms === undefined ? 'it is pending' : `it ends after ${String(ms)} ms`);
  return "ends after the client's time";
}

/** A call with 0 whose client has no time of its own: it ends before anything could have been answered. */
export async function zeroEndsAtOnce(run: () => Promise<unknown>): Promise<string> {
  const ms = await lasts(run);
  if (ms === undefined || ms > limit * 0.9) throw new Error(ms === undefined ? 'it is pending' : `it ends after ${String(ms)} ms`);
  return 'ends at once';
}

/** How long it takes to end, in milliseconds. */
async function lasts(run: () => Promise<unknown>): Promise<number | undefined> {
  const start = Date.now();
  const ended = run().then(() => Date.now() - start, () => Date.now() - start);
  return Promise.race([ended, new Promise<undefined>((resolve) => setTimeout(resolve, watched, undefined))]);
}

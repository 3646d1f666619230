import { limit } from './case.js';

/** A fetch that gives up on each request after the usual short time, as projects hand one to a client that has no time of its own. */
export const inTime = (input: string | URL | Request, init?: RequestInit): Promise<Response> => fetch(input, { ...init, signal: AbortSignal.timeout(limit) });

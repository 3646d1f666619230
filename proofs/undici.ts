import { Agent, Pool, RetryAgent, fetch, request } from 'undici';

import { limit, type Case } from './case.js';

const library = 'undici';

type Options = Parameters<typeof request>[1];

const text = async (url: string, options?: Options): Promise<string> => (await request(url, options)).body.text();

/** A pool's own `request`, as far as the headers. */
const viaPool = (url: string, options: Pool.Options): Promise<unknown> => new Pool(url, options).request({ path: '/', method: 'GET' });

const viaRetryAgent = (url: string): Promise<unknown> =>
  new RetryAgent(new Agent({ headersTimeout: limit }), { maxRetries: 0 }).request({ origin: url, path: '/', method: 'GET' });

export const cases: readonly Case[] = [
  { library, knob: 'none', phase: 'headers', expect: 'pending', run: (s) => text(s.silent) },
  { library, knob: 'none', phase: 'body', expect: 'pending', run: (s) => text(s.stalled) },
  { library, knob: 'call.headersTimeout', phase: 'headers', expect: 'ends', run: (s) => text(s.silent, { headersTimeout: limit }) },
  { library, knob: 'call.headersTimeout', phase: 'body', expect: 'pending', run: (s) => text(s.stalled, { headersTimeout: limit }) },
  { library, knob: 'call.bodyTimeout', phase: 'body', expect: 'ends', run: (s) => text(s.stalled, { bodyTimeout: limit }) },
  { library, knob: 'call.bodyTimeout', phase: 'drip', expect: 'pending', run: (s) => text(s.dripping, { bodyTimeout: limit }) },
  { library, knob: 'call.signal', phase: 'headers', expect: 'ends', run: (s) => text(s.silent, { signal: AbortSignal.timeout(limit) }) },
  { library, knob: 'call.signal', phase: 'drip', expect: 'ends', run: (s) => text(s.dripping, { signal: AbortSignal.timeout(limit) }) },
  { library, knob: 'client.headersTimeout', phase: 'headers', expect: 'ends', run: (s) => viaPool(s.silent, { headersTimeout: limit }) },
  { library, knob: 'client.headersTimeout: 0', phase: 'headers', expect: 'pending', run: (s) => viaPool(s.silent, { headersTimeout: 0 }) },
  { library, knob: 'client(0) > client.headersTimeout', phase: 'headers', expect: 'ends', run: (s) => viaRetryAgent(s.silent) },
  {
    library,
    knob: 'call.dispatcher > client.headersTimeout',
    phase: 'headers',
    expect: 'ends',
    run: (s) => text(s.silent, { dispatcher: new Agent({ headersTimeout: limit }) }),
  },
  {
    library: 'undici fetch',
    knob: 'call.signal',
    phase: 'headers',
    expect: 'ends',
    run: (s) => fetch(s.silent, { signal: AbortSignal.timeout(limit) }),
  },
];

import { Agent, Pool, RetryAgent, fetch, request } from 'undici';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { wait, phases } = subject('undici', 'undici');

type Options = Parameters<typeof request>[1];

const text = async (url: string, options?: Options): Promise<string> => (await request(url, options)).body.text();
const fetched = async (url: string, init?: object): Promise<string> => (await fetch(url, init)).text();

/** A pool's own `request`, and its body. */
const viaPool = async (url: string, options: Pool.Options): Promise<string> => (await new Pool(url, options).request({ path: '/', method: 'GET' })).body.text();

const viaRetryAgent = (options: Agent.Options) => async (url: string): Promise<string> =>
  (await new RetryAgent(new Agent(options), { maxRetries: 0 }).request({ origin: url, path: '/', method: 'GET' })).body.text();

const viaAgent = (options: Agent.Options) => (url: string) => fetched(url, { dispatcher: new Agent(options) });

export const cases: readonly Case[] = [
  ...phases('fetchSignal', (url) => fetched(url, { signal: AbortSignal.timeout(limit) })),
  ...phases('fetchHeadersTimeout', viaAgent({ headersTimeout: limit })),
  ...phases('fetchBodyTimeout', viaAgent({ bodyTimeout: limit })),
  ...phases('signal', (url) => text(url, { signal: AbortSignal.timeout(limit) })),
  ...phases('headersTimeout', (url) => text(url, { headersTimeout: limit })),
  ...phases('bodyTimeout', (url) => text(url, { bodyTimeout: limit })),
  ...phases('connectTimeout', (url) => viaPool(url, { connect: { timeout: limit } })),
  ...phases('connectTimeout', (url) => viaPool(url, { connectTimeout: limit }), { how: 'client.connectTimeout' }),
  ...phases('innerHeadersTimeout', viaRetryAgent({ headersTimeout: limit })),
  ...phases('innerBodyTimeout', viaRetryAgent({ bodyTimeout: limit })),
  ...phases('innerConnectTimeout', viaRetryAgent({ connect: { timeout: limit } })),
  wait('connectTimeout/default', (s) => text(s.unreachable)),
  wait('headersTimeout/headers', (s) => viaPool(s.silent, { headersTimeout: limit }), { how: 'client.headersTimeout' }),
  wait('headersTimeout/headers', (s) => text(s.silent, { dispatcher: new Agent({ headersTimeout: limit }) }), { how: 'call.dispatcher > client.headersTimeout' }),
  wait('headersTimeout/0/off', async (s) => (await new Pool(s.silent, { headersTimeout: limit }).request({ path: '/', method: 'GET', headersTimeout: 0 })).body.text(), { overrides: true }),
  wait('bodyTimeout/0/off', async (s) => (await new Pool(s.stalled, { bodyTimeout: limit }).request({ path: '/', method: 'GET', bodyTimeout: 0 })).body.text(), { overrides: true }),
  wait('fetch/timeout/ignored', (s) => fetched(s.silent, { timeout: limit })),
  wait('fetch/headersTimeout/ignored', (s) => fetched(s.silent, { headersTimeout: limit })),
  wait('fetch/bodyTimeout/ignored', (s) => fetched(s.stalled, { bodyTimeout: limit })),
  wait('request/timeout/ignored', (s) => text(s.silent, { timeout: limit } as object)),
];

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

import * as undici6 from 'undici';
import * as undici5 from 'undici-5';
import * as undici7 from 'undici-7';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

type Undici = Pick<typeof undici6, 'Agent' | 'Pool' | 'fetch' | 'request'>;
type Options = Parameters<Undici['request']>[1];

/** What versions 5, 6 and 7 have in common. */
function of(library: string, { Agent, Pool, fetch, request }: Undici): readonly Case[] {
  const { wait, phases, event } = subject('undici', library);
  const text = async (url: string, options?: Options): Promise<string> => (await request(url, options)).body.text();
  const fetched = async (url: string, init?: object): Promise<string> => (await fetch(url, init)).text();
  /** A pool's own `request`, and its body. */
  const viaPool = async (url: string, options: undici6.Pool.Options, more: object = {}): Promise<string> => (await new Pool(url, options).request({ path: '/', method: 'GET', ...more })).body.text();
  const viaAgent = (options: undici6.Agent.Options) => (url: string) => fetched(url, { dispatcher: new Agent(options) });
  return [
    ...phases('fetchSignal', (url) => fetched(url, { signal: AbortSignal.timeout(limit) })),
    ...phases('fetchHeadersTimeout', viaAgent({ headersTimeout: limit })),
    ...phases('fetchBodyTimeout', viaAgent({ bodyTimeout: limit })),
    ...phases(library === 'undici-5' ? 'signal@5' : 'signal', (url) => text(url, { signal: AbortSignal.timeout(limit) })),
    ...phases('headersTimeout', (url) => text(url, { headersTimeout: limit })),
    ...phases('bodyTimeout', (url) => text(url, { bodyTimeout: limit })),
    ...phases('connectTimeout', (url) => viaPool(url, { connect: { timeout: limit } })),
    ...phases('connectTimeout', (url) => viaPool(url, { connectTimeout: limit }), { how: 'client.connectTimeout' }),
    wait('connectTimeout/default', (s) => text(s.unreachable)),
    wait('connectTimeout/0/off', (s) => viaPool(s.unreachable, { connect: { timeout: 0 } })),
    wait('headersTimeout/headers', (s) => viaPool(s.silent, { headersTimeout: limit }), { how: 'client.headersTimeout' }),
    wait('headersTimeout/headers', (s) => text(s.silent, { dispatcher: new Agent({ headersTimeout: limit }) }), { how: 'call.dispatcher > client.headersTimeout' }),
    wait('headersTimeout/0/off', (s) => viaPool(s.silent, { headersTimeout: limit }, { headersTimeout: 0 }), { overrides: true }),
    wait('bodyTimeout/0/off', (s) => viaPool(s.stalled, { bodyTimeout: limit }, { bodyTimeout: 0 }), { overrides: true }),
    wait('fetch/timeout/ignored', (s) => fetched(s.silent, { timeout: limit })),
    wait('fetch/headersTimeout/ignored', (s) => fetched(s.silent, { headersTimeout: limit })),
    wait('fetch/bodyTimeout/ignored', (s) => fetched(s.stalled, { bodyTimeout: limit })),
    wait('request/timeout/ignored', (s) => text(s.silent, { timeout: limit } as object)),
    wait('Dispatcher.request/timeout/ignored', (s) => viaPool(s.silent, {}, { timeout: limit })),
    library === 'undici-7'
      ? wait('request().body/error/hang', async (s) => once((await request(s.broken)).body.pipe(createWriteStream('/dev/null')), 'finish'))
      : event('request().body/error/crash', async (s, hear) => {
          const { body } = await request(s.broken);
          hear(body);
          body.pipe(createWriteStream('/dev/null'));
        }),
  ];
}

const { phases, wait } = subject('undici', 'undici');
const viaRetryAgent = (options: undici6.Agent.Options) => async (url: string): Promise<string> =>
  (await new undici6.RetryAgent(new undici6.Agent(options), { maxRetries: 0 }).request({ origin: url, path: '/', method: 'GET' })).body.text();

export const cases: readonly Case[] = [
  ...of('undici', undici6),
  ...of('undici-5', undici5 as unknown as Undici),
  ...of('undici-7', undici7 as unknown as Undici),
  ...phases('innerHeadersTimeout', viaRetryAgent({ headersTimeout: limit })),
  ...phases('innerBodyTimeout', viaRetryAgent({ bodyTimeout: limit })),
  ...phases('innerConnectTimeout', viaRetryAgent({ connect: { timeout: limit } })),
  wait('innerConnectTimeout/default', (s) => viaRetryAgent({})(s.unreachable)),
];

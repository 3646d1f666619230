import { Agent } from 'undici';

import { limit, type Case } from '../case.js';
import { withGlobalDispatcher } from '../global-dispatcher.js';
import { subject } from '../subject.js';

const { wait, phases } = subject('fetch', 'node');

/** Options that the types of `fetch` do not know: what is ignored, and what only Node's fetch has. */
const text = async (url: string | Request, init: object = {}): Promise<string> => (await fetch(url, init)).text();

const via = (options: Agent.Options) => (url: string) => text(url, { dispatcher: new Agent(options) });

export const cases: readonly Case[] = [
  ...phases('signal', (url) => text(url, { signal: AbortSignal.timeout(limit) })),
  ...phases('headersTimeout', via({ headersTimeout: limit })),
  ...phases('bodyTimeout', via({ bodyTimeout: limit })),
  ...phases('connectTimeout', via({ connect: { timeout: limit } })),
  wait('connectTimeout/default', (s) => text(s.unreachable)),
  wait('connectTimeout/0/off', (s) => via({ connect: { timeout: 0 } })(s.unreachable)),
  wait('signal/headers', (s) => text(new Request(s.silent, { signal: AbortSignal.timeout(limit) })), { how: 'arg0 > client.signal' }),
  wait('headersTimeout/headers', (s) => withGlobalDispatcher({ headersTimeout: limit }, () => text(s.silent)), { how: 'ambient:undici.setGlobalDispatcher(0)', alone: true }),
  wait('fetch/timeout/ignored', (s) => text(s.silent, { timeout: limit })),
  wait('fetch/headersTimeout/ignored', (s) => text(s.silent, { headersTimeout: limit })),
  wait('fetch/bodyTimeout/ignored', (s) => text(s.stalled, { bodyTimeout: limit })),
];

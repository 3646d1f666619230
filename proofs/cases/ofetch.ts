import { ofetch } from 'ofetch';
import { ofetch as ofetch11 } from 'ofetch-11';
import { ofetch as ofetch12 } from 'ofetch-12';
import { ofetch as ofetch2 } from 'ofetch-2';
import { Agent } from 'undici';

import { limit, type Case } from '../case.js';
import { dispatched } from '../global-dispatcher.js';
import { subject } from '../subject.js';

const library = subject('ofetch', 'ofetch');
const { wait, phases } = library;
const two = subject('ofetch', 'ofetch-2');
const twelve = subject('ofetch', 'ofetch-12');
const eleven = subject('ofetch', 'ofetch-11');

/** As text, so that half a body is not a fault of JSON. */
const get = (options: object = {}, client = ofetch) => (url: string): Promise<unknown> => client(url, { retry: 0, responseType: 'text', ...options });
const never = new AbortController().signal;

export const cases: readonly Case[] = [
  ...phases('timeout', get({ timeout: limit })),
  ...phases('signal', (url) => get({ signal: AbortSignal.timeout(limit) })(url)),
  ...phases('headersTimeout', get({ dispatcher: new Agent({ headersTimeout: limit }) })),
  ...phases('bodyTimeout', get({ dispatcher: new Agent({ bodyTimeout: limit }) })),
  wait('timeout/default', (s) => get()(s.silent)),
  wait('timeout/0/off', (s) => ofetch.create({ timeout: limit, retry: 0 })(s.silent, { timeout: 0 }), { overrides: true }),
  wait('timeout/disabled-by-signal', (s) => get({ timeout: limit, signal: never })(s.silent)),
  wait('timeout/headers', (s) => ofetch.create({ timeout: limit, retry: 0 })(s.silent), { how: 'client.timeout' }),
  wait('connectTimeout/default', (s) => get()(s.unreachable)),
  ...dispatched(library, 'connectTimeout', { connect: { timeout: limit } }, get()),
  ...two.phases('timeout@2', get({ timeout: limit }, ofetch2 as typeof ofetch)),
  two.wait('timeout@2/default', (s) => get({}, ofetch2 as typeof ofetch)(s.silent)),
  two.wait('timeout@2/0/off', (s) => ofetch2.create({ timeout: limit, retry: 0 })(s.silent, { timeout: 0 }), { overrides: true }),
  ...twelve.phases('timeout@1.3', get({ timeout: limit }, ofetch12 as typeof ofetch)),
  twelve.wait('timeout@1.3/default', (s) => get({}, ofetch12 as typeof ofetch)(s.silent)),
  twelve.wait('timeout@1.3/0/off', (s) => ofetch12.create({ timeout: limit, retry: 0 })(s.silent, { timeout: 0 }), { overrides: true }),
  twelve.wait('timeout@1.3/disabled-by-signal', (s) => get({ timeout: limit, signal: never }, ofetch12 as typeof ofetch)(s.silent)),
  eleven.wait('Client/timeout/ignored', (s) => get({ timeout: limit }, ofetch11 as typeof ofetch)(s.silent)),
];

import { Client } from '@elastic/elasticsearch';
import { Client as Client7 } from 'elasticsearch-7';
import { Client as Client815 } from 'elasticsearch-815';
import { Client as Client8 } from 'elasticsearch-8';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';
import { zeroEndsAtOnce, zeroIsUnset } from '../zero.js';

const nine = subject('elasticsearch', '@elastic/elasticsearch');
const eight = subject('elasticsearch', 'elasticsearch-8');
const eight15 = subject('elasticsearch', 'elasticsearch-815');
const seven = subject('elasticsearch', 'elasticsearch-7');

type Make = new (options: { readonly node: string; readonly maxRetries: number }) => { count(parameters: object, options?: object): unknown };

const count = (Made: unknown) => (node: string, call: object = {}, client: object = {}): Promise<unknown> => Promise.resolve(new (Made as Make)({ node, maxRetries: 0, ...client }).count({}, call));
const [v9, v8, v815, v7] = [count(Client), count(Client8), count(Client815), count(Client7)];

export const cases: readonly Case[] = [
  ...nine.phases('requestTimeout@9', (url) => v9(url, { requestTimeout: limit })),
  ...nine.phases('bodyTimeout@9', (url) => v9(url, {}, { requestTimeout: limit }), { except: ['headers'] }),
  nine.wait('requestTimeout@9/headers', (s) => v9(s.silent, {}, { requestTimeout: limit }), { how: 'client.requestTimeout' }),
  nine.wait('requestTimeout@9/default', (s) => v9(s.silent)),
  nine.wait('bodyTimeout@9/default', (s) => v9(s.stalled)),
  nine.shown('requestTimeout@9/0-at-call.requestTimeout', (s) => zeroEndsAtOnce(() => v9(s.silent, { requestTimeout: 0 }))),
  eight.shown('requestTimeout@8.19.2/0-at-call.requestTimeout', (s) => zeroEndsAtOnce(() => v8(s.silent, { requestTimeout: 0 }))),
  seven.shown('requestTimeout@7/0-at-call.requestTimeout', (s) => zeroIsUnset(() => v7(s.silent, { requestTimeout: 0 }, { requestTimeout: limit }))),
  nine.wait('requestTimeout@9/0/off', (s) => v9(s.silent, {}, { requestTimeout: 0 })),
  ...nine.phases('signal', (url) => v9(url, { signal: AbortSignal.timeout(limit) })),
  ...nine.phases('connectTimeout', (url) => v9(url, {}, { agent: { connect: { timeout: limit } } })),
  nine.wait('connectTimeout/default', (s) => v9(s.unreachable)),
  nine.wait('Client.bulk/timeout/ignored', (s) => v9(s.silent, { timeout: limit })),
  ...eight.phases('requestTimeout@8.19.2', (url) => v8(url, { requestTimeout: limit })),
  ...eight.phases('bodyTimeout@8.19.2', (url) => v8(url, {}, { requestTimeout: limit }), { except: ['headers'] }),
  ...eight.phases('signal', (url) => v8(url, { signal: AbortSignal.timeout(limit) })),
  eight.wait('Client.bulk/timeout/ignored', (s) => v8(s.silent, { timeout: limit })),
  ...eight15.phases('requestTimeout', (url) => v815(url, { requestTimeout: limit })),
  ...eight15.phases('bodyTimeout@8', (url) => v815(url, {}, { requestTimeout: limit }), { except: ['headers'] }),
  eight15.wait('requestTimeout/default', (s) => v815(s.silent)),
  eight15.wait('bodyTimeout@8/default', (s) => v815(s.stalled)),
  eight15.wait('requestTimeout/0/off', (s) => v815(s.silent, {}, { requestTimeout: 0 })),
  eight15.wait('bodyTimeout@8/0/off', (s) => v815(s.stalled, {}, { requestTimeout: 0 })),
  eight15.shown('requestTimeout/0-at-call.requestTimeout', (s) => zeroEndsAtOnce(() => v815(s.silent, { requestTimeout: 0 }))),
  // Before the first call it asks what the server is, for which the client's own time holds.
  ...seven.phases('requestTimeout@7', (url) => v7(url, {}, { requestTimeout: limit })),
  seven.wait('requestTimeout@7/default', (s) => v7(s.silent)),
  seven.wait('requestTimeout@7/0/off', (s) => v7(s.silent, {}, { requestTimeout: 0 })),
];

import { createClient } from '@clickhouse/client';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { phases, wait } = subject('clickhouse', '@clickhouse/client');

const query = async (url: string, client: object = {}, call: object = {}): Promise<unknown> => (await createClient({ url, ...client }).query({ query: 'select 1', format: 'JSON', ...call })).json();

export const cases: readonly Case[] = [
  ...phases('request_timeout', (url) => query(url, { request_timeout: limit })),
  ...phases('request_timeout', (url) => query(`${url}/?request_timeout=${String(limit)}`), { how: 'url.request_timeout', except: ['connect'] }),
  ...phases('abort_signal', (url) => query(url, {}, { abort_signal: AbortSignal.timeout(limit) })),
  wait('request_timeout/default', (s) => query(s.silent)),
  wait('Client.query/request_timeout/ignored', (s) => query(s.silent, {}, { request_timeout: limit })),
];

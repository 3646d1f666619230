import { drive } from '@googleapis/drive';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { phases, wait } = subject('googleapis', '@googleapis/drive');

const files = (url: string, call: object = {}, client: object = {}): Promise<unknown> => Promise.resolve(drive({ version: 'v3', rootUrl: `${url}/`, retry: false, ...client }).files.list({}, { retry: false, ...call }));

export const cases: readonly Case[] = [
  ...phases('timeout', (url) => files(url, { timeout: limit })),
  ...phases('timeout', (url) => files(url, {}, { timeout: limit }), { how: 'client.timeout' }),
  ...phases('signal', (url) => files(url, { signal: AbortSignal.timeout(limit) })),
  wait('timeout/default', (s) => files(s.silent)),
  wait('timeout/0/off', (s) => files(s.silent, { timeout: 0 })),
];

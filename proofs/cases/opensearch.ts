import { Client } from '@opensearch-project/opensearch';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';
import { zeroIsUnset } from '../zero.js';

const { phases, shown, wait } = subject('opensearch', '@opensearch-project/opensearch');

const count = (node: string, call: object = {}, client: object = {}): Promise<unknown> => Promise.resolve(new Client({ node, maxRetries: 0, ...client }).count({}, call));

export const cases: readonly Case[] = [
  ...phases('requestTimeout', (url) => count(url, { requestTimeout: limit })),
  ...phases('requestTimeout', (url) => count(url, {}, { requestTimeout: limit }), { how: 'client.requestTimeout' }),
  wait('requestTimeout/default', (s) => count(s.silent)),
  wait('requestTimeout/0/off', (s) => count(s.silent, {}, { requestTimeout: 0 })),
  shown('requestTimeout/0-at-call.requestTimeout', (s) => zeroIsUnset(() => count(s.silent, { requestTimeout: 0 }, { requestTimeout: limit }))),
  wait('Client.bulk/body/unbounded', (s) => count(s.stalled, { requestTimeout: limit })),
  wait('Client.bulk/total/unbounded', (s) => count(s.dripping, { requestTimeout: limit })),
];

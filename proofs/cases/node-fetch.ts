import nodeFetch from 'node-fetch';
import nodeFetch2 from 'node-fetch-2';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { wait, phases } = subject('node-fetch', 'node-fetch');
const two = subject('node-fetch', 'node-fetch-2');

/** What both have in common; their own types disagree about `timeout`. */
type Fetch = (url: string, init?: object) => Promise<{ text(): Promise<string> }>;

const text = (fetch: unknown) => async (url: string, init?: object): Promise<string> => (await (fetch as Fetch)(url, init)).text();
const v3 = text(nodeFetch);
const v2 = text(nodeFetch2);

export const cases: readonly Case[] = [
  ...phases('signal', (url) => v3(url, { signal: AbortSignal.timeout(limit) })),
  wait('export/timeout/ignored', (s) => v3(s.silent, { timeout: limit })),
  ...two.phases('signal', (url) => v2(url, { signal: AbortSignal.timeout(limit) })),
  ...two.phases('timeout', (url) => v2(url, { timeout: limit })),
  two.wait('timeout/default', (s) => v2(s.silent)),
  two.wait('timeout/0/off', (s) => v2(s.silent, { timeout: 0 })),
];

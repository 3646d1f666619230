import crossFetch from 'cross-fetch';
import crossFetch3 from 'cross-fetch-3';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

/** Its types describe the browser's fetch. */
type Fetch = (url: string, init?: object) => Promise<{ text(): Promise<string> }>;

export const cases: readonly Case[] = [
  ['cross-fetch', crossFetch],
  ['cross-fetch-3', crossFetch3],
].flatMap(([library, fetch]) => {
  const { wait, phases } = subject('cross-fetch', String(library));
  const text = async (url: string, init?: object): Promise<string> => (await (fetch as unknown as Fetch)(url, init)).text();
  return [
    ...phases('signal', (url) => text(url, { signal: AbortSignal.timeout(limit) })),
    ...phases('timeout', (url) => text(url, { timeout: limit })),
    wait('timeout/default', (s) => text(s.silent)),
    wait('timeout/0/off', (s) => text(s.silent, { timeout: 0 })),
  ];
});

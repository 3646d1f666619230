import crossFetch from 'cross-fetch';
import crossFetch3 from 'cross-fetch-3';
import nodeFetch from 'node-fetch';
import nodeFetch2 from 'node-fetch-2';

import { limit, type Case } from './case.js';

/** What these packages have in common; their own types disagree about `timeout`. */
type Fetch = (url: string, init?: object) => Promise<{ text(): Promise<string> }>;

const text =
  (fetch: unknown) =>
  async (url: string, init?: object): Promise<string> =>
    (await (fetch as Fetch)(url, init)).text();

const v3 = text(nodeFetch);

/** The two that run on node-fetch 2 behave as it does. */
const withTimeout = ([library, fetch]: readonly [string, unknown]): readonly Case[] => [
  { library, knob: 'none', phase: 'headers', expect: 'pending', run: (s) => text(fetch)(s.silent) },
  { library, knob: 'call.timeout', phase: 'headers', expect: 'ends', run: (s) => text(fetch)(s.silent, { timeout: limit }) },
  { library, knob: 'call.timeout', phase: 'body', expect: 'ends', run: (s) => text(fetch)(s.stalled, { timeout: limit }) },
  { library, knob: 'call.timeout', phase: 'drip', expect: 'ends', run: (s) => text(fetch)(s.dripping, { timeout: limit }) },
  {
    library,
    knob: 'call.signal',
    phase: 'body',
    expect: 'ends',
    run: (s) => text(fetch)(s.stalled, { signal: AbortSignal.timeout(limit) }),
  },
];

export const cases: readonly Case[] = [
  { library: 'node-fetch 3', knob: 'none', phase: 'headers', expect: 'pending', run: (s) => v3(s.silent) },
  { library: 'node-fetch 3', knob: 'timeout (ignored)', phase: 'headers', expect: 'pending', run: (s) => v3(s.silent, { timeout: limit }) },
  {
    library: 'node-fetch 3',
    knob: 'call.signal',
    phase: 'headers',
    expect: 'ends',
    run: (s) => v3(s.silent, { signal: AbortSignal.timeout(limit) }),
  },
  {
    library: 'node-fetch 3',
    knob: 'call.signal',
    phase: 'drip',
    expect: 'ends',
    run: (s) => v3(s.dripping, { signal: AbortSignal.timeout(limit) }),
  },
  ...(
    [
      ['node-fetch 2', nodeFetch2],
      ['cross-fetch 4', crossFetch],
      ['cross-fetch 3', crossFetch3],
    ] as const
  ).flatMap(withTimeout),
];

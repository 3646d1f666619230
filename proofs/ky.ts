import ky from 'ky';

import { limit, type Case } from './case.js';

const library = 'ky 1';

const options = { retry: 0, timeout: limit };

export const cases: readonly Case[] = [
  { library, knob: 'none (10 s)', phase: 'headers', expect: 'pending', run: (s) => ky(s.silent).text() },
  { library, knob: 'call.timeout', phase: 'headers', expect: 'ends', run: (s) => ky(s.silent, options).text() },
  { library, knob: 'call.timeout', phase: 'body', expect: 'pending', run: (s) => ky(s.stalled, options).text() },
  { library, knob: 'client.timeout', phase: 'headers', expect: 'ends', run: (s) => ky.create(options).get(s.silent).text() },
  {
    library,
    knob: 'client.timeout, derived',
    phase: 'headers',
    expect: 'ends',
    run: (s) => ky.create(options).extend({}).get(s.silent).text(),
  },
  { library, knob: 'call.signal', phase: 'body', expect: 'ends', run: (s) => ky(s.stalled, { signal: AbortSignal.timeout(limit) }).text() },
];

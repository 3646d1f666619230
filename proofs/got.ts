import got from 'got';
import got11 from 'got-11';

import { limit, type Case } from './case.js';

const library = 'got';

// Without this a time that has run out is followed by two more attempts.
const once = got.extend({ retry: { limit: 0 } });
const once11 = got11.default.extend({ retry: { limit: 0 } });

export const cases: readonly Case[] = [
  { library, knob: 'none', phase: 'headers', expect: 'pending', run: (s) => once(s.silent) },
  { library, knob: 'call.timeout.request', phase: 'headers', expect: 'ends', run: (s) => once(s.silent, { timeout: { request: limit } }) },
  { library, knob: 'call.timeout.request', phase: 'drip', expect: 'ends', run: (s) => once(s.dripping, { timeout: { request: limit } }) },
  {
    library,
    knob: 'client.timeout.request',
    phase: 'headers',
    expect: 'ends',
    run: (s) => once.extend({ timeout: { request: limit } }).get(s.silent),
  },
  {
    library,
    knob: 'call.timeout.response',
    phase: 'headers',
    expect: 'ends',
    run: (s) => once(s.silent, { timeout: { response: limit } }),
  },
  {
    library,
    knob: 'call.timeout.response',
    phase: 'body',
    expect: 'pending',
    run: (s) => once(s.stalled, { timeout: { response: limit } }),
  },
  { library, knob: 'call.timeout.socket', phase: 'headers', expect: 'ends', run: (s) => once(s.silent, { timeout: { socket: limit } }) },
  { library, knob: 'call.timeout.socket', phase: 'body', expect: 'ends', run: (s) => once(s.stalled, { timeout: { socket: limit } }) },
  { library, knob: 'call.timeout.read', phase: 'drip', expect: 'ends', run: (s) => once(s.dripping, { timeout: { read: limit } }) },
  { library, knob: 'call.timeout.read', phase: 'headers', expect: 'pending', run: (s) => once(s.silent, { timeout: { read: limit } }) },
  { library, knob: 'call.signal', phase: 'drip', expect: 'ends', run: (s) => once(s.dripping, { signal: AbortSignal.timeout(limit) }) },
  { library: 'got 11', knob: 'none', phase: 'headers', expect: 'pending', run: (s) => once11(s.silent) },
  { library: 'got 11', knob: 'call.timeout', phase: 'headers', expect: 'ends', run: (s) => once11(s.silent, { timeout: limit }) },
  {
    library: 'got 11',
    knob: 'call.timeout.request',
    phase: 'body',
    expect: 'ends',
    run: (s) => once11(s.stalled, { timeout: { request: limit } }),
  },
];

import got from 'got';
import gotOld from 'got-11';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { wait, phases, event } = subject('got', 'got');
const eleven = subject('got', 'got-11');

// Without this a time that has run out is followed by two more attempts.
const once = got.extend({ retry: { limit: 0 } });
// Its types are those of a CommonJS module, and what is imported is its default.
const once11 = (gotOld as unknown as typeof gotOld.default).extend({ retry: { limit: 0 } });

export const cases: readonly Case[] = [
  ...phases('request', (url) => once(url, { timeout: { request: limit } })),
  ...phases('response', (url) => once(url, { timeout: { response: limit } })),
  ...phases('connect', (url) => once(url, { timeout: { connect: limit } })),
  ...phases('socket', (url) => once(url, { timeout: { socket: limit } })),
  ...phases('read', (url) => once(url, { timeout: { read: limit } })),
  ...phases('signal', (url) => once(url, { signal: AbortSignal.timeout(limit) })),
  wait('request/default', (s) => once(s.silent)),
  wait('request/headers', (s) => once.extend({ timeout: { request: limit } }).get(s.silent), { how: 'client.timeout.request' }),
  event('Client.stream()/error', (s, hear) => {
    const stream = got.stream(s.resetting);
    hear(stream);
    stream.resume();
  }),
  ...eleven.phases('request@11', (url) => once11(url, { timeout: { request: limit } })),
  ...eleven.phases('request@11', (url) => once11(url, { timeout: limit }), { how: 'call.timeout' }),
  ...eleven.phases('response', (url) => once11(url, { timeout: { response: limit } })),
  ...eleven.phases('connect', (url) => once11(url, { timeout: { connect: limit } })),
  ...eleven.phases('socket', (url) => once11(url, { timeout: { socket: limit } })),
  eleven.wait('request@11/default', (s) => once11(s.silent)),
];

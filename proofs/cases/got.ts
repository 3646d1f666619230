import { createWriteStream } from 'node:fs';

import got from 'got';
import gotOld from 'got-11';
import got12 from 'got-12';
import got13 from 'got-13';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const eleven = subject('got', 'got-11');
// Without this a time that has run out is followed by two more attempts. The types of version 11 are those of a CommonJS module, and what is imported is its default.
const once11 = (gotOld as unknown as typeof gotOld.default).extend({ retry: { limit: 0 } });

const of = (library: string, client: typeof got): readonly Case[] => {
  const { wait, phases, event } = subject('got', library);
  const once = client.extend({ retry: { limit: 0 } });
  return [
    ...phases('request', (url) => once(url, { timeout: { request: limit } })),
    ...phases('response', (url) => once(url, { timeout: { response: limit } })),
    ...phases('connect', (url) => once(url, { timeout: { connect: limit } })),
    ...phases('socket', (url) => once(url, { timeout: { socket: limit } })),
    ...phases('read', (url) => once(url, { timeout: { read: limit } })),
    ...phases('signal', (url) => once(url, { signal: AbortSignal.timeout(limit) })),
    wait('request/default', (s) => once(s.silent)),
    wait('response/default', (s) => once(s.silent)),
    wait('connect/default', (s) => once(s.unreachable)),
    wait('socket/default', (s) => once(s.stalled)),
    wait('read/default', (s) => once(s.stalled)),
    wait('request/headers', (s) => once.extend({ timeout: { request: limit } }).get(s.silent), { how: 'client.timeout.request' }),
    event('Client.stream()/error', (s, hear) => {
      const stream = client.stream(s.resetting, { retry: { limit: 0 } });
      hear(stream);
      stream.pipe(createWriteStream('/dev/null'));
    }),
    event('Client.stream.get()/error', (s, hear) => {
      const stream = client.stream.get(s.broken, { retry: { limit: 0 } });
      hear(stream);
      stream.pipe(createWriteStream('/dev/null'));
    }),
  ];
};

export const cases: readonly Case[] = [
  ...of('got', got),
  ...of('got-13', got13 as unknown as typeof got),
  ...of('got-12', got12 as unknown as typeof got),
  ...eleven.phases('request@11', (url) => once11(url, { timeout: { request: limit } })),
  ...eleven.phases('request@11', (url) => once11(url, { timeout: limit }), { how: 'call.timeout' }),
  ...eleven.phases('response', (url) => once11(url, { timeout: { response: limit } })),
  ...eleven.phases('connect', (url) => once11(url, { timeout: { connect: limit } })),
  ...eleven.phases('socket', (url) => once11(url, { timeout: { socket: limit } })),
  eleven.wait('request@11/default', (s) => once11(s.silent)),
];

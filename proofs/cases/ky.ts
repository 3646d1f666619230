import ky from 'ky';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { wait, phases } = subject('ky', 'ky');

const options = { retry: 0, timeout: limit } as const;
const unbounded = { retry: 0, timeout: false } as const;

export const cases: readonly Case[] = [
  ...phases('timeout@1', (url) => ky(url, options).text()),
  ...phases('signal', (url) => ky(url, { ...unbounded, signal: AbortSignal.timeout(limit) }).text()),
  wait('timeout@1/default', (s) => ky(s.silent, { retry: 0 }).text()),
  wait('timeout@1/false/off', (s) => ky.create(options).get(s.silent, unbounded).text(), { overrides: true }),
  wait('timeout@1/headers', (s) => ky.create(options).get(s.silent).text(), { how: 'client.timeout' }),
  wait('timeout@1/headers', (s) => ky.create(options).extend({}).get(s.silent).text(), { how: 'client.timeout, derived' }),
  wait('Client.get/totalTimeout/ignored', (s) => ky.get(s.silent, { ...unbounded, ...({ totalTimeout: limit } as object) }).text()),
];

import ky from 'ky';
import ky2 from 'ky-2';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { subject } from '../subject.js';

const two = subject('ky', 'ky-2');
const { wait, phases, shown } = subject('ky', 'ky');

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
  shown('Client.get().json/gives', (s) => gives.promise(() => ky.get(s.resetting, { retry: 0 }).json())),
  shown('Client().json/gives', (s) => gives.promise(() => ky(s.resetting, { retry: 0 }).json())),
  ...two.phases('timeout', (url) => ky2(url, options).text()),
  ...two.phases('totalTimeout', (url) => ky2(url, { ...unbounded, totalTimeout: limit }).text()),
  ...two.phases('signal', (url) => ky2(url, { ...unbounded, signal: AbortSignal.timeout(limit) }).text()),
  two.wait('timeout/false/off', (s) => ky2.create(options).get(s.silent, unbounded).text(), { overrides: true }),
  two.wait('timeout/default', (s) => ky2(s.silent, { retry: 0 }).text()),
  two.wait('totalTimeout/default', (s) => ky2(s.silent, unbounded).text()),
  two.wait('totalTimeout/false/off', (s) => ky2.create({ ...unbounded, totalTimeout: limit }).get(s.silent, { totalTimeout: false }).text(), { overrides: true }),
];

import Memcached from 'memcached';
import memjs from 'memjs';

import { limit, second, type Case } from '../case.js';
import { gives } from '../gives.js';
import type { Servers } from '../servers.js';
import { subject } from '../subject.js';

const memcached = subject('memcached', 'memcached');
const memjses = subject('memjs', 'memjs');

const at = (port: number): string => `127.0.0.1:${String(port)}`;
const client = (s: Servers, options: object): memjs.Client => memjs.Client.create(at(s.silentPort), { retries: 0, ...options } as memjs.ClientOptions);

export const cases: readonly Case[] = [
  memcached.wait('Client.get/query', (s) => new Promise((resolve) => new Memcached(at(s.silentPort), { retries: 0, timeout: limit }).get('key', resolve))),
  memcached.shown('Client.*/gives', (s) => gives.none(() => new Memcached(at(s.silentPort)).get('key', () => undefined))),
  memjses.wait('timeout/query', (s) => client(s, { timeout: second }).get('key')),
  memjses.wait('timeout/default', (s) => client(s, {}).get('key')),
  memjses.wait('conntimeout/query', (s) => client(s, { conntimeout: limit / 1000, timeout: 60 }).get('key')),
  memjses.shown('Client.get/gives', (s) => {
    const made = client(s, {});
    return gives.promise(() => made.get('key'));
  }),
];

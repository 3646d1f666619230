import { Cluster, Redis, type RedisOptions } from 'ioredis';

import { limit, type Case } from '../case.js';
import type { Servers } from '../servers.js';
import { subject } from '../subject.js';

const { wait, event } = subject('ioredis', 'ioredis');

/** Connected to a server that answers no command. */
const mute = (s: Servers, options: RedisOptions = {}): Redis => listening(new Redis(s.redisPort, '127.0.0.1', options));

/** Never connected, so that commands wait in the offline queue. */
const lost = (s: Servers, options: RedisOptions = {}): Redis => listening(new Redis(s.silentPort, '127.0.0.1', options));

const cluster = (s: Servers, redisOptions: RedisOptions): Cluster =>
  new Cluster([{ host: '127.0.0.1', port: s.redisPort }], { redisOptions }).on('error', () => undefined);

const listening = (client: Redis): Redis => client.on('error', () => undefined);

// A pipeline resolves with one error per command; that is an end as well.
const commandTimeout = limit;

export const cases: readonly Case[] = [
  wait('commandTimeout/query', (s) => mute(s, { commandTimeout }).get('key')),
  wait('commandTimeout/query', (s) => listening(mute(s, { commandTimeout }).duplicate()).get('key'), { how: 'duplicate' }),
  wait('commandTimeout/query', (s) => mute(s, { commandTimeout }).pipeline().get('key').exec(), { how: 'pipeline' }),
  wait('commandTimeout/query', (s) => mute(s, { commandTimeout }).multi().get('key').exec(), { how: 'multi' }),
  wait('commandTimeout/queue', (s) => lost(s, { commandTimeout }).get('key')),
  wait('commandTimeout/default', (s) => mute(s).get('key')),
  wait('commandTimeout/default', (s) => lost(s).get('key'), { how: 'not connected' }),
  wait('clusterCommandTimeout/query', (s) => cluster(s, { commandTimeout }).get('key')),
  wait('clusterCommandTimeout/default', (s) => cluster(s, {}).get('key')),
  event('Connection/error', (s, hear) => hear(new Redis(new URL(s.resetting).port as unknown as number, '127.0.0.1', { retryStrategy: () => 100 }))),
];

import { Cluster, Redis, type RedisOptions } from 'ioredis';
import * as four from 'ioredis-4';
import * as five from 'ioredis-5';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakRedis } from '../protocols/redis.js';
import type { Servers, Speaking } from '../servers.js';
import { stays } from '../stays.js';
import { subject } from '../subject.js';

const { wait, event, shown } = subject('ioredis', 'ioredis');

type Make = new (port: number, host: string, options?: RedisOptions) => Redis;
const older = [
  { ...subject('ioredis', 'ioredis-5'), Redis: (five as unknown as { readonly Redis: Make }).Redis },
  { ...subject('ioredis', 'ioredis-4'), Redis: (four as unknown as { readonly default: Make }).default },
];

const server = (s: Servers): Promise<Speaking> => s.speaking(speakRedis);
const made = (port: number, options?: RedisOptions): Redis => new Redis(port, '127.0.0.1', { ...options });
const client = (port: number, options?: RedisOptions): Redis => made(port, options).on('error', () => undefined);
const cluster = (port: number, redisOptions: RedisOptions): Cluster => new Cluster([{ host: '127.0.0.1', port }], { redisOptions, slotsRefreshTimeout: 60_000 }).on('error', () => undefined);

/** One try to connect, to which nobody answers. */
const connect = (s: Servers, options: RedisOptions): Promise<void> => client(Number(new URL(s.unreachable).port), { lazyConnect: true, retryStrategy: () => null, ...options }).connect();

const closing = (open: (port: number) => Redis) => async (s: Servers): Promise<string> => {
  const own = await server(s);
  return stays(own, async () => {
    const opened = open(own.port);
    await opened.get('key');
    return () => opened.quit();
  });
};

/** A client that is closed, and lets nothing wait. */
async function closed(s: Servers): Promise<Redis> {
  const { port } = await server(s);
  const opened = client(port, { enableOfflineQueue: false });
  await new Promise((resolve) => opened.once('ready', resolve));
  opened.disconnect();
  return opened;
}

export const cases: readonly Case[] = [
  ...older.flatMap(({ wait: old, event: oldEvent, Redis: Old }) => [
    old('commandTimeout/query', async (s) => new Old((await server(s)).port, '127.0.0.1', { commandTimeout: limit }).on('error', () => undefined).get('hang')),
    old('commandTimeout/queue', (s) => new Old(s.silentPort, '127.0.0.1', { commandTimeout: limit }).on('error', () => undefined).get('key')),
    old('commandTimeout/default', async (s) => new Old((await server(s)).port, '127.0.0.1').on('error', () => undefined).get('hang')),
    oldEvent('Connection/error', (s, hear) => hear(new Old(Number(new URL(s.resetting).port), '127.0.0.1', { retryStrategy: () => 100 }))),
  ]),
  wait('clusterCommandTimeout/queue', (s) => cluster(s.silentPort, { commandTimeout: limit }).get('key')),
  wait('ClusterConnection.append/queue', (s) => cluster(s.silentPort, {}).append('key', 'value')),
  wait('ClusterPipeline.exec/queue', (s) => cluster(s.silentPort, {}).pipeline().get('key').exec()),
  wait('connectTimeout/connect', (s) => connect(s, { connectTimeout: limit })),
  wait('connectTimeout/default', (s) => connect(s, {})),
  wait('connectTimeout/0/off', (s) => connect(s, { connectTimeout: 0 })),
  event('ClusterConnection/error', (s, hear) => hear(new Cluster([{ host: '127.0.0.1', port: 1 }], { clusterRetryStrategy: () => null }))),
  event('Connection.scanStream()/error', async (s, hear) => {
    const { port } = await server(s);
    hear(client(port).scanStream({ match: 'fails' }).resume());
  }),
  shown('export/release', closing((port) => client(port))),
  shown('Redis/release', closing((port) => client(port))),
  shown('Connection.duplicate/release', closing((port) => client(port, { lazyConnect: true }).duplicate().on('error', () => undefined))),
  shown('Connection.disconnect/gives', async (s) => {
    const opened = client((await server(s)).port);
    return gives.none(() => opened.disconnect());
  }),
  shown('Connection.connect/gives', async (s) => {
    const opened = client((await server(s)).port);
    await opened.get('key');
    return gives.promise(() => opened.connect());
  }),
  shown('Connection.quit/gives', async (s) => {
    const opened = await closed(s);
    return gives.promise(() => opened.quit());
  }),
  shown('Connection.subscribe/gives', async (s) => {
    const opened = await closed(s);
    return gives.promise(() => opened.subscribe('channel'));
  }),
];

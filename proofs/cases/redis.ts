import * as redis6 from 'redis';
import redis3 from 'redis-3';
import * as redis4 from 'redis-4';
import * as redis5 from 'redis-5';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakRedis } from '../protocols/redis.js';
import type { Servers, Speaking } from '../servers.js';
import { stays } from '../stays.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

type Options = redis6.RedisClientOptions;
type Client = Pick<redis6.RedisClientType, 'get' | 'destroy' | 'quit' | 'subscribe'> & { connect(): Promise<unknown>; on(event: string, listener: (...values: unknown[]) => void): unknown; duplicate(): Client };

const server = (s: Servers): Promise<Speaking> => s.speaking(speakRedis);

/** Under one shape, whatever the version: what is looked at is the same in all of them. */
const version = (library: string, redis: unknown) => {
  const { createClient, createCluster } = redis as { createClient(options: Options): Client; createCluster(options: object): Client };
  const client = (port: number, { socket, ...options }: Options = {}): Client => createClient({ ...options, socket: { host: '127.0.0.1', port, ...socket } as Options['socket'] });
  const heard = (made: Client): Client => (made.on('error', () => undefined), made);
  const connected = async (port: number, options?: Options): Promise<Client> => {
    const made = heard(client(port, options));
    await made.connect();
    return made;
  };
  /** A command that waits for the connection, and one for its answer. */
  const stops = (options: Options) => ({
    queue: (s) => {
      // Where a connection is accepted the command is written at once, which is no queue any more.
      const made = heard(client(Number(new URL(s.unreachable).port), options));
      made.connect().catch(() => undefined);
      return made.get('key');
    },
    query: async (s) => (await connected((await server(s)).port, options)).get('hang'),
  }) satisfies Stops;
  const unheard = (port: number): Client => createCluster({ rootNodes: [{ url: `redis://127.0.0.1:${String(port)}` }] });
  const cluster = (port: number, defaults: object): Client => heard(createCluster({ rootNodes: [{ url: `redis://127.0.0.1:${String(port)}` }], defaults }));
  const ofCluster = (defaults: object) => ({
    query: async (s) => {
      const made = cluster((await server(s)).port, defaults);
      await made.connect();
      return made.get('hang');
    },
  }) satisfies Stops;
  return { ...subject('redis', library), client, connected, stops, unheard, ofCluster, suite: subject('redis', library) };
};

const six = version('redis', redis6);
const five = version('redis-5', redis5);
const four = version('redis-4', redis4);

/** Nothing changed in these from version 4 on. */
const sinceFour = ({ event, shown, client, connected }: typeof six): readonly Case[] => [
  event('Client/error', async (s, hear) => {
    const { port, drop } = await server(s);
    const made = client(port);
    hear(made);
    await made.connect();
    drop();
  }),
  shown('createClient/release', async (s) => {
    const own = await server(s);
    return stays(own, async () => {
      const made = await connected(own.port);
      return () => made.quit();
    });
  }),
  shown('Client.duplicate/release', async (s) => {
    const own = await server(s);
    return stays(own, async () => {
      const made = client(own.port).duplicate();
      made.on('error', () => undefined);
      await made.connect();
      return () => made.quit();
    });
  }),
  shown('Client.connect/gives', (s) => gives.promise(() => client(s.silentPort, { url: 'redis://127.0.0.1:1', socket: { reconnectStrategy: false } }).connect())),
  shown('Client.quit/gives', async (s) => {
    const { port } = await server(s);
    return gives.promise(() => client(port).quit());
  }),
];

const sinceFive = ({ wait, suite, stops, ofCluster, shown, connected }: typeof six): readonly Case[] => [
  ...stopping(suite, 'socketTimeout', { query: stops({ socket: { socketTimeout: limit, reconnectStrategy: false } as Options['socket'] }).query }),
  ...stopping(suite, 'clusterSocketTimeout', ofCluster({ socket: { socketTimeout: limit, reconnectStrategy: false } })),
  wait('socketTimeout/default', stops({}).query),
  wait('socketTimeout/0/off', stops({ socket: { socketTimeout: 0 } as Options['socket'] }).query),
  wait('clusterSocketTimeout/default', ofCluster({}).query),
  shown('Client.destroy/gives', async (s) => {
    const made = await connected((await server(s)).port);
    return gives.none(() => made.destroy());
  }),
];

/** The only client of the pool is taken. */
async function exhausted(s: Servers, options: object): Promise<unknown> {
  const { port } = await server(s);
  const pool = redis6.createClientPool({ socket: { host: '127.0.0.1', port } }, { minimum: 1, maximum: 1, ...options }).on('error', () => undefined);
  await pool.connect();
  pool.execute(() => new Promise(() => undefined)).catch(() => undefined);
  return pool.get('key');
}

const redisThree = subject('redis-3', 'redis-3');

export const cases: readonly Case[] = [
  ...[six, five, four].flatMap(sinceFour),
  ...[six, five].flatMap(sinceFive),
  four.event('Cluster/error', async (s, hear) => {
    const { port, drop } = await server(s);
    const made = four.unheard(port);
    hear(made);
    await made.connect();
    await made.get('key');
    drop();
  }),

  ...stopping(six.suite, 'commandOptionsTimeout', six.stops({ commandOptions: { timeout: limit } })),
  ...stopping(five.suite, 'commandOptionsTimeout@5', five.stops({ commandOptions: { timeout: limit } })),
  six.wait('commandOptionsTimeout/default', six.stops({}).queue),
  five.wait('commandOptionsTimeout@5/default', five.stops({}).queue),
  six.wait('commandOptionsTimeout/0/off', six.stops({ commandOptions: { timeout: 0 } }).queue),
  five.wait('commandOptionsTimeout@5/0/off', five.stops({ commandOptions: { timeout: 0 } }).queue),
  six.wait('clusterCommandOptionsTimeout/query', six.ofCluster({ commandOptions: { timeout: limit } }).query),
  six.wait('acquireTimeout/acquire', (s) => exhausted(s, { acquireTimeout: limit })),
  six.wait('acquireTimeout/default', (s) => exhausted(s, {})),
  six.wait('acquireTimeout/0/off', (s) => exhausted(s, { acquireTimeout: 0 })),
  six.wait('acquireTimeout/query', async (s) => {
    const { port } = await server(s);
    const pool = redis6.createClientPool({ socket: { host: '127.0.0.1', port } }, { acquireTimeout: limit }).on('error', () => undefined);
    await pool.connect();
    return pool.get('hang');
  }),
  six.event('Pool/error', async (s, hear) => {
    const { port, drop } = await server(s);
    const pool = redis6.createClientPool({ socket: { host: '127.0.0.1', port } });
    hear(pool);
    await pool.connect();
    await pool.get('key');
    drop();
  }),
  redisThree.event('Client/error', (_, hear) => hear(redis3.createClient({ host: '127.0.0.1', port: 1 }))),
];

import Bull from 'bull';
import { FlowProducer, Queue, QueueEvents, Worker, type RedisOptions } from 'bullmq';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakRedis } from '../protocols/redis.js';
import type { Servers, Speaking } from '../servers.js';
import { stays } from '../stays.js';
import { subject } from '../subject.js';

const bull = subject('bull', 'bull');
const bullmq = subject('bullmq', 'bullmq');

const server = (s: Servers): Promise<Speaking> => s.speaking(speakRedis);
const ofBull = (port: number, redis: object = {}): Bull.Queue => new Bull('hang', { redis: { host: '127.0.0.1', port, ...redis } }).on('error', () => undefined);
const to = (port: number, options: RedisOptions = {}) => ({ host: '127.0.0.1', port, ...options });
const queue = (port: number, options?: RedisOptions): Queue => new Queue('hang', { connection: to(port, options) }).on('error', () => undefined);
const flow = (port: number): FlowProducer => new FlowProducer({ connection: to(port) }).on('error', () => undefined);

const closing = (open: (port: number) => { close(): Promise<void>; on(event: 'error', listener: () => void): unknown; waitUntilReady(): Promise<unknown> }) => async (s: Servers): Promise<string> => {
  const own = await server(s);
  return stays(own, async () => {
    const opened = open(own.port);
    opened.on('error', () => undefined);
    await opened.waitUntilReady();
    return () => opened.close();
  });
};

export const cases: readonly Case[] = [
  bull.wait('commandTimeout/query', async (s) => ofBull((await server(s)).port, { commandTimeout: limit }).add({})),
  bull.wait('commandTimeout/queue', (s) => ofBull(s.silentPort, { commandTimeout: limit }).count()),
  bull.wait('commandTimeout/default', async (s) => ofBull((await server(s)).port).add({})),
  bull.wait('commandTimeout/default', (s) => ofBull(s.silentPort).add({}), { how: 'not connected' }),
  bull.event('new-()/error', (_, hear) => hear(new Bull('name', { redis: { host: '127.0.0.1', port: 1 } }))),
  bull.event('()/error', (_, hear) => hear(new Bull('name', 'redis://127.0.0.1:1'))),
  bull.shown('export/release', async (s) => {
    const own = await server(s);
    return stays(own, async () => {
      const opened = new Bull('name', { redis: { host: '127.0.0.1', port: own.port } }).on('error', () => undefined);
      await opened.isReady();
      return () => opened.close();
    });
  }),
  bullmq.wait('commandTimeout/query', async (s) => queue((await server(s)).port, { commandTimeout: limit }).add('name', {})),
  bullmq.wait('commandTimeout/queue', (s) => queue(s.silentPort, { commandTimeout: limit }).getJob('id')),
  bullmq.wait('commandTimeout/default', async (s) => queue((await server(s)).port).add('name', {})),
  bullmq.wait('Queue.add/queue', (s) => queue(s.silentPort).add('name', {})),
  bullmq.wait('Queue.getJob/queue', (s) => queue(s.silentPort).getJob('id')),
  bullmq.wait('Queue.pause/queue', (s) => queue(s.silentPort).pause()),
  bullmq.wait('Flow.add/queue', (s) => flow(s.silentPort).add({ name: 'name', queueName: 'hang' })),
  bullmq.event('new-Queue()/error', (_, hear) => hear(new Queue('name', { connection: to(1) }))),
  bullmq.event('new-Worker()/error', (_, hear) => hear(new Worker('name', () => Promise.resolve(), { connection: to(1, { maxRetriesPerRequest: null }) }))),
  bullmq.event('new-QueueEvents()/error', (_, hear) => hear(new QueueEvents('name', { connection: to(1) }))),
  bullmq.shown('Queue/release', closing((port) => new Queue('name', { connection: to(port) }))),
  bullmq.shown('FlowProducer/release', closing((port) => {
    const made = flow(port);
    return { close: () => made.close(), on: () => made, waitUntilReady: () => new Promise((resolve) => setTimeout(resolve, 300)) };
  })),
  bullmq.shown('Queue.close/gives', () => {
    const made = queue(1, { retryStrategy: () => null });
    return gives.promise(() => made.clean(0, 1));
  }),
];

import net from 'node:net';

import BeeQueue from 'bee-queue';
import Bull from 'bull';
import { Queue, QueueEvents, Worker, type Job } from 'bullmq';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { realRedis } from '../real-redis.js';
import { dropped, failing } from '../rejections.js';
import type { Servers } from '../servers.js';
import { stays } from '../stays.js';
import { subject } from '../subject.js';

const bull = subject('bull', 'bull');
const bullHandlers = subject('bull-handlers', 'bull');
const bullmq = subject('bullmq', 'bullmq');
const bullmqHandlers = subject('bullmq-handlers', 'bullmq');
const bees = subject('bee-queue-handlers', 'bee-queue');

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
let made = 0;
/** Cases share a Redis, and keep to a queue of their own. */
const name = (): string => `queue-${String(process.pid)}-${String(++made)}`;
const connection = async () => ({ host: '127.0.0.1', port: await realRedis(), maxRetriesPerRequest: null });

/** A queue of BullMQ, its events, and a worker that does the work. */
async function ofBullmq(work: (job: Job) => Promise<unknown>) {
  const [own, at] = [name(), await connection()];
  const queue = new Queue(own, { connection: at });
  const events = new QueueEvents(own, { connection: at });
  await events.waitUntilReady();
  return { queue, events, worker: new Worker(own, work, { connection: at }) };
}

async function ofBull(work?: () => Promise<unknown>): Promise<Bull.Queue> {
  const { host, port } = await connection();
  const queue = new Bull(name(), { redis: { host, port } });
  if (work) queue.process(work).catch(() => undefined);
  return queue;
}

async function ofBee(options: object = {}): Promise<BeeQueue> {
  const { host, port } = await connection();
  return new BeeQueue(name(), { redis: { host, port }, ...options });
}

/** How often a job that always fails is tried when nothing is set. */
async function tries(start: (work: () => Promise<never>) => Promise<unknown>): Promise<number> {
  let count = 0;
  await start(() => (count++, failing()));
  await later(3_000);
  return count;
}

/** A job that is to be tried twice is, and its rejection is heard. */
async function retried(start: (work: () => Promise<never>) => Promise<unknown>): Promise<string> {
  const count = await tries(start);
  if (count !== 2) throw new Error(`it is tried ${String(count)} times`);
  return 'with two attempts it is tried twice';
}

const once = (emitter: { once(event: never, listener: () => void): unknown }, event: string): Promise<void> => new Promise((resolve) => emitter.once(event as never, () => resolve()));

/** A Redis whose connections are counted on their way. */
const counted = async (s: Servers) => {
  const port = await realRedis();
  return s.speaking((socket) => {
    const to = net.connect(port, '127.0.0.1');
    socket.pipe(to).pipe(socket);
    for (const one of [socket, to]) one.on('error', () => undefined);
    socket.once('close', () => to.destroy());
  });
};

const waiting = async (ttl?: number): Promise<unknown> => {
  const { queue, events, worker } = await ofBullmq(() => Promise.resolve());
  await worker.close();
  return (await queue.add('name', {})).waitUntilFinished(events, ttl);
};

/** How many of three jobs are done at once. */
async function most(start: (work: () => Promise<unknown>) => Promise<unknown>): Promise<number> {
  let [running, highest] = [0, 0];
  await start(async () => {
    highest = Math.max(highest, ++running);
    await later(200);
    running--;
  });
  await later(2_000);
  return highest;
}

const kept = (count: number): string => {
  if (count !== 20) throw new Error(`of 20 finished jobs ${String(count)} are kept`);
  return 'of 20 finished jobs all are kept';
};

export const cases: readonly Case[] = [
  bullmq.wait('ttl/query', () => waiting(limit)),
  bullmq.wait('ttl/default', () => waiting()),
  bullmq.wait('ttl/0/off', () => waiting(0)),
  bullmq.attempts('Queue.add/retries', () => tries(async (work) => (await ofBullmq(work)).queue.add('name', {}))),
  bullmq.attempts('Queue/retries', () => tries(async (work) => (await ofBullmq(work)).queue.addBulk([{ name: 'name', data: {} }]))),
  bullmq.shown('Worker/release', async (s) => {
    const own = await counted(s);
    return stays(own, async () => {
      const worker = new Worker(name(), () => Promise.resolve(), { connection: { host: '127.0.0.1', port: own.port, maxRetriesPerRequest: null } }).on('error', () => undefined);
      await worker.waitUntilReady();
      return () => worker.close(true);
    });
  }),
  bullmq.shown('Job.remove/gives', async () => {
    const { queue } = await ofBullmq(() => later(5_000));
    const job = await queue.add('name', {});
    await later(500);
    return gives.promise(() => job.remove());
  }),
  bullmq.shown('new-Queue()/queue', async () => {
    const { queue } = await ofBullmq(() => Promise.resolve());
    await queue.addBulk(Array.from({ length: 20 }, () => ({ name: 'name', data: {} })));
    await later(1_500);
    return kept(await queue.getCompletedCount());
  }),
  bullmq.shown('new-Worker()/queue', async () => {
    const highest = await most(async (work) => (await ofBullmq(work)).queue.addBulk(Array.from({ length: 3 }, () => ({ name: 'name', data: {} }))));
    if (highest !== 1) throw new Error(`${String(highest)} jobs at once`);
    return 'one job at a time when nothing is set';
  }),
  bullmqHandlers.shown('export/rejection', () => retried(async (work) => (await ofBullmq(work)).queue.add('name', {}, { attempts: 2 }))),
  bullmqHandlers.shown('Worker.on/rejection', () => dropped(async () => {
    const { queue, worker } = await ofBullmq(() => Promise.resolve());
    worker.on('completed', failing);
    await queue.add('name', {});
    await once(worker, 'completed');
    await later(200);
  })),
  bullmqHandlers.shown('Events.on/rejection', () => dropped(async () => {
    const { queue, events } = await ofBullmq(() => Promise.resolve());
    events.on('completed', failing);
    await queue.add('name', {});
    await once(events, 'completed');
    await later(200);
  })),
  bull.attempts('Queue.add/retries', () => tries(async (work) => (await ofBull(work)).add({}))),
  bull.attempts('bull/retries', () => tries(async (work) => (await ofBull(work)).addBulk([{ data: {} }]))),
  bull.wait('Job.finished/query', async () => (await (await ofBull()).add({})).finished()),
  bull.shown('Job.remove/gives', async () => {
    const queue = await ofBull(() => later(5_000));
    const job = await queue.add({});
    await later(500);
    return gives.promise(() => job.remove());
  }),
  ...(['new-()/queue', '()/queue'] as const).map((claim) => bull.shown(claim, async () => {
    const queue = await ofBull(() => Promise.resolve());
    await queue.addBulk(Array.from({ length: 20 }, () => ({ data: {} })));
    await later(1_500);
    return kept(await queue.getCompletedCount());
  })),
  bullHandlers.shown('export/rejection', () => retried(async (work) => (await ofBull(work)).add({}, { attempts: 2 }))),
  bullHandlers.shown('Queue.on/rejection', () => dropped(async () => {
    const queue = await ofBull(() => Promise.resolve());
    queue.on('completed', failing);
    await queue.add({});
    await once(queue, 'completed');
    await later(200);
  })),
  bees.attempts('Queue.createJob().retries/retries', () => tries(async (work) => {
    const queue = await ofBee();
    queue.process(work);
    return queue.createJob({}).save();
  })),
  ...(['()/error', 'new-()/error'] as const).map((claim) => bees.event(claim, (_, hear) => hear(new BeeQueue('name', { redis: { host: '127.0.0.1', port: 1 } })))),
  bees.shown('export/rejection', async () => {
    const queue = await ofBee();
    queue.process(failing);
    const failed = new Promise((resolve) => queue.once('failed', resolve));
    await queue.createJob({}).save();
    await failed;
    return 'the job fails, and failed is emitted';
  }),
  bees.shown('Queue.on/rejection', () => dropped(async () => {
    const queue = await ofBee();
    queue.process(() => Promise.resolve());
    queue.on('succeeded', failing);
    await queue.createJob({}).save();
    await once(queue, 'succeeded');
    await later(200);
  })),
  ...(['()/queue', 'new-()/queue'] as const).map((claim) => bees.shown(claim, async () => {
    const queue = await ofBee();
    queue.process(() => Promise.resolve());
    for (let job = 0; job < 20; job++) await queue.createJob({}).save();
    await later(1_500);
    return kept((await queue.checkHealth()).succeeded);
  })),
];

import Bull from 'bull';
import { Queue, QueueEvents, Worker, type Job } from 'bullmq';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { counted, kept, later, name, once, retried, tries } from '../jobs.js';
import { realRedis } from '../real-redis.js';
import { dropped, failing } from '../rejections.js';
import { stays } from '../stays.js';
import { subject } from '../subject.js';

const bull = subject('bull', 'bull');
const bullHandlers = subject('bull-handlers', 'bull');
const bullmq = subject('bullmq', 'bullmq');
const bullmqHandlers = subject('bullmq-handlers', 'bullmq');

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
];

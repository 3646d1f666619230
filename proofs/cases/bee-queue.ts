import BeeQueue from 'bee-queue';

import type { Case } from '../case.js';
import { counted, kept, later, name, once, tries } from '../jobs.js';
import { realRedis } from '../real-redis.js';
import { dropped, failing } from '../rejections.js';
import { subject } from '../subject.js';

const bees = subject('bee-queue-handlers', 'bee-queue');

const ofBee = async (): Promise<BeeQueue> => new BeeQueue(name(), { redis: { host: '127.0.0.1', port: await realRedis() } });

export const cases: readonly Case[] = [
  bees.attempts('Queue.createJob().retries/retries', () => tries(async (work) => {
    const queue = await ofBee();
    queue.process(work);
    return queue.createJob({}).save();
  })),
  ...(['()/error', 'new-()/error'] as const).map((claim) => bees.event(claim, async (s, hear) => {
    const own = await counted(s);
    const queue = new BeeQueue(name(), { redis: { host: '127.0.0.1', port: own.port } });
    hear(queue);
    queue.process(() => Promise.resolve());
    await queue.ready();
    await later(300);
    own.drop();
  })),
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

import async from 'async';
import Bottleneck from 'bottleneck';
import fastq from 'fastq';
import pLimit, { limitFunction } from 'p-limit';
import pMap, { pMapIterable } from 'p-map';
import PQueue from 'p-queue';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { selfWait } from '../self-wait.js';
import { subject } from '../subject.js';

const limits = subject('p-limit', 'p-limit');
const maps = subject('p-map', 'p-map');
const queues = subject('p-queue', 'p-queue');
const bottlenecks = subject('bottleneck', 'bottleneck');
const fastqs = subject('fastq', 'fastq');
const asyncs = subject('async', 'async');

const never = (): Promise<never> => new Promise(() => undefined);
const failing = (): Promise<never> => Promise.reject(new Error('work failed'));
const many = Array.from({ length: 1_000 }, (_, index) => index);

/** How many pieces of work are under way at the most, of a list of 1000. */
async function together(run: (work: () => Promise<void>) => unknown): Promise<number> {
  let now = 0;
  let most = 0;
  await run(async () => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    now--;
  });
  return most;
}

async function allAtOnce(run: (work: () => Promise<void>) => unknown, limited: (work: () => Promise<void>) => unknown): Promise<string> {
  const [free, bound] = [await together(run), await together(limited)];
  if (free !== many.length || bound !== 3) throw new Error(`without a limit ${String(free)} at a time, with three ${String(bound)}`);
  return `${String(free)} of ${String(many.length)} at a time; with a limit of 3: 3`;
}

function waiting(count: number): Promise<string> {
  if (count < many.length - 1) throw new Error(`only ${String(count)} wait`);
  return Promise.resolve(`${String(count)} wait behind work that does not end`);
}

async function atATime(run: (work: () => Promise<void>) => unknown, expected: number): Promise<string> {
  const most = await together(run);
  if (most !== expected) throw new Error(`${String(most)} at a time`);
  return `${String(most)} of ${String(many.length)} at a time`;
}

const queueOf = (options: ConstructorParameters<typeof PQueue>[0] = {}): PQueue => new PQueue({ concurrency: 1, ...options });

export const cases: readonly Case[] = [
  limits.shown('Limit/gives', async () => {
    const one = pLimit(1);
    await one(() => 1);
    return gives.promise(() => one(failing));
  }),
  limits.shown('Limit.map/gives', () => gives.promise(() => pLimit(1).map([1], failing))),
  limits.shown('limitFunction()/gives', () => gives.promise(() => limitFunction(failing, { concurrency: 1 })())),
  limits.shown('Limit/slot', () => selfWait((size) => {
    const some = pLimit(size);
    return some(() => some(() => 1));
  })),
  maps.shown('p-map/gives', () => gives.promise(() => pMap([1], failing))),
  maps.shown('pMapIterable/gives', () => gives.none(() => pMapIterable([1], () => 1))),
  maps.shown('p-map/fan-out', () => allAtOnce((work) => pMap(many, work), (work) => pMap(many, work, { concurrency: 3 }))),
  queues.wait('timeout/task', () => queueOf({ timeout: limit }).add(never)),
  queues.wait('timeout/task', () => queueOf().add(never, { timeout: limit }), { how: 'arg1.timeout' }),
  queues.wait('timeout/default', () => queueOf().add(never)),
  queues.wait('taskTimeout/queue', () => {
    const queue = queueOf({ timeout: limit });
    queue.add(never).catch(() => undefined);
    return queue.onIdle();
  }),
  queues.wait('taskTimeout/default', () => {
    const queue = queueOf();
    queue.add(never).catch(() => undefined);
    return queue.onIdle();
  }),
  queues.shown('Queue.add/gives', () => gives.promise(() => queueOf().add(failing))),
  queues.shown('Queue.onEmpty/gives', () => {
    const queue = queueOf();
    queue.add(failing).catch(() => undefined);
    return gives.settles(() => queue.onIdle());
  }),
  queues.shown('Queue/slot', () => selfWait((size) => {
    const queue = queueOf();
    return queue.add(() => (size === 1 ? queue.onIdle() : queueOf().onIdle()));
  })),
  queues.shown('new-()/queue', () => {
    const queue = queueOf();
    for (const _ of many) queue.add(never).catch(() => undefined);
    return waiting(queue.size);
  }),
  bottlenecks.wait('expiration/task', () => new Bottleneck().schedule({ expiration: limit }, never)),
  bottlenecks.wait('expiration/default', () => new Bottleneck().schedule(never)),
  bottlenecks.shown('Limiter.schedule/gives', () => gives.promise(() => new Bottleneck().schedule(failing))),
  bottlenecks.shown('Limiter.stop/gives', async () => {
    const limiter = new Bottleneck();
    await limiter.stop();
    return gives.promise(() => limiter.stop());
  }),
  bottlenecks.shown('Limiter/slot', () => selfWait((maxConcurrent) => {
    const limiter = new Bottleneck({ maxConcurrent });
    return limiter.schedule(() => limiter.schedule(() => Promise.resolve(1)));
  })),
  bottlenecks.shown('new-()/queue', async () => {
    const limiter = new Bottleneck({ maxConcurrent: 1 });
    for (const _ of many) limiter.schedule(never).catch(() => undefined);
    for (let waited = 0; waited < 8_000 && limiter.queued() < many.length - 1; waited += 100) await new Promise((resolve) => setTimeout(resolve, 100));
    return waiting(limiter.queued());
  }),
  fastqs.shown('()/queue', () => {
    const queue = fastq(() => undefined, 1);
    for (const one of many) queue.push(one);
    return waiting(queue.length());
  }),
  fastqs.shown('promise()/queue', () => {
    const queue = fastq.promise(never, 1);
    for (const one of many) queue.push(one).catch(() => undefined);
    return waiting(queue.length());
  }),
  asyncs.shown('queue()/queue', async () => {
    const queue = async.queue(never, 1);
    for (const one of many) void queue.push(one);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return waiting(queue.length());
  }),
  asyncs.shown('each/fan-out', () => atATime((work) => async.each(many, async () => await work()), many.length)),
  asyncs.shown('eachLimit/fan-out', () => atATime((work) => async.eachLimit(many, 3, async () => await work()), 3)),
  asyncs.shown('eachSeries/fan-out', () => atATime((work) => async.eachSeries(many.slice(0, 20), async () => await work()), 1)),
  asyncs.shown('parallel/fan-out', () => atATime((work) => async.parallel(many.map(() => async () => await work())), many.length)),
  asyncs.shown('parallelLimit/fan-out', () => atATime((work) => async.parallelLimit(many.map(() => async () => await work()), 3), 3)),
];

import { PassThrough, Readable } from 'node:stream';

import { hash, hashSync } from '@node-rs/argon2';
import bluebird from 'bluebird';
import cassandra from 'cassandra-driver';
import { IsString, Validator, validate } from 'class-validator';
import spawn from 'cross-spawn';
import delay from 'delay';
import endOfStream from 'end-of-stream';
import fastq from 'fastq';
import { getStreamAsBuffer } from 'get-stream';
import { PubSub } from 'graphql-subscriptions';
import { Bot } from 'grammy';
import { RateLimiter } from 'limiter';
import pAll from 'p-all';
import pSettle from 'p-settle';
import pump from 'pump';
import rawBody from 'raw-body';
import { Mutex } from 'redis-semaphore';
import { Redis } from 'ioredis';

import { blocks } from '../blocks.js';
import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { realRedis } from '../real-redis.js';
import { subject } from '../subject.js';

const of = (entry: string, library: string) => subject(entry, library);
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const failing = (): Promise<never> => Promise.reject(new Error('work failed'));

/** How many of ten are worked on at once: all where nothing is said, and two where two are allowed. */
async function atOnce(run: (works: readonly (() => Promise<void>)[], concurrency?: number) => unknown, expected = 10): Promise<string> {
  const most = async (concurrency?: number): Promise<number> => {
    let [running, highest] = [0, 0];
    const work = async (): Promise<void> => {
      highest = Math.max(highest, ++running);
      await later(50);
      running--;
    };
    await run(Array.from({ length: 10 }, () => work), concurrency);
    return highest;
  };
  const [all, some] = [await most(), await most(2)];
  if (all !== expected || some > Math.min(2, expected)) throw new Error(`at once: ${String(all)}, with a limit of 2: ${String(some)}`);
  return expected === 1 ? 'one at a time' : `${String(all)} of 10 at once; with a limit of 2: ${String(some)}`;
}

/** Whether somebody listens for the errors of the stream that is handed on. */
function hears(hand: (source: Readable) => unknown): Promise<string> {
  const source = new PassThrough();
  const made = hand(source);
  if (made instanceof Promise) made.catch(() => undefined);
  if (source.listenerCount('error') === 0) throw new Error('nobody listens for error');
  return Promise.resolve('it listens for error');
}

/** How many wait that nobody refused. */
function queued(push: (task: number) => unknown, length: () => number): Promise<string> {
  for (let count = 0; count < 1_000; count++) {
    const given = push(count);
    if (given instanceof Promise) given.catch(() => undefined);
  }
  if (length() < 999) throw new Error(`${String(length())} wait`);
  return Promise.resolve(`of 1000 tasks ${String(length())} wait`);
}

class Hat {
  name = 1;
}
IsString()(Hat.prototype, 'name');

const never = (): Promise<never> => new Promise(() => undefined);

export const cases: readonly Case[] = [
  of('argon2', '@node-rs/argon2').shown('hashSync/blocks', () => blocks(() => hashSync('password'))),
  of('argon2', '@node-rs/argon2').shown('hash/gives', () => gives.promise(() => hash('password', { memoryCost: 1 }))),
  of('sync-packages', 'cross-spawn').shown('sync/blocks', () => blocks(() => spawn.sync('true'))),
  of('p-map', 'p-all').shown('p-all/fan-out', () => atOnce((works, concurrency) => pAll(works, concurrency === undefined ? {} : { concurrency }))),
  of('p-map', 'p-settle').shown('p-settle/gives', () => gives.settles(() => pSettle([failing()]))),
  of('p-map', 'delay').shown('delay/gives', () => gives.settles(() => delay(1))),
  of('bluebird', 'bluebird').shown('map/fan-out', () => atOnce((works, concurrency) => bluebird.map(works, (work: () => Promise<void>) => work(), concurrency === undefined ? undefined : { concurrency }))),
  of('bluebird', 'bluebird').shown('mapSeries/fan-out', () => atOnce((works) => bluebird.mapSeries(works, (work: () => Promise<void>) => work()), 1)),
  of('class-validator', 'class-validator').shown('validate/gives', () => gives.settles(() => validate(new Hat()))),
  of('class-validator', 'class-validator').shown('Validator.validate/gives', () => gives.settles(() => new Validator().validate(new Hat()))),
  of('graphql-subscriptions', 'graphql-subscriptions').shown('PubSub.publish/gives', async () => {
    const pubsub = new PubSub();
    await pubsub.subscribe('hats', () => undefined);
    return gives.settles(() => pubsub.publish('hats', 1));
  }),
  of('limiter', 'limiter').shown('Limiter.removeTokens/gives', () => gives.settles(() => new RateLimiter({ tokensPerInterval: 5, interval: 'second' }).removeTokens(1))),
  of('stream-ends', 'end-of-stream').shown('export/hears', () => hears((source) => endOfStream(source, () => undefined))),
  of('stream-ends', 'pump').shown('export/hears', () => hears((source) => pump(source, new PassThrough()))),
  of('stream-ends', 'raw-body').shown('export/hears', () => hears((source) => rawBody(source))),
  of('stream-ends', 'get-stream').shown('buffer/hears', () => hears((source) => getStreamAsBuffer(source))),
  ...(['()', 'default()'] as const).map((path) => of('fastq', 'fastq').shown(`${path}/queue`, () => {
    const queue = fastq<unknown, number>((_, done) => void setTimeout(done, 1e6, null), 1);
    return queued((task) => queue.push(task), () => queue.length());
  })),
  ...(['promise()', 'default.promise()'] as const).map((path) => of('fastq', 'fastq').shown(`${path}/queue`, () => {
    const queue = fastq.promise(never, 1);
    return queued((task) => queue.push(task as never), () => queue.length());
  })),
  of('telegram-bots', 'grammy').shown('Bot.api.*/gives', (s) => gives.promise(() => new Bot('1:token', { client: { apiRoot: s.resetting } }).api.getMe())),
  of('telegram-bots', 'grammy').shown('Bot.start/gives', (s) => gives.promise(() => new Bot('1:token', { client: { apiRoot: s.resetting } }).init(AbortSignal.timeout(limit) as never))),
  of('cassandra', 'cassandra-driver').shown('Client.eachRow/gives', () => gives.none(() => new cassandra.Client({ contactPoints: ['127.0.0.1:1'], localDataCenter: 'one' }).eachRow('select 1', [], () => undefined, () => undefined))),
  of('cassandra', 'cassandra-driver').wait('connectTimeout/default', (s) => new cassandra.Client({ contactPoints: [new URL(s.unreachable).host], localDataCenter: 'one' }).connect()),
  of('redis-semaphore', 'redis-semaphore').held('Lock.acquire/release', async (_, release) => {
    const client = new Redis(await realRedis());
    const key = `lock-${String(Math.random())}`;
    const first = new Mutex(client as never, key, { refreshInterval: 100, lockTimeout: 500 });
    await first.acquire();
    if (release) await first.release();
    return new Mutex(client as never, key, { acquireTimeout: 60_000 }).acquire();
  }),
];

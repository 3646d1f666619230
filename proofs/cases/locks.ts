import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import AsyncLock from 'async-lock';
import { Mutex, Semaphore, withTimeout } from 'async-mutex';
import { Sema } from 'async-sema';
import genericPool from 'generic-pool';
import lockfile from 'proper-lockfile';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { selfWait } from '../self-wait.js';
import { subject } from '../subject.js';

const mutexes = subject('async-mutex', 'async-mutex');
const locks = subject('async-lock', 'async-lock');
const semas = subject('async-sema', 'async-sema');
const pools = subject('generic-pool', 'generic-pool');
const lockfiles = subject('proper-lockfile', 'proper-lockfile');

const never = (): Promise<never> => new Promise(() => undefined);
const failing = (): Promise<never> => Promise.reject(new Error('work failed'));

/** A mutex that somebody holds, with this time to wait for it. */
async function taken(ms?: number): Promise<Pick<Mutex, 'acquire' | 'runExclusive' | 'waitForUnlock'>> {
  const mutex = new Mutex();
  await mutex.acquire();
  return ms === undefined ? mutex : withTimeout(mutex, ms);
}

type LockOptions = Readonly<Partial<Record<'timeout' | 'maxOccupationTime' | 'maxExecutionTime', number>>>;

/** The second one that asks for a key, whose holder never ends. */
const lockWait = (options: LockOptions): Promise<unknown> => {
  const lock = new AsyncLock();
  lock.acquire('key', never, options).catch(() => undefined);
  return lock.acquire('key', () => Promise.resolve(), options);
};
const lockWork = (options: LockOptions): Promise<unknown> => new AsyncLock().acquire('key', never, options);

const factory = { create: () => Promise.resolve({}), destroy: () => Promise.resolve() };
const pool = (options: genericPool.Options = {}): genericPool.Pool<object> => genericPool.createPool(factory, { max: 1, ...options });
const exhausted = async (options: genericPool.Options): Promise<unknown> => {
  const full = pool(options);
  await full.acquire();
  return full.acquire();
};

const file = (): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'readiness-lock-')), 'file');
  writeFileSync(path, '');
  return path;
};

/** What is asked for while it is held fails, and is had when it has been given back. */
async function refused(take: (path: string) => unknown, give: (path: string) => unknown): Promise<string> {
  const path = file();
  await take(path);
  const second = await Promise.resolve()
    .then(() => take(path))
    .then(
      () => 'had',
      (error: unknown) => (error instanceof Error ? error.message : 'refused'),
    );
  if (second === 'had') throw new Error('it is had twice');
  await give(path);
  await take(path);
  await give(path);
  return `kept: the next one fails (${second}); given back: it is had`;
}

export const cases: readonly Case[] = [
  mutexes.wait('withTimeout/acquire', async () => (await taken(limit)).acquire()),
  mutexes.wait('withTimeout/acquire', async () => (await taken(limit)).runExclusive(() => 1), { how: 'runExclusive' }),
  mutexes.wait('withTimeout/default', async () => (await taken()).acquire()),
  mutexes.wait('unlockTimeout/acquire', async () => (await taken(limit)).waitForUnlock()),
  mutexes.wait('unlockTimeout/default', async () => (await taken()).waitForUnlock()),
  mutexes.held('Mutex.acquire/release', async (_, release) => {
    const mutex = new Mutex();
    const give = await mutex.acquire();
    if (release) give();
    return mutex.acquire();
  }),
  mutexes.shown('Mutex/slot', () => selfWait((size) => {
    const semaphore = new Semaphore(size);
    return semaphore.runExclusive(() => semaphore.runExclusive(() => 1));
  })),
  mutexes.shown('Mutex.acquire/gives', async () => {
    const mutex = await taken(limit);
    return gives.promise(() => mutex.acquire());
  }),
  mutexes.shown('Mutex.runExclusive/gives', async () => {
    await new Mutex().runExclusive(() => 1);
    return gives.promise(() => new Mutex().runExclusive(failing));
  }),
  mutexes.shown('Mutex.acquire().*/gives', async () => {
    const give = await new Mutex().acquire();
    return gives.none(give);
  }),
  locks.wait('timeout/acquire', () => lockWait({ timeout: limit })),
  locks.wait('timeout/total', () => lockWork({ timeout: limit })),
  locks.wait('timeout/default', () => lockWait({})),
  locks.wait('timeout/0/off', () => lockWait({ timeout: 0 })),
  locks.wait('maxOccupationTime/acquire', () => lockWait({ maxOccupationTime: limit })),
  locks.wait('maxOccupationTime/total', () => lockWork({ maxOccupationTime: limit })),
  locks.wait('maxOccupationTime/default', () => lockWork({})),
  locks.wait('maxOccupationTime/0/off', () => lockWork({ maxOccupationTime: 0 })),
  locks.wait('maxExecutionTime/acquire', () => lockWait({ maxExecutionTime: limit })),
  locks.wait('maxExecutionTime/total', () => lockWork({ maxExecutionTime: limit })),
  locks.wait('maxExecutionTime/default', () => lockWork({})),
  locks.wait('maxExecutionTime/0/off', () => lockWork({ maxExecutionTime: 0 })),
  locks.shown('Lock.acquire/gives', () => gives.promise(() => new AsyncLock().acquire('key', failing))),
  locks.shown('Lock/slot', () => selfWait((size) => {
    const lock = new AsyncLock();
    return lock.acquire('key', () => lock.acquire(size === 1 ? 'key' : 'other key', () => Promise.resolve()));
  })),
  locks.held('Lock.acquire/release', (_, release) => {
    const lock = new AsyncLock();
    lock.acquire('key', release ? () => Promise.resolve() : never).catch(() => undefined);
    return lock.acquire('key', () => Promise.resolve());
  }),
  semas.wait('Sema.acquire/acquire', async () => {
    const sema = new Sema(1);
    await sema.acquire();
    return sema.acquire();
  }),
  semas.held('Sema.acquire/release', async (_, release) => {
    const sema = new Sema(1);
    await sema.acquire();
    if (release) sema.release();
    return sema.acquire();
  }),
  semas.shown('Sema/slot', () => selfWait(async (size) => {
    const sema = new Sema(size);
    await sema.acquire();
    return sema.acquire();
  })),
  pools.wait('acquireTimeoutMillis/acquire', () => exhausted({ acquireTimeoutMillis: limit })),
  pools.wait('acquireTimeoutMillis/default', () => exhausted({})),
  pools.wait('acquireTimeoutMillis/0/off', () => exhausted({ acquireTimeoutMillis: 0 })),
  pools.wait('acquireTimeoutMillis/false/off', () => exhausted({ acquireTimeoutMillis: false as unknown as number })),
  pools.held('Pool.acquire/release', async (_, release) => {
    const full = pool();
    const one = await full.acquire();
    if (release) await full.release(one);
    return full.acquire();
  }),
  pools.shown('Pool.acquire/gives', () => gives.promise(() => pool().use(failing))),
  pools.shown('Pool/slot', () => selfWait((max) => {
    const full = pool({ max });
    return Promise.resolve(full.use(async () => await full.use(() => Promise.resolve(1))));
  })),
  lockfiles.shown('/release', () => refused((path) => lockfile.lock(path), (path) => lockfile.unlock(path))),
  lockfiles.shown('lockSync/release', () => refused((path) => lockfile.lockSync(path), (path) => lockfile.unlockSync(path))),
];

import { createCache } from 'cache-manager';
import * as cacheManager5 from 'cache-manager-5';
import DataLoader from 'dataloader';
import { EventEmitter } from 'node:events';
import Keyv from 'keyv';
import Keyv4 from 'keyv-4';
import { LRUCache } from 'lru-cache';
import NodeCache from 'node-cache';
import pMemoize from 'p-memoize';
import QuickLru from 'quick-lru';

import type { Case } from '../case.js';
import { subject } from '../subject.js';

const lrus = subject('lru-cache', 'lru-cache');
const nodeCaches = subject('node-cache', 'node-cache');
const keyvs = subject('keyv', 'keyv');
const keyvs4 = subject('keyv', 'keyv-4');
const cacheManagers = subject('cache-manager', 'cache-manager');
const cacheManagers5 = subject('cache-manager', 'cache-manager-5');
const loaders = subject('dataloader', 'dataloader');
const quickLrus = subject('quick-lru', 'quick-lru');
const memoizers = subject('p-memoize', 'p-memoize');

const keys = Array.from({ length: 2_000 }, (_, index) => `key ${String(index)}`);

/** How many of 2000 entries are kept: all where nothing bounds it, and as many as the bound lets it. */
async function kept(unbound: () => Promise<number> | number, bound: () => Promise<number> | number, most: number): Promise<string> {
  const [all, some] = [await unbound(), await bound()];
  if (all !== keys.length || some > most) throw new Error(`without a bound ${String(all)} of ${String(keys.length)} are kept, with it ${String(some)}`);
  return `${String(all)} of ${String(keys.length)} are kept; with the bound: ${String(some)}`;
}

const lruSize = (options: LRUCache.Options<string, number, unknown>): number => {
  const cache = new LRUCache<string, number>(options);
  for (const key of keys) cache.set(key, 1);
  return cache.size;
};

const nodeCacheSize = (options: NodeCache.Options): number => {
  const cache = new NodeCache({ ...options, checkperiod: 0 });
  for (const key of keys) {
    try {
      cache.set(key, 1);
    } catch {
      // It is full.
    }
  }
  return cache.keys().length;
};

async function keyvSize(store?: QuickLru<string, unknown>): Promise<number> {
  const own = store ?? new Map<string, unknown>();
  const cache = new Keyv(store === undefined ? {} : { store: own });
  const inMemory = (cache as unknown as { readonly opts: { readonly store: { readonly size?: number } } }).opts;
  for (const key of keys) await cache.set(key, 1);
  return store?.size ?? inMemory.store.size ?? (await present(cache));
}

async function present(cache: { get(key: string): Promise<unknown> }): Promise<number> {
  let count = 0;
  for (const key of keys) if ((await cache.get(key)) !== undefined) count++;
  return count;
}

/** Counts the work that was done for two rounds over all keys. */
async function loads(cache: boolean): Promise<number> {
  let count = 0;
  const loader = new DataLoader<string, number>((batch) => ((count += batch.length), Promise.resolve(batch.map(() => 1))), { cache });
  await Promise.all(keys.map((key) => loader.load(key)));
  await Promise.all(keys.map((key) => loader.load(key)));
  return 2 * keys.length - count;
}

async function memoized(cache: Map<string, number> | QuickLru<string, number>): Promise<number> {
  const work = pMemoize((_: string) => Promise.resolve(1), { cache });
  for (const key of keys) await work(key);
  return cache.size;
}

/** A store that loses its connection. */
const store = (): EventEmitter => Object.assign(new EventEmitter(), { get: () => undefined, set: () => true, delete: () => true, clear: () => undefined });
const lose = (lost: EventEmitter): void => {
  setTimeout(() => lost.emit('error', new Error('connection lost')), 100);
};

export const cases: readonly Case[] = [
  lrus.shown('export~2/cache', () => kept(() => lruSize({ ttl: 60_000, ttlAutopurge: false }), () => lruSize({ max: 10 }), 10)),
  lrus.shown('LRUCache/cache', () => kept(() => lruSize({ ttl: 60_000, ttlAutopurge: false }), () => lruSize({ maxSize: 10, sizeCalculation: () => 1 }), 10)),
  nodeCaches.shown('export/cache', () => kept(() => nodeCacheSize({}), () => nodeCacheSize({ maxKeys: 10 }), 10)),
  keyvs.shown('export/cache', () => kept(() => keyvSize(), () => keyvSize(new QuickLru({ maxSize: 10 })), 20)),
  keyvs.event('new-()/error/silent', (_, hear) => {
    const lost = store();
    hear(new Keyv({ store: lost }));
    lose(lost);
  }),
  keyvs4.event('new-()/error/crash', (_, hear) => {
    const lost = store();
    hear(new Keyv4({ store: lost as never }));
    lose(lost);
  }),
  cacheManagers.shown('createCache/cache', async () => {
    const cache = createCache();
    for (const key of keys) await cache.set(key, 1);
    return kept(() => present(cache), () => 0, 0);
  }),
  cacheManagers5.shown('caching/cache', async () => {
    const cache = await cacheManager5.caching('memory');
    for (const key of keys) await cache.set(key, 1);
    const count = await present(cache);
    if (count !== 500) throw new Error(`${String(count)} are kept`);
    return `${String(count)} of ${String(keys.length)} are kept`;
  }),
  loaders.shown('export/cache', () => kept(() => loads(true), () => loads(false), 0)),
  quickLrus.shown('export/cache', () => {
    const sizeOf = (maxSize: number): number => {
      const cache = new QuickLru<string, number>({ maxSize });
      for (const key of keys) cache.set(key, 1);
      return cache.size;
    };
    return kept(() => sizeOf(Infinity), () => sizeOf(10), 20);
  }),
  memoizers.shown('export/cache', () => kept(() => memoized(new Map()), () => memoized(new QuickLru({ maxSize: 10 })), 20)),
];

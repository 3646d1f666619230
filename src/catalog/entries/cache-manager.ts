import { defineEntry } from '../types.js';

/** Caches over stores; without one, in memory. */
export default defineEntry({
  id: 'cache-manager',
  name: 'cache-manager',
  packages: ['cache-manager'],
  caches: [
    { path: 'createCache', is: 'cache', noun: 'cache', adds: ['set', 'mset', 'wrap'], expiry: 2, removes: ['del', 'mdel', 'clear'], bounds: [{ at: 'arg0.stores' }, { at: 'arg0.ttl', lazy: true }], advice: 'Give it stores with a bound, such as CacheableMemory with lruSize.', versions: '>=6', source: 'cache-manager@7.2.9 dist/index.cjs (without stores a Keyv in memory, which drops an entry only when it is asked for)', verified: '7.2.9' },
    { path: 'caching', is: 'cache', noun: 'cache', otherwise: '500 entries', bounds: [], advice: 'Set max.', versions: '>=4 <6', source: 'cache-manager@4.1.0 lib/stores/memory.js:31; cache-manager@5.7.6 dist/stores/memory.js:24 (max: 500)', verified: '5.7.6' },
  ],
});

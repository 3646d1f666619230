import { defineEntry } from '../types.js';

const removes = ['delete', 'del', 'clear', 'reset', 'prune', 'pop'];

/** A cache in memory that drops the least recently used entry, where it has a maximum. */
export default defineEntry({
  id: 'lru-cache',
  name: 'lru-cache',
  packages: ['lru-cache'],
  caches: [
    {
      path: '', is: 'cache', noun: 'cache', adds: ['set'], removes, versions: '<7',
      bounds: [{ at: 'arg0.max', off: [0] }, { at: 'arg0', off: [0] }, { at: 'arg0.maxAge', off: [0], lazy: true }],
      advice: 'Set max.', source: 'lru-cache@6.0.0 index.js:38 (options.max || Infinity), README.md:54 (maxAge: "Items are not pro-actively pruned out as they age")', verified: '6.0.0',
    },
    // Without any of max, maxSize and ttl it throws.
    ...['', 'LRUCache'].map((path) => ({
      path, is: 'cache' as const, noun: 'cache', adds: ['set', 'fetch', 'memo'], removes, versions: '>=7',
      bounds: [{ at: 'arg0.max', off: [0] }, { at: 'arg0.maxSize', off: [0] }, { at: 'arg0.ttlAutopurge', off: [false] }, { at: 'arg0.ttl', lazy: true as const }],
      advice: 'Set max, or ttlAutopurge.', source: 'lru-cache@7.18.3 index.js:286-295 (a ttl without ttlAutopurge, max or maxSize "can result in unbounded memory consumption"); lru-cache@11.5.3 the same', verified: '7.18.3',
    })),
  ],
});

import { defineEntry } from '../types.js';

/** A cache in memory. Without stdTTL, in seconds, entries never end. */
export default defineEntry({
  id: 'node-cache',
  name: 'node-cache',
  packages: ['node-cache'],
  caches: [{
    path: '', is: 'cache', noun: 'cache', adds: ['set', 'mset'], expiry: 2, removes: ['del', 'take', 'flushAll', 'close'],
    // With `maxKeys` it throws when it is full.
    bounds: [{ at: 'arg0.stdTTL', off: [0] }, { at: 'arg0.maxKeys', off: [-1] }],
    advice: 'Set stdTTL, in seconds, or maxKeys, or give each entry a time to live.',
    source: 'node-cache@5.1.2 lib/node_cache.js:306 (stdTTL: 0), :316 (maxKeys: -1), :691', verified: '5.1.2',
  }],
});

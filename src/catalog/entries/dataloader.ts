import { defineEntry } from '../types.js';

/** Loads in batches, and remembers what it has loaded: meant for one request. */
export default defineEntry({
  id: 'dataloader',
  name: 'DataLoader',
  packages: ['dataloader'],
  caches: [{
    path: '', is: 'cache', noun: 'loader', adds: ['load', 'loadMany', 'prime'], removes: ['clear', 'clearAll'], perUse: true,
    bounds: [{ at: 'arg1.cache', only: false }, { at: 'arg1.cacheMap' }],
    advice: 'Make a loader for each request, in the context, or set cache: false.',
    source: 'dataloader@2.2.3 index.js:60-94 (each key is kept), :402 (cache !== false); README: "DataLoader caching does not replace Redis, Memcache, or any other shared application-level cache"', verified: '2.2.3',
  }],
});

import { defineEntry } from '../types.js';

/** A cache in memory whose entries leave by a timer. */
export default defineEntry({
  id: 'ttlcache',
  name: '@isaacs/ttlcache',
  packages: ['@isaacs/ttlcache'],
  caches: ['', 'TTLCache'].map((path) => ({ path, is: 'cache', noun: 'cache', adds: ['set'], expiry: 2, removes: ['delete', 'clear'], bounds: [{ at: 'arg0.max' }, { at: 'arg0.ttl' }], advice: 'Set max or a finite ttl.', source: '@isaacs/ttlcache@2.1.5 dist/commonjs/index.js:36 (max = Infinity), :70 (entries leave by a timer)', verified: '2.1.5' })),
});

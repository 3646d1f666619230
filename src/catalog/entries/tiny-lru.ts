import { defineEntry } from '../types.js';

/** A cache in memory. */
export default defineEntry({
  id: 'tiny-lru',
  name: 'tiny-lru',
  packages: ['tiny-lru'],
  caches: [
    { path: 'lru', is: 'cache', noun: 'cache', adds: ['set'], removes: ['delete', 'clear', 'evict'], otherwise: '1000 entries', bounds: [{ at: 'arg0', off: [0] }], advice: 'Give it a maximum other than 0.', source: 'tiny-lru@13.1.0 dist/tiny-lru.cjs:763 (max = 1000; 0: no limit)', verified: '13.1.0' },
    { path: 'LRU', is: 'cache', noun: 'cache', adds: ['set'], removes: ['delete', 'clear', 'evict'], bounds: [{ at: 'arg0', off: [0] }], advice: 'Give it a maximum.', source: 'tiny-lru@13.1.0 dist/tiny-lru.cjs:30 (max = 0: no limit)', verified: '13.1.0' },
  ],
});

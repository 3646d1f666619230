import { defineEntry } from '../types.js';

/** A cache in memory with a maximum, which it asks for. */
export default defineEntry({
  id: 'quick-lru',
  name: 'quick-lru',
  packages: ['quick-lru'],
  caches: [{ path: '', is: 'cache', noun: 'cache', adds: ['set'], removes: ['delete', 'clear'], bounds: [{ at: 'arg0.maxSize' }], advice: 'Set a finite maxSize.', source: 'quick-lru@7.3.0 index.js:12 (maxSize is required)', verified: '7.3.0' }],
});

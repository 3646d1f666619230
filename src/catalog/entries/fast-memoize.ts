import { defineEntry } from '../types.js';

/** Makes functions remember their results. */
export default defineEntry({
  id: 'fast-memoize',
  name: 'fast-memoize',
  packages: ['fast-memoize'],
  caches: [{ path: '', is: 'results', noun: 'function', bounds: [{ at: 'arg1.cache' }], advice: 'Give it a cache with a maximum.', source: 'fast-memoize@2.5.2 src/index.js:5-22 (cacheDefault: an object without a limit)', verified: '2.5.2' }],
});

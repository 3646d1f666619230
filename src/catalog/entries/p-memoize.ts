import { defineEntry } from '../types.js';

/** Makes functions remember what their promises gave. */
export default defineEntry({
  id: 'p-memoize',
  name: 'p-memoize',
  packages: ['p-memoize'],
  caches: [
    { path: '', is: 'results', noun: 'function', bounds: [{ at: 'arg1.cache' }], advice: 'Give it a cache with a maximum, or with an end for each entry.', versions: '>=5', source: 'p-memoize@8.0.0 dist/index.js (cache = new Map())', verified: '8.0.0' },
    { path: '', is: 'results', noun: 'function', bounds: [{ at: 'arg1.maxAge' }, { at: 'arg1.cache' }], advice: 'Set maxAge, or a cache with a maximum.', versions: '<5', source: 'p-memoize@4.0.4 index.js:9-14 (map-age-cleaner)', verified: '4.0.4' },
  ],
});

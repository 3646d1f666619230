import { defineEntry } from '../types.js';

/** Makes functions remember their results: `mem` is called `memoize` now. */
export default defineEntry({
  id: 'mem',
  name: 'mem',
  packages: ['mem', 'memoize'],
  caches: [{ path: '', is: 'results', noun: 'function', bounds: [{ at: 'arg1.maxAge' }, { at: 'arg1.cache' }], advice: 'Set maxAge, or a cache with a maximum.', source: 'memoize@10.2.0 distribution/index.js (cache = new Map(), and a timer for each entry with maxAge); mem@9.0.2 dist/index.js:34 (map-age-cleaner)', verified: 'memoize 10.2.0' }],
});

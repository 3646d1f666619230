import { defineEntry } from '../types.js';

/** Makes functions remember their results, each for ever. */
export default defineEntry({
  id: 'lodash.memoize',
  name: 'lodash.memoize',
  packages: ['lodash.memoize', 'lodash/memoize', 'lodash-es/memoize'],
  caches: [{ path: '', is: 'results', noun: 'function', bounds: [], advice: 'Use a memoizer with a maximum, such as memoizee with max, or an lru-cache.', source: 'lodash.memoize@4.1.2 index.js:562-581 (a map without a limit, by the first argument)', verified: '4.1.2' }],
});

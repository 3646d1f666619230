import { defineEntry } from '../types.js';

/** Makes functions remember their results. */
export default defineEntry({
  id: 'memoizee',
  name: 'memoizee',
  packages: ['memoizee'],
  caches: [{ path: '', is: 'results', noun: 'function', bounds: [{ at: 'arg1.max', off: [0] }, { at: 'arg1.maxAge', off: [0] }], advice: 'Set max or maxAge.', source: 'memoizee@0.4.17 index.js (max and maxAge are extensions that are off), ext/max-age.js:28 (a timer)', verified: '0.4.17' }],
});

import { defineEntry } from '../types.js';

/** Makes functions remember their last result. */
export default defineEntry({
  id: 'memoize-one',
  name: 'memoize-one',
  packages: ['memoize-one'],
  caches: [{ path: '', is: 'results', noun: 'function', bounds: [], otherwise: 'one result, the last', advice: 'Leave it as it is.', source: 'memoize-one@6.0.0 dist/memoize-one.cjs.js', verified: '6.0.0' }],
});

import { defineEntry } from '../types.js';

/** A limit gives the promise of the work that it is given. */
export default defineEntry({
  id: 'p-limit',
  name: 'p-limit',
  packages: ['p-limit'],
  promises: [
    { path: '()', runs: 0, source: 'p-limit@7.3.3 index.js:66', verified: '7.3.3' },
    { path: '().map', source: 'p-limit@7.3.3 index.js' },
    { path: 'limitFunction()', source: 'p-limit@7.3.3 index.js' },
  ],
});

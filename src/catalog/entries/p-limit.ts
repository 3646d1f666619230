import { defineEntry } from '../types.js';

/** A limit gives the promise of the work that it is given. */
export default defineEntry({
  id: 'p-limit',
  name: 'p-limit',
  packages: ['p-limit'],
  types: { Limit: { is: ['()', 'default()'], annotations: ['LimitFunction', 'Limit'], noun: 'limiter' } },
  promises: [
    { path: 'Limit', runs: 0, source: 'p-limit@7.3.3 index.js:66', verified: '7.3.3' },
    { path: 'Limit.map', source: 'p-limit@7.3.3 index.js' },
    { path: 'limitFunction()', source: 'p-limit@7.3.3 index.js' },
  ],
  slots: [
    { kind: 'place', of: 'Limit', takes: [], during: ['Limit', 'Limit.map'], size: { argument: 0, option: 'concurrency', default: 'one' }, noun: 'place', source: 'p-limit@7.1.1 index.js:11-53 (a task keeps its place until its promise settles)', verified: '7.1.1' },
  ],
});

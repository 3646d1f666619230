import { defineEntry } from '../types.js';

/** A cache in memory, which is the package itself. */
export default defineEntry({
  id: 'memory-cache',
  name: 'memory-cache',
  packages: ['memory-cache'],
  caches: [{ path: 'put', is: 'entry', noun: 'entry', bounds: [{ at: 'arg2' }], advice: 'Give the entry a time to live, in milliseconds, as the third argument.', source: 'memory-cache@0.2.0 index.js:11-44 (a timer only where a time is given)', verified: '0.2.0' }],
});

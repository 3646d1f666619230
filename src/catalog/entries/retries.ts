import { defineEntry } from '../types.js';

/** Retries give the promise of the last attempt. */
export default defineEntry({
  id: 'retries',
  name: 'p-retry',
  packages: ['p-retry', 'async-retry', 'promise-retry', 'exponential-backoff', 'p-try', 'p-finally'],
  promises: [
    { path: '', packages: ['p-retry', 'async-retry', 'promise-retry', 'p-try', 'p-finally'], source: 'p-retry@7.1.1 index.js:155; async-retry@1.3.3 lib/index.js:58', verified: 'async-retry 1.3.3' },
    { path: 'backOff', packages: ['exponential-backoff'], source: 'https://www.npmjs.com/package/exponential-backoff' },
  ],
});

import { defineEntry } from '../types.js';

/** Waits that only a signal can make reject. */
export default defineEntry({
  id: 'node-timers-promises',
  name: 'Node\'s timers/promises',
  packages: ['timers/promises', 'node:timers/promises'],
  promises: [
    { path: 'setTimeout', settles: 2, source: 'https://nodejs.org/api/timers.html#timers-promises-api (rejects only by a signal)', verified: 'Node 20.20.2' },
    { path: 'setImmediate', settles: 1, source: 'https://nodejs.org/api/timers.html#timers-promises-api (rejects only by a signal)', verified: 'Node 20.20.2' },
    { path: 'scheduler.wait', settles: 1, source: 'https://nodejs.org/api/timers.html#timers-promises-api (rejects only by a signal)', verified: 'Node 20.20.2' },
    { path: 'scheduler.yield', settles: true, source: 'https://nodejs.org/api/timers.html#timers-promises-api (rejects only by a signal)' },
    { path: 'setInterval', gives: 'none', source: 'https://nodejs.org/api/timers.html#timers-promises-api (rejects only by a signal): an AsyncIterator', verified: 'Node 20.20.2' },
  ],
});

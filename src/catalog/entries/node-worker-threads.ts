import { defineEntry } from '../types.js';

/** Workers: their end is a promise, everything else an event. */
export default defineEntry({
  id: 'node-worker-threads',
  name: 'Node\'s worker_threads',
  packages: ['worker_threads', 'node:worker_threads'],
  promises: [
    { path: 'new Worker().terminate', settles: true, source: 'https://nodejs.org/api/worker_threads.html#workerterminate', verified: 'Node 20.20.2' },
  ],
});

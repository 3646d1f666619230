import { defineEntry } from '../types.js';

/** Threads: what a worker throws is an `error` of the object that stands for it. */
export default defineEntry({
  id: 'node-workers',
  name: 'node:worker_threads',
  packages: ['worker_threads', 'node:worker_threads'],
  emitters: [
    {
      path: 'new Worker()',
      without: 'crash',
      when: 'the worker throws or runs out of memory',
      noun: 'worker',
      source: 'https://nodejs.org/api/worker_threads.html#event-error',
      verified: 'Node 20.20.2',
    },
  ],
});

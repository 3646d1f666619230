import { defineEntry } from '../types.js';

/** Bee-Queue: `queue.process` with an optional concurrency, and events of the queue and of its jobs. */
export default defineEntry({
  id: 'bee-queue-handlers',
  name: 'Bee-Queue',
  packages: ['bee-queue'],
  types: {
    Queue: { is: ['()', 'new ()', 'Queue.on|once()'], annotations: ['default', 'BeeQueue'], noun: 'queue' },
  },
  rejections: [{ end: 'framework', source: 'bee-queue@2.0.0 lib/queue.js:541-566 (the job fails)' }],
  handlers: [
    { path: 'Queue.process', from: 0, reach: 'worker' },
    { path: 'Queue.on|once', from: 1, event: 'succeeded|retrying|failed|stalled|job succeeded|job retrying|job failed|job progress', route: 0, reach: 'worker', rejections: [{ end: 'nobody', source: 'Node 20.20.2: EventEmitter drops what a listener gives', verified: '20.20.2' }] },
  ],
  emitters: ['()', 'new ()'].map((path) => ({
    path,
    without: 'crash' as const,
    when: 'Redis cannot be reached',
    noun: 'queue',
    source: 'bee-queue@2.0.0 lib/queue.js:28-30, :520',
    verified: '2.0.0',
  })),
  retries: [
    { path: 'Queue.createJob().retries', of: 'jobs', attempts: { at: ['arg0'], default: 0, are: 'retries' }, asked: ['arg0'], source: 'bee-queue@2.0.0 lib/job.js:116-144 (retries: 0; backoff is set on the job)' },
  ],
  queues: ['()', 'new ()'].map((path) => ({
    path, is: 'jobs' as const, noun: 'queue', adds: ['createJob'], bounds: ['arg1.removeOnSuccess'], asks: ['removeJob', 'destroy'], advice: 'Set removeOnSuccess: true, and removeOnFailure where nobody looks at what failed',
    source: 'bee-queue@2.0.0 lib/defaults.js (removeOnSuccess: false)',
  })),
});

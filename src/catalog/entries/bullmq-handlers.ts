import { defineEntry } from '../types.js';

const listener = [{ end: 'nobody', source: 'bullmq@5.81.5 dist/cjs/classes/worker.js (an EventEmitter, which drops what a listener gives)', verified: '5.81.5' }] as const;

/**
 * BullMQ's workers. From 5.64 on the processor's third parameter is a signal, which aborts when somebody cancels the job;
 * no timeout of a job does: there is none.
 */
export default defineEntry({
  id: 'bullmq-handlers',
  name: 'BullMQ',
  packages: ['bullmq'],
  versions: '>=5.64.0',
  types: {
    Worker: { is: ['new Worker()', 'Worker.on|once()'], annotations: ['Worker'], noun: 'worker' },
    Events: { is: ['new QueueEvents()', 'Events.on|once()'], annotations: ['QueueEvents'] },
  },
  rejections: [{ end: 'retried', source: 'bullmq@5.81.5 dist/cjs/classes/worker.js (handleFailed: as often as `attempts` says)' }],
  handlers: [
    { path: 'Worker', from: 1, route: 0, reach: 'worker', signal: '$2' },
    { path: 'Worker.on|once', from: 1, event: 'active|completed|failed|progress|stalled|drained|error', route: 0, reach: 'worker', rejections: listener },
    { path: 'Events.on|once', from: 1, event: 'active|added|completed|failed|delayed|progress|stalled|waiting|removed|drained', route: 0, reach: 'worker', rejections: listener },
  ],
  promises: [
    { path: 'Worker.close|run|waitUntilReady|pause|disconnect', source: 'bullmq@6.7.0 dist/cjs/classes/worker.js:254, :793', verified: '6.7.0' },
    { path: 'Events.close|run|waitUntilReady', source: 'https://api.docs.bullmq.io/classes/v5.QueueEvents.html' },
  ],
});

import { defineEntry } from '../types.js';

/** Bull: `queue.process` with an optional name and concurrency, and the queue's events. */
export default defineEntry({
  id: 'bull-handlers',
  name: 'Bull',
  packages: ['bull'],
  types: {
    Queue: { is: ['()', 'new ()', 'new Queue()', 'Queue.on|once()'], annotations: ['Queue', 'default'], noun: 'queue' },
  },
  rejections: [{ end: 'retried', source: 'bull@4.16.5 lib/queue.js:1193 (handleFailed: as often as `attempts` says)' }],
  handlers: [
    { path: 'Queue.process', from: 0, route: 0, reach: 'worker' },
    {
      path: 'Queue.on|once',
      from: 1,
      event: 'active|completed|failed|progress|stalled|waiting|drained|removed|global:active|global:completed|global:failed|global:progress|global:stalled|global:waiting|global:drained',
      route: 0,
      reach: 'worker',
      rejections: [{ end: 'nobody', source: 'Node 20.20.2: EventEmitter drops what a listener gives', verified: '20.20.2' }],
    },
  ],
});

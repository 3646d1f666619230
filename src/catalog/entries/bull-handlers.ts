import { defineEntry } from '../types.js';

/** Bull: `queue.process` with an optional name and concurrency, and the queue's events. */
export default defineEntry({
  id: 'bull-handlers',
  name: 'Bull',
  packages: ['bull'],
  types: {
    Queue: { is: ['()', 'new ()', 'new Queue()', 'Queue.on|once()'], annotations: ['Queue', 'default'], noun: 'queue' },
  },
  handlers: [
    { path: 'Queue.process', from: 0, route: 0, reach: 'worker' },
    {
      path: 'Queue.on|once',
      from: 1,
      event: 'active|completed|failed|progress|stalled|waiting|drained|removed|global:active|global:completed|global:failed|global:progress|global:stalled|global:waiting|global:drained',
      route: 0,
      reach: 'worker',
    },
  ],
});

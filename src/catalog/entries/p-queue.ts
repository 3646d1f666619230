import { defineEntry } from '../types.js';

/**
 * p-queue. `timeout`, of the queue or of one `add`, starts when the task starts and settles what `add` gave; the task
 * itself runs on. Up to version 8 that settles quietly with undefined, unless `throwOnTimeout` is set; from 9 on it
 * rejects. A place in the queue comes when tasks end, so `add` waits no longer than its tasks let it. `onIdle`,
 * `onEmpty` and `onSizeLessThan` wait for everybody's tasks: one that hangs is waited for for ever.
 */
export default defineEntry({
  id: 'p-queue',
  name: 'p-queue',
  packages: ['p-queue'],
  versions: '>=6',
  types: {
    Queue: {
      is: ['new ()'],
      annotations: ['default', 'PQueue'],
      options: 0,
      noun: 'queue',
    },
  },
  calls: [{ path: 'Queue.onIdle|onEmpty|onSizeLessThan|onPendingZero', kind: 'wait', does: 'wait for a queue', knobs: ['taskTimeout'], essential: ['queue'], phases: ['queue'] }],
  knobs: {
    taskTimeout: {
      at: ['client.timeout', 'set.timeout'],
      unit: 'ms',
      default: 'none',
      covers: ['queue'],
      source: 'p-queue@9.3.5 dist/index.js:89-92, :350-371, :386-392; p-queue@6.6.2 dist/index.js:36, :157-163',
      verified: '9.3.5',
    },
    timeout: {
      at: ['arg1.timeout', 'client.timeout', 'set.timeout'],
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total', 'queue', 'query', 'acquire'],
      source: 'p-queue@9.3.5 dist/index.js:347-392; p-queue@8.1.1 dist/index.js:213-235',
      verified: '9.3.5',
    },
  },
  wrappers: [{ path: 'Queue.add', wraps: 'arg0', knob: 'timeout', effect: 'rejects' }],
  promises: [
    { path: 'Queue.add|addAll', source: 'p-queue@9.3.5 dist/index.js:347, :460', verified: '9.3.5' },
    { path: 'Queue.onEmpty|onIdle|onSizeLessThan', settles: true, source: 'p-queue@9.3.5 dist/index.js:510', verified: '9.3.5' },
  ],
  slots: [
    { kind: 'place', of: 'Queue', takes: ['Queue.onIdle|onPendingZero'], during: ['Queue.add'], size: { option: 'concurrency', default: 'unlimited' }, noun: 'place', source: 'p-queue@8.1.1 dist/index.js:33-66 (unlimited without concurrency), :213-262' },
  ],
  queues: [
    { path: 'new ()', is: 'memory', noun: 'queue', adds: ['add', 'addAll'], asks: ['size', 'pending', 'sizeBy', 'onSizeLessThan', 'onEmpty', 'onIdle', 'onPendingZero', 'isSaturated', 'onRateLimitCleared', 'clear'], advice: 'Refuse with 503 when queue.size passes a limit, or wait with await queue.onSizeLessThan(limit) before you add', source: 'p-queue@9.3.5 dist/index.js:61 (concurrency Infinity), dist/priority-queue.js (a list without a maximum)' },
  ],
});

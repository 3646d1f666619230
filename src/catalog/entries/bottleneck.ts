import { defineEntry } from '../types.js';

/**
 * Bottleneck. A job waits for its turn, which comes when jobs before it end, so its wait is theirs. `expiration`, given with
 * each job, starts when the job starts, rejects what `schedule` gave and frees the slot; the work runs on. The
 * constructor reads no `expiration`, and `highWater` limits how many wait, not for how long.
 */
export default defineEntry({
  id: 'bottleneck',
  name: 'Bottleneck',
  packages: ['bottleneck'],
  versions: '>=2',
  types: {
    Limiter: {
      is: ['new ()', 'new Bottleneck()', 'new Group().key()'],
      annotations: ['default', 'Bottleneck'],
      options: 0,
      noun: 'limiter',
    },
  },
  knobs: {
    expiration: {
      at: ['arg0.expiration'],
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total', 'queue', 'query', 'acquire'],
      source: 'bottleneck@2.19.5 lib/Bottleneck.js:201-203, :546; lib/Job.js:173',
      verified: '2.19.5',
    },
  },
  wrappers: [{ path: 'Limiter.schedule', wraps: 'arg1', knob: 'expiration', effect: 'rejects' }],
  promises: [
    { path: 'Limiter.schedule', source: 'https://www.npmjs.com/package/bottleneck#schedule' },
    { path: 'Limiter.stop|disconnect|ready', source: 'https://www.npmjs.com/package/bottleneck#stop' },
  ],
  slots: [
    { kind: 'place', of: 'Limiter', takes: [], during: ['Limiter.schedule'], size: { option: 'maxConcurrent', default: 'unlimited' }, noun: 'place', source: 'bottleneck@2.19.5 lib/Bottleneck.js:550, lib/LocalDatastore.js:142-150' },
  ],
  queues: [
    { path: 'new ()', is: 'memory', noun: 'limiter', adds: ['schedule', 'submit'], bounds: ['arg0.highWater'], asks: ['queued', 'counts', 'empty', 'check', 'running'], advice: 'Set highWater with a strategy: new Bottleneck({ highWater: 1_000, strategy: Bottleneck.strategy.OVERFLOW })', source: 'bottleneck@2.19.5 lib/Bottleneck.js:546-552 (highWater is null: no limit)' },
  ],
});

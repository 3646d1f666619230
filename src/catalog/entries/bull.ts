import { defineEntry } from '../types.js';

/**
 * Bull 3 and 4, the side that adds jobs. While Redis is away or silent, `add` waits in ioredis for ever; `commandTimeout`
 * of the connection ends it. `finished()` waits for a worker, and has no option: a job that runs ends with the `timeout`
 * with which it was added, and a job that no worker takes never ends.
 */
export default defineEntry({
  id: 'bull',
  name: 'Bull',
  packages: ['bull', '@nestjs/bull'],
  types: {
    Queue: {
      // In NestJS the connection stands at the root.
      is: ['new ()', 'BullModule.forRoot|forRootAsync()'],
      annotations: ['Queue', 'default'],
      options: [2, 1, 0],
      noun: 'queue',
    },
    Job: {
      is: ['Queue.add()', 'Queue.getJob()'],
      annotations: ['Job'],
    },
  },
  acquires: [
    { path: '', release: ['close', 'disconnect'], sync: true, mayLast: true, noun: 'queue', without: 'Its connections to Redis stay open, and each call adds more, until the server takes no more', source: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md#queueclose' },
  ],
  calls: [
    {
      path: 'Queue.add|addBulk|getJob|getJobs|getJobCounts|getWaiting|getActive|getDelayed|getCompleted|getFailed|count|pause|resume|empty|clean|removeJobs',
      kind: 'outbound',
      does: 'command of the queue',
      knobs: ['commandTimeout'],
      essential: ['query'],
      phases: ['queue', 'query'],
    },
    { path: 'Job.finished', kind: 'outbound', does: 'wait for the job to finish', knobs: [], essential: ['query'], phases: ['query'] },
  ],
  knobs: {
    commandTimeout: {
      at: ['client.redis.commandTimeout', 'client.useFactory().redis.commandTimeout'],
      unit: 'ms',
      default: 'none',
      covers: ['queue', 'query'],
      source: 'bull@4.16.5 lib/queue.js:122-126 (redis options go to ioredis); ioredis@5.11.1 built/Redis.js:352',
      verified: '4.16.5',
    },
  },
  promises: [
    { path: 'Queue.close|clean|obliterate|removeRepeatable', source: 'https://github.com/OptimalBits/bull/blob/master/REFERENCE.md' },
    { path: 'Job.remove|retry|update|progress|log|moveToFailed|moveToCompleted', source: 'https://github.com/OptimalBits/bull/blob/master/REFERENCE.md#job' },
  ],
  emitters: ['new ()', '()'].map((path) => ({
    path,
    without: 'silent' as const,
    when: 'Redis cannot be reached',
    noun: 'queue',
    source: 'bull@4.16.5 lib/queue.js (listens itself)',
    verified: '4.16.5',
  })),
});

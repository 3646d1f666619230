import { defineEntry } from '../types.js';

/** https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md#queueadd (BackoffOpts): a number is a fixed wait; other names are strategies in the settings of the queue. */
const backoff = { name: 'type', time: 'delay', rates: { fixed: 'constant', exponential: 'exponential' } } as const;

/** Finished jobs stay in Redis unless the queue or a job says otherwise. */
const jobs = {
  is: 'jobs',
  noun: 'queue',
  adds: ['add', 'addBulk'],
  boundsOfEach: ['arg1.removeOnComplete', 'arg2.removeOnComplete'],
  boundsBy: [{ path: 'BullModule.forRoot', at: 'arg0.defaultJobOptions.removeOnComplete' }],
  asks: ['clean', 'obliterate'],
  advice: 'Set defaultJobOptions: { removeOnComplete: 1_000, removeOnFail: 5_000 }',
  source: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md#queueadd (removeOnComplete: the default is to keep the job)',
} as const;

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
    { path: '', release: ['close', 'disconnect'], sync: true, mayLast: true, going: ['process'], borrows: ['arg1.createClient', 'arg2.createClient'], noun: 'queue', without: 'Its connections to Redis stay open, and each call adds more, until the server takes no more', source: 'bull@4.16.5 lib/queue.js:201 (connects when it is made), :326 (what createClient gives is left alone), :603, :615', verified: '4.16.5' },
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
  retries: [
    { path: 'Queue.add', of: 'jobs', attempts: { at: ['arg2.attempts', 'arg1.attempts'], default: 1, are: 'attempts' }, asked: ['arg2.attempts', 'arg1.attempts'], wait: { rate: 'none', named: { ...backoff, at: ['arg2.backoff', 'arg1.backoff'] }, set: ['arg2.backoff', 'arg1.backoff', 'arg2.delay', 'arg1.delay'] }, source: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md#queueadd (attempts, backoff)' },
    { path: '', of: 'jobs', attempts: { at: ['arg2.defaultJobOptions.attempts', 'arg1.defaultJobOptions.attempts'], default: 1, are: 'attempts' }, asked: ['arg2.defaultJobOptions.attempts', 'arg1.defaultJobOptions.attempts'], wait: { rate: 'none', named: { ...backoff, at: ['arg2.defaultJobOptions.backoff', 'arg1.defaultJobOptions.backoff'] }, set: ['arg2.defaultJobOptions.backoff', 'arg1.defaultJobOptions.backoff'] }, packages: ['bull'], source: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md#queue (defaultJobOptions)' },
  ],
  clients: [
    { path: 'new ()', noun: 'queue', holds: 'connections', closes: ['close'], packages: ['bull'], source: 'https://github.com/OptimalBits/bull/blob/develop/REFERENCE.md#queue (opens connections to Redis)' },
  ],
  queues: [
    { ...jobs, path: 'new ()', bounds: ['arg1.defaultJobOptions.removeOnComplete', 'arg2.defaultJobOptions.removeOnComplete'], attempts: { at: ['arg1.defaultJobOptions.attempts', 'arg2.defaultJobOptions.attempts'], ofEach: ['arg1.attempts', 'arg2.attempts'] }, packages: ['bull'] },
    { ...jobs, path: '()', bounds: ['arg1.defaultJobOptions.removeOnComplete', 'arg2.defaultJobOptions.removeOnComplete'], attempts: { at: ['arg1.defaultJobOptions.attempts', 'arg2.defaultJobOptions.attempts'], ofEach: ['arg1.attempts', 'arg2.attempts'] }, packages: ['bull'] },
    { ...jobs, path: 'BullModule.registerQueue()', bounds: ['arg0.defaultJobOptions.removeOnComplete'], attempts: { at: ['arg0.defaultJobOptions.attempts'], ofEach: ['arg1.attempts', 'arg2.attempts'] }, packages: ['@nestjs/bull'] },
  ],
});

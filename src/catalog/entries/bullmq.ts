import { defineEntry } from '../types.js';

/** Every method of a queue that asks Redis. */
const queue = {
  kind: 'outbound',
  does: 'command of the queue',
  knobs: ['commandTimeout'],
  essential: ['query'],
  phases: ['queue', 'query'],
} as const;

/** https://docs.bullmq.io/guide/retrying-failing-jobs#built-in-backoff-strategies: a number is a fixed wait; other names are strategies of the worker. */
const backoff = { name: 'type', time: 'delay', rates: { fixed: 'constant', exponential: 'exponential' } } as const;

/** Finished jobs stay in Redis unless the queue, a job or the worker says otherwise. */
const jobs = {
  is: 'jobs',
  noun: 'queue',
  adds: ['add', 'addBulk'],
  boundsOfEach: ['arg2.removeOnComplete'],
  boundsBy: [{ path: 'new Worker()', at: 'arg2.removeOnComplete' }, { path: 'Processor', at: 'arg1.removeOnComplete' }, { path: 'BullModule.forRoot', at: 'arg0.defaultJobOptions.removeOnComplete' }],
  asks: ['clean', 'obliterate'],
  advice: 'Set defaultJobOptions: { removeOnComplete: 1_000, removeOnFail: 5_000 }',
  source: 'https://docs.bullmq.io/guide/queues/auto-removal-of-jobs',
} as const;

/**
 * BullMQ, the side that adds jobs. While Redis is away, `add` waits in ioredis's offline queue; on a Redis that is silent,
 * for the answer: for ever both. `commandTimeout` of the connection ends the second. The first is spent in waiting until
 * the connection is ready, before there is a command, and ends only with `skipWaitingForReady` beside it. A worker's
 * connection must not have that time, because its commands wait by design.
 *
 * `waitUntilFinished` waits for a worker that may not be running: its second argument is its only deadline, and there is
 * no such thing as a job's `timeout`, which was Bull's.
 */
const connection = { release: ['close', 'disconnect'], sync: true, mayLast: true, noun: 'connection', without: 'Its connections to Redis stay open, and each call adds more, until the server takes no more', source: 'bullmq@6.7.0 dist/cjs/classes/queue-base.js:104-117, worker.js:793, queue-events.js:114, flow-producer.js:427-439, redis-connection.js:509-531 (what it is lent stays open)', verified: '6.7.0' } as const;

export default defineEntry({
  id: 'bullmq',
  name: 'BullMQ',
  packages: ['bullmq', '@nestjs/bullmq'],
  types: {
    Queue: {
      // In NestJS the connection stands at the root.
      is: ['new Queue()', 'BullModule.forRoot|forRootAsync()'],
      annotations: ['Queue'],
      options: [1, 0],
      noun: 'queue',
    },
    Flow: {
      is: ['new FlowProducer()'],
      annotations: ['FlowProducer'],
      options: 0,
      noun: 'flow producer',
    },
    Job: {
      is: ['Queue.add()', 'Queue.getJob()', 'Job.fromId()'],
      annotations: ['Job'],
    },
  },
  acquires: [
    // A queue uses the client that it is given; a worker makes connections of its own from it (bullmq@6.7.0 dist/cjs/utils/create-backend.js:51-60).
    { path: 'Queue', ...connection, borrows: ['arg1.connection'] },
    { path: 'FlowProducer', ...connection, borrows: ['arg0.connection'] },
    { path: 'Worker|QueueEvents', ...connection, going: ['waitUntilReady', 'run'] },
  ],
  calls: [
    { path: 'Queue.add|addBulk|upsertJobScheduler|removeJobScheduler|removeRepeatable|removeRepeatableByKey', ...queue, does: 'addition of a job' },
    { path: 'Queue.getJob|getJobs|getJobCounts|getJobCountByTypes|getJobState|getWaiting|getActive|getDelayed|getCompleted|getFailed|count', ...queue },
    { path: 'Queue.getRepeatableJobs|getJobSchedulers|getWorkers|getMetrics', ...queue },
    { path: 'Queue.pause|resume|isPaused|drain|clean|obliterate|remove|trimEvents|waitUntilReady', ...queue },
    { path: 'Flow.add|addBulk|getFlow', ...queue, does: 'addition of jobs' },
    {
      path: 'Job.waitUntilFinished',
      kind: 'outbound',
      does: 'wait for the job to finish',
      knobs: ['ttl'],
      essential: ['query'],
      phases: ['query'],
    },
  ],
  knobs: {
    commandTimeout: {
      at: [
        'client.connection.commandTimeout',
        'client.connection > client.commandTimeout',
        'client.useFactory().connection.commandTimeout',
        'client.useFactory().connection > client.commandTimeout',
      ],
      unit: 'ms',
      default: 'none',
      covers: ['query'],
      advice: 'Give the queues a connection of their own with commandTimeout: 10_000 (and skipWaitingForReady: true): a Worker must not share it, its commands wait by design.',
      source: 'bullmq@5.81.5 dist/cjs/classes/redis-connection.js:46, :193 (waits until ready first); ioredis@5.11.1 built/Redis.js:352',
      verified: '5.81.5',
    },
    ttl: {
      at: ['arg1'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'bullmq@5.81.5 dist/cjs/classes/job.js:901-910',
    },
  },
  promises: [
    { path: 'Queue|Flow.close|disconnect', source: 'bullmq@6.7.0 dist/cjs/classes/queue-base.js:104-115', verified: '6.7.0' },
    { path: 'Job.remove|retry|updateProgress|updateData|log|moveToDelayed|changePriority|promote|discard', source: 'https://api.docs.bullmq.io/classes/v5.Job.html' },
  ],
  emitters: ['new Queue()', 'new Worker()', 'new QueueEvents()'].map((path) => ({
    path,
    without: 'logged' as const,
    when: 'Redis cannot be reached',
    noun: path === 'new Worker()' ? 'worker' : 'queue',
    source: 'bullmq@5.81.5 dist/cjs/classes/queue-base.js (emit catches what is thrown, and prints it)',
    verified: '5.81.5, 6.7.0',
  })),
  retries: [
    { path: 'BullModule.registerQueue', of: 'jobs', attempts: { at: ['arg0.defaultJobOptions.attempts'], default: 1, are: 'attempts' }, asked: ['arg0.defaultJobOptions.attempts'], wait: { rate: 'none', named: { ...backoff, at: ['arg0.defaultJobOptions.backoff'] }, set: ['arg0.defaultJobOptions.backoff'] }, packages: ['@nestjs/bullmq'], source: 'https://docs.nestjs.com/techniques/queues' },
    { path: 'Queue.add', of: 'jobs', attempts: { at: ['arg2.attempts'], default: 1, are: 'attempts' }, asked: ['arg2.attempts'], wait: { rate: 'none', named: { ...backoff, at: ['arg2.backoff'] }, set: ['arg2.backoff', 'arg2.delay'] }, source: 'https://docs.bullmq.io/guide/retrying-failing-jobs' },
    { path: 'Queue', of: 'jobs', attempts: { at: ['arg1.defaultJobOptions.attempts'], default: 1, are: 'attempts' }, asked: ['arg1.defaultJobOptions.attempts'], wait: { rate: 'none', named: { ...backoff, at: ['arg1.defaultJobOptions.backoff'] }, set: ['arg1.defaultJobOptions.backoff'] }, source: 'https://docs.bullmq.io/guide/retrying-failing-jobs' },
  ],
  clients: [
    { path: 'new Queue|FlowProducer|QueueEvents()', noun: 'queue', holds: 'connections', closes: ['close', 'disconnect'], lent: 'arg1.connection', packages: ['bullmq'], source: 'https://docs.bullmq.io/guide/connections ("Every class will consume at least one Redis connection", unless one is handed in)' },
  ],
  queues: [
    { ...jobs, path: 'new Queue()', bounds: ['arg1.defaultJobOptions.removeOnComplete'], attempts: { at: ['arg1.defaultJobOptions.attempts'], ofEach: ['arg2.attempts'] }, ignores: [{ at: 'arg1.limiter', instead: 'Give the limiter to the Worker, new Worker(name, processor, { limiter }), or call queue.setGlobalRateLimit(max, duration)' }], packages: ['bullmq'], verified: '6.7.0' },
    { ...jobs, path: 'BullModule.registerQueue()', bounds: ['arg0.defaultJobOptions.removeOnComplete'], attempts: { at: ['arg0.defaultJobOptions.attempts'], ofEach: ['arg2.attempts'] }, ignores: [{ at: 'arg0.limiter', instead: 'Give the limiter to the worker: @Processor(name, { limiter })' }], packages: ['@nestjs/bullmq'] },
    { path: 'new Worker()', is: 'consumer', noun: 'worker', otherwise: 'its concurrency, one job at a time unless it is told another', advice: 'Set concurrency', packages: ['bullmq'], source: 'https://docs.bullmq.io/guide/workers/concurrency', verified: '6.7.0' },
  ],
});

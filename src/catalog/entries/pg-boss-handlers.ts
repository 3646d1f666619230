import { defineEntry } from '../types.js';

/** pg-boss: `work` with optional options; `subscribe` was its name up to version 6. */
export default defineEntry({
  id: 'pg-boss-handlers',
  name: 'pg-boss',
  packages: ['pg-boss'],
  types: {
    Boss: { is: ['new ()', 'new PgBoss()'], annotations: ['PgBoss', 'default'] },
  },
  rejections: [{ end: 'retried', source: 'pg-boss@10.4.2 src/manager.js:216-219 (as often as `retryLimit` says)' }],
  handlers: [
    { path: 'Boss.work|subscribe', from: 1, route: 0, reach: 'worker' },
    { path: 'Boss.onComplete', from: 1, route: 0, reach: 'worker' },
  ],
  emitters: ['new ()', 'new PgBoss()'].map((path) => ({
    path,
    without: 'crash' as const,
    when: 'the database cannot be reached',
    noun: 'queue',
    source: 'https://github.com/timgit/pg-boss/blob/10.4.2/docs/readme.md (events: error)',
    verified: '10.4.2',
  })),
  retries: [
    { path: 'Boss.send|sendAfter|sendOnce|publish', of: 'jobs', attempts: { at: ['arg2.retryLimit'], default: 1, are: 'retries' }, asked: ['arg2.retryLimit'], wait: { rate: 'none', set: ['arg2.retryDelay', 'arg2.retryBackoff'] }, source: 'https://github.com/timgit/pg-boss/blob/10.4.2/docs/readme.md (send: retryLimit, retryDelay, retryBackoff)' },
    { path: 'Boss.createQueue', of: 'jobs', attempts: { at: ['arg1.retryLimit'], default: 1, are: 'retries' }, asked: ['arg1.retryLimit'], wait: { rate: 'none', set: ['arg1.retryDelay', 'arg1.retryBackoff'] }, source: 'https://github.com/timgit/pg-boss/blob/10.4.2/docs/readme.md (createQueue)' },
  ],
  queues: [
    { path: 'Boss.work|subscribe', is: 'consumer', noun: 'worker', otherwise: 'its batch size, one job unless it is told another', advice: 'Set batchSize', source: 'https://github.com/timgit/pg-boss/blob/10.4.2/docs/readme.md (work: batchSize)' },
  ],
});

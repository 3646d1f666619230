import { defineEntry } from '../types.js';

/** cron: the functions for the tick and for the end of the job stand behind the pattern, or in an object (`from`; up to version 2 also `new`). */
export default defineEntry({
  id: 'cron',
  name: 'cron',
  packages: ['cron'],
  types: {
    Job: { is: ['new CronJob()', 'CronJob.from()', 'CronJob()', 'job()'], annotations: ['CronJob'] },
  },
  handlers: [
    { path: 'CronJob|job', from: 1, route: 0, reach: 'worker' },
    { path: 'CronJob|job', from: 0, property: 'onTick', reach: 'worker' },
    { path: 'CronJob.from', from: 0, property: 'onTick', reach: 'worker' },
    { path: 'Job.addCallback', from: 0, reach: 'worker' },
  ],
});

import { defineEntry } from '../types.js';

/** cron: the functions for the tick and for the end of the job stand behind the pattern, or in an object (`from`; up to version 2 also `new`). */
export default defineEntry({
  id: 'cron',
  name: 'cron',
  packages: ['cron'],
  types: {
    Job: { is: ['new CronJob()', 'CronJob.from()', 'CronJob()', 'job()'], annotations: ['CronJob'] },
  },
  rejections: [
    { end: 'nobody', versions: '<4.1.0', unless: { option: 'errorHandler' }, source: 'cron@3.5.0 dist/job.js:116 (what the callback gives is dropped)', verified: '1.8.3, 2.4.4, 3.5.0, 4.0.0' },
    { end: 'logged', versions: '>=4.4.0', source: 'cron@4.4.0 dist/job.js:134-138', verified: '4.4.0' },
  ],
  handlers: [
    { path: 'CronJob|job', from: 1, route: 0, reach: 'worker' },
    { path: 'CronJob|job', from: 0, property: 'onTick', reach: 'worker' },
    { path: 'CronJob.from', from: 0, property: 'onTick', reach: 'worker' },
    { path: 'Job.addCallback', from: 0, reach: 'worker' },
  ],
});

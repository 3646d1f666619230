import { defineEntry } from '../types.js';

/** node-schedule: an optional name, a date or rule, and the function. A job is also made of a function and scheduled later. */
export default defineEntry({
  id: 'node-schedule',
  name: 'node-schedule',
  packages: ['node-schedule'],
  types: {
    Job: { is: ['scheduleJob()', 'new Job()'], annotations: ['Job'] },
  },
  rejections: [{ end: 'nobody', versions: '>=2', unless: { event: 'error' }, source: 'node-schedule@2.1.1 lib/Job.js:222 (it becomes an "error" event where somebody listens for it)', verified: '2.1.1' }],
  handlers: [
    { path: 'scheduleJob', from: 1, route: 0, reach: 'worker' },
    { path: 'Job', from: 0, reach: 'worker' },
    { path: 'Job.on', from: 1, event: 'run|success|error', route: 0, reach: 'worker' },
  ],
});

import { defineEntry } from '../types.js';

/** node-cron: a pattern and a function; a task that is created is started later. */
export default defineEntry({
  id: 'node-cron',
  name: 'node-cron',
  packages: ['node-cron'],
  handlers: [{ path: 'schedule|createTask', from: 1, route: 0, reach: 'worker' }],
});

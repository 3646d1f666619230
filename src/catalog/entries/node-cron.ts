import { defineEntry } from '../types.js';

/** node-cron: a pattern and a function; a task that is created is started later. */
export default defineEntry({
  id: 'node-cron',
  name: 'node-cron',
  packages: ['node-cron'],
  rejections: [
    { end: 'dropped', versions: '>=3 <4', source: 'node-cron@3.0.3 src/task.js:22-25 (it becomes an event that nobody is told of)', verified: '3.0.3' },
    { end: 'logged', versions: '>=4', source: 'node-cron@4.6.0 dist/_shared.cjs (its logger gets it)', verified: '4.6.0' },
  ],
  handlers: [{ path: 'schedule|createTask', from: 1, route: 0, reach: 'worker' }],
});

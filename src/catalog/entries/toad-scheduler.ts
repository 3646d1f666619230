import { defineEntry } from '../types.js';

/** toad-scheduler: a task is a name, a function and one for its errors; jobs run tasks. */
export default defineEntry({
  id: 'toad-scheduler',
  name: 'toad-scheduler',
  packages: ['toad-scheduler', '@fastify/schedule'],
  handlers: [
    { path: 'Task', from: 1, route: 0, reach: 'worker', rejections: [{ end: 'nobody', source: 'toad-scheduler@4.1.0 lib/common/Task.js (made for functions that return at once)', verified: '4.1.0' }] },
    { path: 'AsyncTask', from: 1, route: 0, reach: 'worker', rejections: [{ end: 'logged', source: 'toad-scheduler@4.1.0 lib/common/AsyncTask.js (or its error handler gets it)', verified: '1.6.1, 4.1.0' }] },
  ],
});

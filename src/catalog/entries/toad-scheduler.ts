import { defineEntry } from '../types.js';

/** toad-scheduler: a task is a name, a function and one for its errors; jobs run tasks. */
export default defineEntry({
  id: 'toad-scheduler',
  name: 'toad-scheduler',
  packages: ['toad-scheduler', '@fastify/schedule'],
  handlers: [{ path: 'Task|AsyncTask', from: 1, route: 0, reach: 'worker' }],
});

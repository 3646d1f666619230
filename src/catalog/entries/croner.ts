import { defineEntry } from '../types.js';

/** croner: a pattern, options and a function in either order; without a function it is given to `schedule` later. */
export default defineEntry({
  id: 'croner',
  name: 'croner',
  packages: ['croner'],
  types: {
    Job: { is: ['new Cron()', 'Cron()', 'new ()', '()'], annotations: ['Cron', 'default'] },
  },
  handlers: [
    { path: 'Cron', from: 1, route: 0, reach: 'worker' },
    { path: '', from: 1, route: 0, reach: 'worker' },
    { path: 'Job.schedule', from: 0, reach: 'worker' },
  ],
});

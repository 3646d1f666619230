import { defineEntry } from '../types.js';

/** croner: a pattern, options and a function in either order; without a function it is given to `schedule` later. */
export default defineEntry({
  id: 'croner',
  name: 'croner',
  packages: ['croner'],
  types: {
    Job: { is: ['new Cron()', 'Cron()', 'new ()', '()'], annotations: ['Cron', 'default'] },
  },
  rejections: [{ end: 'nobody', unless: { option: 'catch' }, source: 'croner@11.0.1 dist/croner.cjs (_trigger: without the option `catch` nothing catches)', verified: '5.7.0, 11.0.1' }],
  handlers: [
    { path: 'Cron', from: 1, route: 0, reach: 'worker' },
    { path: '', from: 1, route: 0, reach: 'worker' },
    // The option stands where the job is made.
    { path: 'Job.schedule', from: 0, reach: 'worker', rejections: [] },
  ],
});

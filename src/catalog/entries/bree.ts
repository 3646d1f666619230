import { defineEntry } from '../types.js';

/** Bree runs files of a folder in worker threads; their statements are a job of their own. Here are the jobs that are given as functions. */
export default defineEntry({
  id: 'bree',
  name: 'Bree',
  packages: ['bree'],
  types: {
    Bree: { is: ['new ()', 'new Bree()'], annotations: ['Bree', 'default'] },
  },
  rejections: [{ end: 'logged', source: 'bree@9.2.9 src/index.js:456 (it ends the worker thread)' }],
  handlers: [
    { path: '', from: 0, property: 'jobs.path', reach: 'worker' },
    { path: 'Bree.add', from: 0, property: 'path', reach: 'worker' },
    { path: 'Bree', from: 0, property: 'jobs.path', reach: 'worker' },
  ],
});

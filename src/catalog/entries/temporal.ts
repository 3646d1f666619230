import { defineEntry } from '../types.js';

/** Temporal: activities are the functions that a worker is given, as an object or a module; its workflows are replayed, and make no calls of their own. */
export default defineEntry({
  id: 'temporal',
  name: 'Temporal',
  packages: ['@temporalio/worker'],
  rejections: [{ end: 'retried', source: 'https://docs.temporal.io/encyclopedia/retry-policies' }],
  handlers: [{ path: 'Worker.create', from: 0, property: 'activities.*', reach: 'worker' }],
});

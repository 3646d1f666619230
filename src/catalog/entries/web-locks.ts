import { defineEntry } from '../types.js';

/** The Web Locks API of Node 24.5: a name that is taken is waited for, whoever holds it. */
export default defineEntry({
  id: 'web-locks',
  name: 'Web Locks',
  packages: ['globalThis'],
  slots: [
    { kind: 'lock', of: '', takes: [], during: ['navigator.locks.request'], key: 0, noun: 'lock', source: 'https://nodejs.org/api/worker_threads.html#locks' },
  ],
});

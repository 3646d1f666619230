import { defineEntry } from '../types.js';

/** Packages that are there to block: each waits for a process, a request or a clock. */
export default defineEntry({
  id: 'sync-packages',
  name: 'cross-spawn, sync-request, sync-fetch, sleep',
  packages: ['cross-spawn', 'sync-request', 'sync-fetch', 'sleep'],
  blocking: [
    { path: 'sync|spawnSync', does: 'runs a program to its end', takes: 'work', instead: 'Use spawn, and await its end.', packages: ['cross-spawn'], source: 'https://www.npmjs.com/package/cross-spawn#usage' },
    { path: '', does: 'waits for the answer of a server', takes: 'work', instead: 'Await fetch, with a signal.', packages: ['sync-request', 'sync-fetch'], source: 'https://www.npmjs.com/package/sync-request ("You should not be using this in a production application"); https://www.npmjs.com/package/sync-fetch' },
    { path: 'sleep|msleep|usleep', does: 'sleeps', takes: 'work', instead: 'Await setTimeout of node:timers/promises.', packages: ['sleep'], source: 'https://www.npmjs.com/package/sleep ("These calls will block execution of all JavaScript by halting Node.js\' event loop!")' },
  ],
});

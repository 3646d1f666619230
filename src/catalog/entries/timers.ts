import { defineEntry } from '../types.js';

/** What runs on a clock: nobody waits for it, and it comes again. */
export default defineEntry({
  id: 'timers',
  name: 'Node\'s timers',
  packages: ['globalThis'],
  handlers: [{ path: 'setInterval|setTimeout|setImmediate', from: 0, reach: 'worker' }],
});

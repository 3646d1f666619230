import { defineEntry } from '../types.js';

/** What runs on a clock: nobody waits for it, and it comes again. */
export default defineEntry({
  id: 'timers',
  name: 'Node\'s timers',
  packages: ['globalThis'],
  rejections: [{ end: 'nobody', source: 'Node 20.20.2: a timer drops what its function gives', verified: '16, 18, 20, 22, 24' }],
  handlers: [{ path: 'setInterval|setTimeout|setImmediate', from: 0, reach: 'worker' }],
});

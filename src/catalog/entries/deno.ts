import { defineEntry } from '../types.js';

/** Deno's server: a function, options and a function, or options with one. `Deno.cron` runs on a schedule. */
export default defineEntry({
  id: 'deno',
  name: 'Deno.serve',
  packages: ['globalThis'],
  rejections: [{ end: 'framework', source: 'https://docs.deno.com/api/deno/~/Deno.ServeOptions' }],
  handlers: [
    { path: 'Deno.serve', from: 0, reach: 'request', signal: '$0.signal' },
    { path: 'Deno.serve', from: 0, property: 'handler', reach: 'request', signal: '$0.signal' },
    { path: 'Deno.cron', from: 2, route: 0, reach: 'worker' },
  ],
});

import { defineEntry } from '../types.js';

const definers = 'defineEventHandler|eventHandler|defineCachedEventHandler|cachedEventHandler|defineRenderHandler|defineWebSocketHandler';

/**
 * Nitro, Nuxt's server. Its functions need no import, so they are globals to a reader of one file. Nitro 2 stands on h3 1,
 * whose events have no signal. Tasks run on a schedule.
 */
export default defineEntry({
  id: 'nitro',
  name: 'Nitro',
  packages: ['nitropack', 'nitropack/runtime', 'nitro', 'nitro/runtime', 'globalThis'],
  rejections: [{ end: 'framework', source: 'nitropack@2.13.6 dist/runtime/internal/app.mjs:43' }],
  handlers: [
    { path: definers, from: 0, reach: 'request' },
    { path: definers, from: 0, property: 'handler', reach: 'request' },
    { path: definers, from: 0, property: 'onRequest', reach: 'request' },
    { path: definers, from: 0, property: 'onBeforeResponse', reach: 'request' },
    { path: 'defineWebSocketHandler', from: 0, property: 'message', reach: 'request' },
    { path: 'defineWebSocketHandler', from: 0, property: 'open', reach: 'request' },
    { path: 'defineNitroErrorHandler', from: 0, reach: 'request' },
    { path: 'defineTask', from: 0, property: 'run', reach: 'worker' },
  ],
});

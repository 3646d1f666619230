import { defineEntry } from '../types.js';

const definers = 'defineEventHandler|eventHandler|defineHandler|defineValidatedHandler|defineCachedEventHandler|cachedEventHandler|defineRequestMiddleware|defineMiddleware';
const methods = 'all|get|post|put|delete|patch|head|options|query|connect|trace';
const signal = '$0.req.signal';

/**
 * h3 2, the server of Nitro 3, whose event holds a web request with its signal. What `defineHandler` is given is a handler
 * wherever the result is registered; in version 2 a plain function may be registered as well.
 */
export default defineEntry({
  id: 'h3',
  name: 'h3',
  packages: ['h3', 'nitro/h3'],
  versions: '>=2',
  types: {
    App: {
      is: ['new H3()', 'new H3Core()', 'createApp()', 'createRouter()', `App.use|on|register|mount|${methods}()`],
      annotations: ['H3', 'App', 'Router'],
      noun: 'app',
    },
  },
  rejections: [{ end: 'framework', source: 'h3@2.0.0-beta.4 dist/h3.mjs:300-321', verified: '1.15.11' }],
  handlers: [
    { path: definers, from: 0, reach: 'request', signal },
    { path: definers, from: 0, property: 'handler', reach: 'request', signal },
    { path: definers, from: 0, property: 'middleware', reach: 'request', signal },
    { path: definers, from: 0, property: 'onRequest', reach: 'request', signal },
    { path: definers, from: 0, property: 'onBeforeResponse', reach: 'request', signal },
    { path: 'defineWebSocketHandler|defineWebSocket', from: 0, property: 'message', reach: 'request' },
    { path: 'defineWebSocketHandler|defineWebSocket', from: 0, property: 'open', reach: 'request' },
    { path: 'defineWebSocketHandler|defineWebSocket', from: 0, property: 'close', reach: 'request' },
    { path: 'defineWebSocketHandler|defineWebSocket', from: 0, property: 'upgrade', reach: 'request' },
    { path: 'fromNodeMiddleware|fromNodeHandler|defineNodeListener|defineNodeHandler|defineNodeMiddleware', from: 0, reach: 'request' },
    { path: 'fromWebHandler', from: 0, reach: 'request', signal: '$0.signal' },
    { path: `App.use|${methods}`, from: 0, route: 0, reach: 'request', signal },
    { path: 'App.on', from: 2, route: 1, reach: 'request', signal },
    { path: 'H3|createApp', from: 0, property: 'onRequest', reach: 'request', signal },
  ],
});

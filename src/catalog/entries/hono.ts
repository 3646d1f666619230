import { defineEntry } from '../types.js';

const methods = 'get|post|put|delete|options|patch|query|all';
/** `c.req` is Hono's own request; the web's, with the signal, stands behind it. */
const signal = '$0.req.raw.signal';

/**
 * Hono: `app.get(path, ...handlers)`, also without a path and chained. `app.route('/x', other)` mounts another app, whose
 * handlers are registered on it. `createHandlers` and `createMiddleware` of a factory only pass their functions on, to an
 * `app.get` that may stand elsewhere. OpenAPIHono takes the route's description first.
 */
export default defineEntry({
  id: 'hono',
  name: 'Hono',
  packages: ['hono', 'hono/tiny', 'hono/quick', 'hono/hono-base', 'hono/factory', '@hono/zod-openapi', '@hono/node-server'],
  types: {
    App: {
      is: ['new Hono()', 'new OpenAPIHono()', 'new HonoBase()', 'Factory.createApp()', `App.${methods}|on|use|route|basePath|mount|onError|notFound|openapi|doc|doc31()`],
      annotations: ['Hono', 'OpenAPIHono', 'HonoBase'],
      noun: 'app',
    },
    Factory: { is: ['createFactory()', 'new Factory()'], annotations: ['Factory'] },
  },
  rejections: [{ end: 'framework', source: 'hono@4.13.19 dist/hono-base.js:258, dist/compose.js:36', verified: '4.13.19' }],
  handlers: [
    { path: `App.${methods}|use`, from: 0, route: 0, reach: 'request', signal },
    { path: 'App.on', from: 2, route: 1, reach: 'request', signal },
    { path: 'App.openapi', from: 1, reach: 'request', signal },
    { path: 'App.notFound', from: 0, reach: 'request', signal },
    // An error handler must finish, whoever has gone.
    { path: 'App.onError', from: 0, reach: 'request' },
    { path: 'App.mount', from: 1, route: 0, reach: 'request', signal: '$0.signal' },
    { path: 'Factory.createHandlers|createMiddleware', from: 0, reach: 'request', signal },
    { path: 'createMiddleware', from: 0, reach: 'request', signal },
    // @hono/node-server.
    { path: 'serve', from: 0, property: 'fetch', reach: 'request', signal: '$0.signal' },
    { path: 'createAdaptorServer', from: 0, property: 'fetch', reach: 'request', signal: '$0.signal' },
  ],
});

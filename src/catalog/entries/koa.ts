import { defineEntry } from '../types.js';

/**
 * Koa 2 and 3 with its routers. An application and a router are made alike (`new` on the package's export) and differ
 * in that a router has more methods. A router's method takes an optional name, a path and functions; the path stands
 * first in all but named routes. `koa-joi-router` also takes routes as objects. Koa gives no signal: `ctx.req` is Node's.
 */
export default defineEntry({
  id: 'koa',
  name: 'Koa',
  packages: ['koa', '@koa/router', 'koa-router', 'koa-joi-router', 'koa-tree-router', 'koa-websocket'],
  types: {
    App: {
      is: ['new ()', '()', 'new Router()', 'new Application()', 'App.use|param|prefix|redirect|all|get|post|put|patch|delete|del|head|options|ws()', 'App.ws'],
      annotations: ['Koa', 'Application', 'Router', 'default'],
      noun: 'app',
    },
  },
  rejections: [{ end: 'framework', source: 'koa@3.3.0 lib/application.js:224', verified: '2.16.4, 3.3.0' }],
  handlers: [
    { path: 'App.use', from: 0, route: 0, reach: 'request' },
    {
      path: 'App.all|get|post|put|patch|delete|del|head|options|link|unlink|trace|propfind|search|query',
      from: 0,
      route: 0,
      reach: 'request',
    },
    { path: 'App.param', from: 1, reach: 'request' },
    { path: 'App.register', from: 2, route: 0, reach: 'request' },
    { path: 'App.route', from: 0, property: 'handler', reach: 'request' },
  ],
});

import { defineEntry } from '../types.js';

const methods = 'all|get|post|put|patch|delete|head|options';
const webdav = 'copy|lock|unlock|mkcol|move|purge|propfind|proppatch|report|search|subscribe|unsubscribe';

/**
 * Express 4 and 5, which register handlers in the same way: `app.get(path, ...handlers)`, where a handler may be an
 * array of handlers, and `app.use` without a path. What is no function among the arguments (a path, another router) is
 * no handler. `app.get('setting')` has no function at all. `app.ws` is what express-ws adds to an application.
 */
export default defineEntry({
  id: 'express',
  name: 'Express',
  packages: ['express'],
  versions: '>=4',
  types: {
    Router: {
      is: ['()', 'Router()', 'new Router()', 'Router.route()', `Router.use|param|ws|set|enable|disable|${methods}()`],
      annotations: ['Express', 'Application', 'Router', 'IRouter', 'IRoute'],
      noun: 'router',
    },
    Socket: { is: ['Router.ws().$0'] },
  },
  handlers: [
    {
      path: `Router.${methods}|${webdav}|trace|connect`,
      from: 0,
      route: 0,
      reach: 'request',
    },
    { path: 'Router.use', from: 0, route: 0, reach: 'request' },
    { path: 'Router.param', from: 1, reach: 'request' },
    { path: 'Router.ws', from: 1, route: 0, reach: 'request' },
    { path: 'Socket.on|once|addListener', from: 1, event: 'message|close|ping|pong', route: 0, reach: 'request' },
  ],
});

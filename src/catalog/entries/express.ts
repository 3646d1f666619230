import { defineEntry } from '../types.js';

const methods = 'all|get|post|put|patch|delete|head|options';
const webdav = 'copy|lock|unlock|mkcol|move|purge|propfind|proppatch|report|search|subscribe|unsubscribe';

/**
 * Express 4 and 5, which register handlers in the same way: `app.get(path, ...handlers)`, where a handler may be an
 * array of handlers, and `app.use` without a path. What is no function among the arguments (a path, another router) is
 * no handler. `app.get('setting')` has no function at all.
 */
export default defineEntry({
  id: 'express',
  name: 'Express',
  packages: ['express'],
  versions: '>=4',
  types: {
    Router: {
      is: ['()', 'Router()', 'new Router()', 'Router.route()', `Router.use|param|${methods}()`],
      annotations: ['Express', 'Application', 'Router', 'IRouter', 'IRoute'],
      noun: 'router',
    },
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
  ],
});

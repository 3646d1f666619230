import { expressAnswers } from '../express-answers.js';
import { defineEntry } from '../types.js';

/** An error handler is told by its four parameters: express@4.21.2 lib/router/layer.js:65. */
const answers = { ...expressAnswers, errorArity: 4, errorPackages: ['express', 'connect', 'router', 'express-promise-router', 'express-ws'] } as const;

/** express-ws: what a WebSocket says is nothing of Express's. */
const websocket = [{ end: 'nobody', source: 'express-ws@5.0.2 lib/wrap-middleware.js:13', verified: '5.0.2 on Express 4.21.2 and 5.3.0' }] as const;

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
  rejections: [
    { end: 'nobody', versions: '<5', source: 'express@4.21.2 lib/router/layer.js:71, :95, lib/router/index.js:415 (what a handler gives is dropped)', verified: '4.21.2' },
    { end: 'framework', versions: '>=5', source: 'router@2.3.0 lib/layer.js:122, :173 (it is given to next)', verified: '5.3.0' },
  ],
  handlers: [
    {
      path: `Router.${methods}|${webdav}|trace|connect`,
      from: 0,
      route: 0,
      reach: 'request',
      answers,
    },
    { path: 'Router.use', from: 0, route: 0, reach: 'request', answers },
    { path: 'Router.param', from: 1, reach: 'request', answers: expressAnswers },
    { path: 'Router.ws', from: 1, route: 0, reach: 'request', rejections: websocket },
    { path: 'Socket.on|once|addListener', from: 1, event: 'message|close|ping|pong', route: 0, reach: 'request', rejections: websocket },
  ],
});

import { defineEntry } from '../types.js';

/**
 * hapi: routes are objects, one or an array of them, with the handler in `handler` or `options.handler`. `pre` holds what
 * runs before it: functions or objects with a `method`. Extension points and `validate` of an authentication strategy run
 * for each request as well; server methods are called by handlers, by name. hapi gives no signal.
 */
export default defineEntry({
  id: 'hapi',
  name: 'hapi',
  packages: ['@hapi/hapi', '@hapi/glue', 'hapi'],
  types: {
    Server: { is: ['server()', 'new Server()', 'Server()', 'compose()'], annotations: ['Server'], noun: 'server' },
  },
  rejections: [{ end: 'framework', source: '@hapi/hapi@21.4.10 lib/toolkit.js:62', verified: '21.4.10' }],
  handlers: [
    { path: 'Server.route', from: 0, property: 'handler', reach: 'request' },
    { path: 'Server.route', from: 0, property: 'options.handler', reach: 'request' },
    { path: 'Server.route', from: 0, property: 'config.handler', reach: 'request' },
    { path: 'Server.route', from: 0, property: 'options.pre', reach: 'request' },
    { path: 'Server.route', from: 0, property: 'options.pre.method', reach: 'request' },
    { path: 'Server.route', from: 0, property: 'config.pre', reach: 'request' },
    { path: 'Server.route', from: 0, property: 'config.pre.method', reach: 'request' },
    { path: 'Server.route', from: 0, property: 'options.ext.*.method', reach: 'request' },
    { path: 'Server.ext', from: 1, event: 'onRequest|onPreAuth|onCredentials|onPostAuth|onPreHandler|onPostHandler|onPreResponse|onPostResponse', route: 0, reach: 'request' },
    { path: 'Server.ext', from: 0, property: 'method', reach: 'request' },
    { path: 'Server.auth.strategy', from: 2, property: 'validate', reach: 'request' },
    { path: 'Server.auth.strategy', from: 2, property: 'validateFunc', reach: 'request' },
    { path: 'Server.auth.scheme', from: 1, reach: 'request' },
    { path: 'Server.method', from: 1, route: 0, reach: 'request' },
    { path: 'Server.method', from: 0, property: 'method', reach: 'request' },
    { path: 'Server.events.on', from: 1, event: 'response|request|log', route: 0, reach: 'request', rejections: [{ end: 'nobody', source: '@hapi/hapi@21.4.10: an emitter that drops what a listener gives', verified: '21.4.10' }] },
  ],
});

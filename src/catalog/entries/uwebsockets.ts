import { defineEntry } from '../types.js';

const methods = 'get|post|options|del|patch|put|head|connect|trace|any';

/** uWebSockets.js: routes, and the behaviour of a WebSocket route as an object of functions. A response has `onAborted`, and no signal. */
export default defineEntry({
  id: 'uwebsockets',
  name: 'uWebSockets.js',
  packages: ['uWebSockets.js', 'uws', '@sifrr/server'],
  types: {
    Server: { is: ['App()', 'SSLApp()', `Server.ws|listen|${methods}()`], annotations: ['TemplatedApp'], noun: 'app' },
  },
  handlers: [
    { path: `Server.${methods}`, from: 1, route: 0, reach: 'request' },
    ...(['upgrade', 'open', 'message', 'dropped', 'drain', 'close', 'ping', 'pong', 'subscription'] as const).map((property) => ({ path: 'Server.ws', from: 1, route: 0, property, reach: 'request' }) as const),
  ],
});

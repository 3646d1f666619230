import { nodeServerKnobNames, nodeServerKnobs } from '../node-server-knobs.js';
import { defineEntry } from '../types.js';

/**
 * Servers of `node:http` and `node:https`. Idle connections are closed after 5 s (6 s since Node 20.20, 22.19 and 24.6: one
 * second is added that clients are not told of), which is less than any load balancer keeps them, and a request that is on its
 * way meanwhile is lost. Receiving a request is bounded since Node 18; answering it never is.
 */
export default defineEntry({
  id: 'node-http-server',
  name: 'node:http',
  packages: ['http', 'https', 'node:http', 'node:https'],
  types: {
    HttpServer: {
      is: ['createServer()', 'new Server()', 'Server()'],
      annotations: ['Server'],
      // Or the handler stands there.
      options: [0],
      noun: 'server',
    },
    // The server itself, given back by a method.
    Chained: {
      is: ['HttpServer.on|once|addListener|prependListener|setTimeout|ref|unref()', 'Chained.on|once|addListener|prependListener|setTimeout|ref|unref()'],
      noun: 'server',
    },
  },
  calls: [
    { path: 'HttpServer.listen', kind: 'listen', does: 'server', knobs: nodeServerKnobNames, phases: ['headers', 'body'] },
    { path: 'Chained.listen', kind: 'listen', does: 'server', knobs: nodeServerKnobNames, phases: ['headers', 'body'] },
  ],
  knobs: nodeServerKnobs(['result', 'set', 'client']),
});

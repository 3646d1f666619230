import { nodeServerKnobNames, nodeServerKnobs } from '../node-server-knobs.js';
import { defineEntry } from '../types.js';

const node = nodeServerKnobs(['set.server', 'client.http', 'client.https']);

/**
 * Servers of Fastify 4 and 5. Fastify sets Node's times by its own options, and its own defaults: idle connections are kept for
 * 72 s, longer than a load balancer does; `requestTimeout` is 0, which switches Node's 300 s off. Only `headersTimeout` stays
 * Node's. With 0 as the value, an option is its default.
 */
export default defineEntry({
  id: 'fastify-server',
  name: 'Fastify',
  packages: ['fastify'],
  versions: '>=4',
  types: {
    App: {
      is: ['()', 'fastify()', 'App.withTypeProvider()'],
      annotations: ['FastifyInstance'],
      options: 0,
      noun: 'app',
    },
    // The app itself, given back by a method.
    Chained: {
      is: ['App.register|after|addHook|decorate|setErrorHandler()', 'Chained.register|after|addHook|decorate|setErrorHandler|withTypeProvider()'],
      noun: 'app',
    },
  },
  calls: [
    { path: 'App.listen', kind: 'listen', does: 'server', knobs: nodeServerKnobNames, phases: ['headers', 'body'] },
    { path: 'Chained.listen', kind: 'listen', does: 'server', knobs: nodeServerKnobNames, phases: ['headers', 'body'] },
  ],
  knobs: {
    keepAliveTimeout: {
      at: ['set.server.keepAliveTimeout', 'client.keepAliveTimeout'],
      unit: 'ms',
      default: 72_000,
      covers: [],
      source: 'fastify@5.12.8 build/build-validation.js:27, lib/server.js:339; fastify@4.29.1 build/build-validation.js:26',
      verified: '5.12.8',
    },
    requestTimeout: {
      at: ['set.server.requestTimeout', 'client.requestTimeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['headers', 'body'],
      source: 'fastify@5.12.8 build/build-validation.js:30, lib/server.js:340; fastify@4.29.1 build/build-validation.js:29',
      verified: '5.12.8',
    },
    headersTimeout: node.headersTimeout,
    timeout: {
      at: ['set.server.timeout', 'client.connectionTimeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['headers', 'body'],
      source: 'fastify@5.12.8 build/build-validation.js:26, lib/server.js:341; fastify@4.29.1 build/build-validation.js:25',
      verified: '5.12.8',
    },
  },
});

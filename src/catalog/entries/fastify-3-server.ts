import fastifyServer from './fastify-server.js';
import { defineEntry } from '../types.js';

/** Servers of Fastify 2 and 3, which keep idle connections for 5 s only. */
export default defineEntry({
  ...fastifyServer,
  id: 'fastify-3-server',
  versions: '<4',
  knobs: {
    ...fastifyServer.knobs,
    keepAliveTimeout: {
      ...fastifyServer.knobs.keepAliveTimeout,
      default: 5_000,
      source: 'fastify@3.29.5 build/build-validation.js:17, lib/server.js:31',
      verified: '3.29.5',
    },
    requestTimeout: { ...fastifyServer.knobs.requestTimeout, source: 'fastify@3.29.5 build/build-validation.js:20, lib/server.js:32' },
    timeout: { ...fastifyServer.knobs.timeout, source: 'fastify@3.29.5 build/build-validation.js:16, lib/server.js:42' },
  },
});

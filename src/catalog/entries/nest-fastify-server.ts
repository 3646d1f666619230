import { nodeServerKnobNames, nodeServerKnobs } from '../node-server-knobs.js';
import fastifyServer from './fastify-server.js';
import { defineEntry } from '../types.js';

const { keepAliveTimeout, requestTimeout, timeout } = fastifyServer.knobs;
const { headersTimeout } = nodeServerKnobs(['result', 'set.getHttpServer()', 'client.http', 'client.https']);

/** NestJS on Fastify: the adapter hands its options to Fastify's factory, so the times are Fastify's. */
export default defineEntry({
  id: 'nest-fastify-server',
  name: 'NestJS on Fastify',
  packages: ['@nestjs/platform-fastify'],
  types: {
    Adapter: {
      is: ['new FastifyAdapter()'],
      annotations: ['NestFastifyApplication'],
      options: 0,
      noun: 'adapter',
    },
  },
  calls: [
    {
      path: 'Adapter.listen',
      kind: 'listen',
      does: 'server',
      knobs: nodeServerKnobNames,
      phases: ['headers', 'body'],
    },
  ],
  knobs: {
    keepAliveTimeout: { ...keepAliveTimeout, at: ['result.keepAliveTimeout', 'set.getHttpServer().keepAliveTimeout', 'client.keepAliveTimeout'] },
    requestTimeout: { ...requestTimeout, at: ['result.requestTimeout', 'set.getHttpServer().requestTimeout', 'client.requestTimeout'] },
    headersTimeout,
    timeout: { ...timeout, at: ['result.timeout', 'set.getHttpServer().timeout', 'client.connectionTimeout', 'chain.setTimeout(0)'] },
  },
});

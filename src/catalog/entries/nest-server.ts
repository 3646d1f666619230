import { nodeServerKnobNames, nodeServerKnobs } from '../node-server-knobs.js';
import { defineEntry } from '../types.js';

/**
 * HTTP applications of NestJS. With the adapter for Express the server is one of `node:http` with Node's times, and no option of
 * `NestFactory.create` changes them: they are set on `app.getHttpServer()`, or on what `listen` resolves to. With the adapter
 * for Fastify they are Fastify's. `createMicroservice` and `createApplicationContext` make no such server.
 */
export default defineEntry({
  id: 'nest-server',
  name: 'NestJS',
  packages: ['@nestjs/core', '@nestjs/common', '@nestjs/platform-express'],
  types: {
    App: {
      is: ['NestFactory.create()'],
      annotations: ['INestApplication', 'NestExpressApplication'],
      noun: 'app',
    },
  },
  calls: [{ path: 'App.listen|listenAsync', kind: 'listen', does: 'server', knobs: nodeServerKnobNames, phases: ['headers', 'body'] }],
  knobs: nodeServerKnobs(['result', 'set.getHttpServer()', 'set.getHttpAdapter().getHttpServer()', 'client(1) > client']),
});

import { defineEntry } from '../types.js';

const methods = 'trace|debug|info|warn|error|fatal';
const errors = { first: true, later: 'placed', fields: ['err', 'error'], changedBy: ['arg0.logger.serializers', 'arg0.loggerInstance'] } as const;
const source = 'https://fastify.dev/docs/latest/Reference/Logging/ (pino; request.log carries the id of the request)';

/** Fastify's own logger is pino, and each request has a child of it. Whether it is switched on, the app's options say. */
export default defineEntry({
  id: 'fastify-log',
  name: 'Fastify',
  packages: ['fastify'],
  types: {
    App: { is: ['()', 'fastify()', 'App.withTypeProvider()'], annotations: ['FastifyInstance'], options: 0, noun: 'app' },
    Request: { is: [], annotations: ['FastifyRequest', 'FastifyReply'] },
  },
  loggers: [
    { path: `App.log.${methods}`, writes: 'records', errors, source },
    { path: `Request.log.${methods}`, writes: 'records', perRequest: true, errors, source },
    { path: `log.${methods}`, writes: 'records', perRequest: true, errors, inHandlers: { parameters: [0, 1] }, source },
  ],
});

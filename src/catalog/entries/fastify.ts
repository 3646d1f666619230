import { defineEntry } from '../types.js';

/**
 * Fastify 4 and 5. A route's handler is the last argument or the options' `handler`; hooks stand in the options of a
 * route or are added by name. `register` takes a plugin, which runs once at start-up and is no handler.
 */
export default defineEntry({
  id: 'fastify',
  name: 'Fastify',
  packages: ['fastify'],
  versions: '>=3',
  types: {
    App: {
      is: ['()', 'fastify()', 'App.withTypeProvider()', 'App.get|post|put|patch|delete|head|options|all|route|addHook|register()', 'App.register().$0'],
      annotations: ['FastifyInstance'],
      noun: 'app',
    },
  },
  handlers: [
    { path: 'App.get|post|put|patch|delete|head|options|all|trace|search|query', from: 1, route: 0, reach: 'request' },
    {
      path: 'App.get|post|put|patch|delete|head|options|all|trace|search|query',
      from: 1,
      route: 0,
      property: 'handler',
      reach: 'request',
    },
    { path: 'App.route', from: 0, property: 'handler', reach: 'request' },
    // Hooks in the options of a route.
    ...(['onRequest', 'preParsing', 'preValidation', 'preHandler', 'preSerialization', 'onSend', 'onResponse', 'onError'] as const).flatMap(
      (property) =>
        [
          { path: 'App.route', from: 0, property, reach: 'request' },
          { path: 'App.get|post|put|patch|delete|head|options|all', from: 1, route: 0, property, reach: 'request' },
        ] as const,
    ),
    // Also hooks of the application's life (`onReady`, `onClose`): their first argument tells, and they are rare.
    { path: 'App.addHook', from: 1, reach: 'request' },
    { path: 'App.setErrorHandler|setNotFoundHandler', from: 0, reach: 'request' },
  ],
});

import { defineEntry } from '../types.js';

const methods = 'get|post|put|patch|delete|head|options|all|trace|search|query';
/** Hooks of a request: in the options of a route, or added by name. Others (`onReady`, `onClose`) belong to the application's life. */
const hooks = ['onRequest', 'preParsing', 'preValidation', 'preHandler', 'preSerialization', 'onSend', 'onResponse', 'onError', 'onTimeout', 'onRequestAbort'] as const;
const signal = '$0.signal';
const websocket = [{ end: 'framework', of: '@fastify/websocket', source: '@fastify/websocket@11.3.6 index.js:227 (its error handler closes the socket)', verified: '11.3.6' }] as const;
/** The answer is under way, or gone. */
const late = [{ end: 'logged', source: 'fastify@5.12.8 lib/hooks.js:162-224', verified: '4.29.1, 5.12.8' }] as const;
/** https://fastify.dev/docs/v5.8.x/Reference/Reply/; what a handler returns: fastify@5.12.8 lib/handle-request.js:147, lib/wrap-thenable.js:21 (measured on 4.29.1 and 5.12.8: an async one that returns nothing answers with nothing). */
const by = ['send', 'redirect', 'callNotFound', 'hijack', 'sendFile', 'download', 'view', 'viewAsync'] as const;
const answers = { response: '$1', by, async: true, value: true, unless: ['websocket'] } as const;
const hookAnswers = { response: '$1', by, next: '$2', async: true, value: true } as const;
/** Hooks that are given the payload as well, before `done`. */
const payloadAnswers = { response: '$1', by, next: '$3', async: true, value: true } as const;
const withPayload: ReadonlySet<string> = new Set(['preParsing', 'preSerialization', 'onSend']);
const answersOf = (hook: string): typeof hookAnswers | typeof payloadAnswers => (withPayload.has(hook) ? payloadAnswers : hookAnswers);
const lateHooks: ReadonlySet<string> = new Set(['onResponse', 'onError', 'onTimeout', 'onRequestAbort']);

/**
 * Fastify 5.8 and newer, whose requests carry a signal: it aborts when the client goes away and, with `handlerTimeout`,
 * when the time is over. A route's handler is the last argument or the options' `handler`; hooks stand in the options of a
 * route or are added by name. `register` takes a plugin, which runs once at start-up and is no handler; Mercurius is given
 * its resolvers there.
 */
export default defineEntry({
  id: 'fastify',
  name: 'Fastify',
  packages: ['fastify'],
  versions: '>=5.8.0',
  types: {
    App: {
      is: [
        '()',
        'fastify()',
        `App.withTypeProvider|register|after|route|use|addHook|addSchema|decorate|decorateRequest|decorateReply|${methods}()`,
        'App.setErrorHandler|setNotFoundHandler|setValidatorCompiler|setSerializerCompiler|addContentTypeParser()',
        'App.register().$0',
      ],
      annotations: ['FastifyInstance'],
      // The last three of its type providers: https://github.com/fastify/fastify-type-provider-typebox (index.ts), https://github.com/turkerdev/fastify-type-provider-zod, https://github.com/fastify/fastify-type-provider-json-schema-to-ts (index.ts).
      parameterOf: [
        'FastifyPluginAsync',
        'FastifyPluginCallback',
        'FastifyPlugin',
        '@fastify/type-provider-typebox:FastifyPluginAsyncTypebox|FastifyPluginCallbackTypebox',
        '@fastify/type-provider-json-schema-to-ts:FastifyPluginAsyncJsonSchemaToTs|FastifyPluginCallbackJsonSchemaToTs',
        'fastify-type-provider-zod:FastifyPluginAsyncZod|FastifyPluginCallbackZod',
      ],
      noun: 'app',
    },
  },
  // What @fastify/csrf-protection decorates the app with.
  guards: [{ path: 'App.csrfProtection', refuses: 'forged', as: 'member', source: '@fastify/csrf-protection@8.0.2 index.js:65, :116' }],
  rejections: [{ end: 'framework', source: 'fastify@5.12.8 lib/wrap-thenable.js:53, lib/hooks.js:171', verified: '4.29.1, 5.12.8' }],
  handlers: [
    { path: `App.${methods}`, from: 1, route: 0, reach: 'request', signal, answers },
    { path: `App.${methods}`, from: 1, route: 0, property: 'handler', reach: 'request', signal, answers },
    { path: `App.${methods}`, from: 1, route: 0, property: 'wsHandler', reach: 'request', rejections: websocket },
    { path: 'App.route', from: 0, property: 'handler', reach: 'request', signal, answers },
    { path: 'App.route', from: 0, property: 'wsHandler', reach: 'request', rejections: websocket },
    ...hooks.flatMap(
      (property) =>
        [
          { path: 'App.route', from: 0, property, reach: 'request', signal, ...(lateHooks.has(property) ? { rejections: late } : { answers: answersOf(property) }) },
          { path: `App.${methods}`, from: 1, route: 0, property, reach: 'request', signal, ...(lateHooks.has(property) ? { rejections: late } : { answers: answersOf(property) }) },
        ] as const,
    ),
    ...[hookAnswers, payloadAnswers].map((model) => ({ path: 'App.addHook', from: 1, event: hooks.filter((hook) => !lateHooks.has(hook) && answersOf(hook) === model).join('|'), reach: 'request', signal, answers: model }) as const),
    { path: 'App.addHook', from: 1, event: [...lateHooks].join('|'), reach: 'request', signal, rejections: late },
    { path: 'App.route', from: 0, property: 'errorHandler', reach: 'request', answers: { ...answers, response: '$2' } },
    { path: `App.${methods}`, from: 1, route: 0, property: 'errorHandler', reach: 'request', answers: { ...answers, response: '$2' } },
    { path: 'App.setErrorHandler', from: 0, reach: 'request', answers: { ...answers, response: '$2' } },
    { path: 'App.setNotFoundHandler', from: 0, reach: 'request', signal, answers },
    { path: 'App.setNotFoundHandler', from: 0, property: 'preHandler', reach: 'request', signal, answers: hookAnswers },
    { path: 'App.addContentTypeParser', from: 1, reach: 'request', signal },
    // @fastify/middie and @fastify/express.
    {
      path: 'App.use',
      from: 0,
      reach: 'request',
      answers: { response: '$1', by: ['end', 'destroy'], next: '$2' },
      rejections: [
        { end: 'nobody', of: '@fastify/middie', source: '@fastify/middie@9.3.6 lib/engine.js:144-149', verified: '9.3.6' },
        { end: 'nobody', of: '@fastify/express', versions: '<4', source: 'https://github.com/fastify/fastify-express/blob/v3.0.0/package.json (it runs Express 4)' },
        { end: 'framework', of: '@fastify/express', versions: '>=4', source: '@fastify/express@4.0.7 index.js (it runs Express 5)', verified: '4.0.7' },
      ],
    },
    // Mercurius.
    { path: 'App.register', from: 1, property: 'resolvers.*.*', reach: 'request' },
    { path: 'App.register', from: 1, property: 'resolvers.*.*.resolve', reach: 'request' },
    { path: 'App.register', from: 1, property: 'resolvers.*.*.subscribe', reach: 'request' },
    { path: 'App.register', from: 1, property: 'loaders.*.*', reach: 'request' },
    { path: 'App.register', from: 1, property: 'loaders.*.*.loader', reach: 'request' },
  ],
  promises: [
    { path: 'App.listen', callback: true, source: 'fastify@5.12.8 lib/server.js:31, :268; fastify@3.29.5 alike', verified: '5.12.8, 3.29.5' },
    { path: 'App.ready|inject', callback: true, source: 'fastify@5.12.8 fastify.js:499, :538', verified: '5.12.8' },
    { path: 'App.close', callback: true, source: 'https://fastify.dev/docs/latest/Reference/Server/#close', verified: '5.12.8' },
    { path: 'App.register|after', gives: 'safe', source: 'https://fastify.dev/docs/latest/Reference/Server/#after (a thenable, to load plugins one after another; the error comes out of ready and listen)', verified: '5.12.8' },
    { path: 'App.get|post|put|patch|delete|head|options|all|trace|search|query|route|addHook|use|decorate|decorateRequest|decorateReply|setErrorHandler|setNotFoundHandler|addContentTypeParser|addSchema|withTypeProvider', gives: 'safe', source: 'https://fastify.dev/docs/latest/Reference/Server/ (the instance, which is a thenable)', verified: '5.12.8' },
  ],
});

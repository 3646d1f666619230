import { defineEntry } from '../types.js';

/** Answers 503 when the event loop lags or memory is short: with no limit set it never does. */
export default defineEntry({
  id: 'fastify-under-pressure',
  name: '@fastify/under-pressure',
  packages: ['@fastify/under-pressure', 'under-pressure'],
  guards: [{ path: '', refuses: 'overload', as: 'plugin', source: '@fastify/under-pressure@9.2.0 index.js:27-37, :154', verified: '9.2.0' }, { path: 'fastifyUnderPressure', refuses: 'overload', as: 'plugin', source: '@fastify/under-pressure@9.2.0 index.js:27-37, :154' }],
});

import { defineEntry } from '../types.js';

/** @fastify/rate-limit: a plugin that limits all routes of its scope, or with `global: false` those that say so. */
export default defineEntry({
  id: 'fastify-rate-limit',
  name: '@fastify/rate-limit',
  packages: ['@fastify/rate-limit', 'fastify-rate-limit'],
  guards: [
    { path: '', refuses: 'too many', as: 'plugin', global: 'global', perRoute: 'rateLimit', source: '@fastify/rate-limit@11.2.0 index.js', verified: '11.2.0' },
    { path: 'fastifyRateLimit', refuses: 'too many', as: 'plugin', global: 'global', perRoute: 'rateLimit', source: '@fastify/rate-limit@11.2.0 index.js' },
  ],
  localStates: ['', 'fastifyRateLimit'].map((path) => ({ path, as: 'plugin', keeps: 'rate limits', unless: ['arg1.redis', 'arg1.store'], advice: 'Give it redis, or a store that all instances share.', source: '@fastify/rate-limit README.md, options redis and store; index.js (LocalStore where neither is given)' }) as const),
});

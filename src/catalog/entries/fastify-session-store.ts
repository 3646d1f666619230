import { defineEntry } from '../types.js';

/** @fastify/session: sessions in memory where no store is given. Those of @fastify/secure-session are in the cookie. */
export default defineEntry({
  id: 'fastify-session-store',
  name: '@fastify/session',
  packages: ['@fastify/session', 'fastify-session'],
  localStates: ['', 'fastifySession'].map((path) => ({ path, as: 'plugin', keeps: 'sessions', unless: ['arg1.store'], advice: 'Set store to one that all instances share, such as connect-redis.', source: '@fastify/session lib/fastifySession.js (a MemoryStore where no store is given); README.md, option store' }) as const),
});

import { defineEntry } from '../types.js';

/** Sessions for Fastify. */
export default defineEntry({
  id: 'fastify-sessions',
  name: 'Sessions for Fastify',
  packages: ['@fastify/session', 'fastify-session', '@fastify/secure-session', 'fastify-secure-session'],
  sessions: ['', 'fastifySession'].map((path) => ({ path, as: 'plugin', sameSite: ['arg1.cookie.sameSite'], otherwise: 'unset', source: '@fastify/session@11.1.3 lib/cookie.js:8; @fastify/secure-session@8.4.0 README.md (cookie is handed to @fastify/cookie)' }) as const),
});

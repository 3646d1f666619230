import { defineEntry } from '../types.js';

/** Plugins of Fastify that sign. */
export default defineEntry({
  id: 'fastify-secrets',
  name: 'Fastify\'s plugins with a key',
  packages: ['@fastify/jwt', 'fastify-jwt', '@fastify/session', '@fastify/secure-session', '@fastify/cookie', 'fastify-cookie'],
  secrets: [
    { path: '', at: ['arg1.secret'], plugin: true, noun: 'key that signs tokens', allows: 'sign a token for any user', packages: ['@fastify/jwt', 'fastify-jwt'], source: 'https://github.com/fastify/fastify-jwt#secret-required' },
    { path: '', at: ['arg1.secret', 'arg1.key'], plugin: true, noun: 'key that signs sessions', allows: 'forge the session of any user', packages: ['@fastify/session', '@fastify/secure-session'], source: 'https://github.com/fastify/session#secret' },
    { path: '', at: ['arg1.secret'], plugin: true, noun: 'key that signs cookies', allows: 'forge any cookie of the service', packages: ['@fastify/cookie', 'fastify-cookie'], source: 'https://github.com/fastify/fastify-cookie#options' },
  ],
});

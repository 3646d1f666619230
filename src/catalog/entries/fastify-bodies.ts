import { defineEntry } from '../types.js';

/** Fastify reads 1 MiB of a body, and @fastify/multipart as much of each file, where nothing is said. */
export default defineEntry({
  id: 'fastify-bodies',
  name: 'Fastify',
  packages: ['fastify'],
  sizeLimits: ['', 'fastify', 'Fastify'].map((path) => ({ path, noun: 'body', limits: ['arg0.bodyLimit'], otherwise: 1_048_576, into: 'memory', advice: 'Set bodyLimit on the routes that need more.', source: 'https://fastify.dev/docs/latest/Reference/Server/#bodylimit', verified: '4.29.1, 5.12.8' } as const)),
});

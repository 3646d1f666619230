import { defineEntry } from '../types.js';

/** Limits for Express by packages that give a middleware, and others with its way of calling one. */
export default defineEntry({
  id: 'express-rate-limit',
  name: 'express-rate-limit',
  packages: ['express-rate-limit', 'express-slow-down'],
  guards: ['', 'rateLimit', 'slowDown'].map((path) => ({ path, refuses: 'too many', as: 'middleware', skips: 'arg0.skip', source: 'https://express-rate-limit.mintlify.app/reference/configuration; express-slow-down@3.1.1 readme.md', verified: 'express-rate-limit 8.7.4' }) as const),
  localStates: ['', 'rateLimit', 'slowDown'].map((path) => ({ path, keeps: 'rate limits', unless: ['arg0.store'], advice: 'Give it a store that all instances share, such as rate-limit-redis.', source: 'express-rate-limit@8.7.4 dist/index.mjs:767, :815', verified: 'express-rate-limit 8.7.4' }) as const),
});

import { defineEntry } from '../types.js';

/** Limits for Hono. */
export default defineEntry({
  id: 'hono-rate-limiter',
  name: 'hono-rate-limiter',
  packages: ['hono-rate-limiter'],
  guards: [{ path: 'rateLimiter', refuses: 'too many', as: 'middleware', source: 'https://github.com/rhinobase/hono-rate-limiter#readme' }],
  localStates: [{ path: 'rateLimiter', keeps: 'rate limits', unless: ['arg0.store', 'arg0.binding'], advice: 'Give it a store that all instances share, such as its RedisStore.', source: 'hono-rate-limiter@0.5.4 dist/index.js (MemoryStore)' }],
});

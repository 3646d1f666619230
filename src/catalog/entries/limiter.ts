import { defineEntry } from '../types.js';

/** Counts what may happen in a time. It waits for its turn on a timer. */
export default defineEntry({
  id: 'limiter',
  name: 'limiter',
  packages: ['limiter'],
  versions: '>=2',
  types: { Limiter: { is: ['new RateLimiter()', 'new TokenBucket()'], annotations: ['RateLimiter', 'TokenBucket'] } },
  promises: [{ path: 'Limiter.removeTokens', settles: true, source: 'limiter@2.1.0 dist/cjs/RateLimiter.js:38-70 (rejects only when asked for more at once than there ever is)' }],
});

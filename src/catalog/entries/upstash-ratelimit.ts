import { defineEntry } from '../types.js';

/** Counters of requests in Redis: code asks them before it does the work. */
export default defineEntry({
  id: 'upstash-ratelimit',
  name: '@upstash/ratelimit',
  packages: ['@upstash/ratelimit'],
  types: { Limiter: { is: ['new Ratelimit()', 'new MultiRegionRatelimit()'], annotations: ['Ratelimit', 'MultiRegionRatelimit'], noun: 'limiter' } },
  guards: [{ path: 'Limiter.limit|blockUntilReady', refuses: 'too many', as: 'check', source: 'https://upstash.com/docs/redis/sdks/ratelimit-ts/methods' }],
});

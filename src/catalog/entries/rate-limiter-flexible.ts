import { defineEntry } from '../types.js';

/** Counters of requests: code asks them before it does the work. */
export default defineEntry({
  id: 'rate-limiter-flexible',
  name: 'rate-limiter-flexible',
  packages: ['rate-limiter-flexible'],
  types: {
    Limiter: {
      is: ['new RateLimiterMemory()', 'new RateLimiterRedis()', 'new RateLimiterRedisNonAtomic()', 'new RateLimiterValkey()', 'new RateLimiterValkeyGlide()', 'new RateLimiterCluster()', 'new RateLimiterClusterMasterPM2()', 'new RateLimiterMongo()', 'new RateLimiterMySQL()', 'new RateLimiterPostgres()', 'new RateLimiterPrisma()', 'new RateLimiterDrizzle()', 'new RateLimiterDrizzleNonAtomic()', 'new RateLimiterSQLite()', 'new RateLimiterDynamo()', 'new RateLimiterEtcd()', 'new RateLimiterMemcache()', 'new RateLimiterUnion()', 'new RateLimiterQueue()', 'new RLWrapperBlackAndWhite()', 'new RLWrapperTimeouts()', 'new BurstyRateLimiter()'],
      annotations: ['RateLimiterAbstract', 'RateLimiterMemory', 'RateLimiterRedis', 'RateLimiterMongo', 'RateLimiterMySQL', 'RateLimiterPostgres', 'RateLimiterStoreAbstract', 'BurstyRateLimiter', 'RateLimiterUnion'],
      noun: 'limiter',
    },
  },
  guards: [{ path: 'Limiter.consume', refuses: 'too many', as: 'check', source: 'rate-limiter-flexible@11.4.0 lib/RateLimiterStoreAbstract.js:13 (it rejects when the points are used up)', verified: '11.4.0' }],
  localStates: [{ path: 'RateLimiterMemory', keeps: 'rate limits', advice: 'Use RateLimiterRedis, with RateLimiterMemory as its insuranceLimiter.', source: 'https://github.com/animir/node-rate-limiter-flexible/wiki/Memory' }],
});

import { defineEntry } from '../types.js';

/** Limits for Koa. */
export default defineEntry({
  id: 'koa-ratelimit',
  name: 'koa-ratelimit',
  packages: ['koa-ratelimit', 'koa2-ratelimit', 'koa-ratelimit-lru'],
  guards: [
    { path: '', refuses: 'too many', as: 'middleware', source: 'https://github.com/koajs/ratelimit#readme' },
    { path: 'RateLimit.middleware', refuses: 'too many', as: 'middleware', source: 'https://github.com/ysocorp/koa2-ratelimit#readme' },
  ],
});

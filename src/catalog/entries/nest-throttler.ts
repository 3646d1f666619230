import { defineEntry } from '../types.js';

const counted = { keeps: 'rate limits', advice: 'Give it a storage that all instances share, such as @nest-lab/throttler-storage-redis.', source: '@nestjs/throttler@6.7.1 dist/throttler.service.js:13-23' } as const;

/** @nestjs/throttler: the module only counts; what refuses is its guard, which has to be bound. */
export default defineEntry({
  id: 'nest-throttler',
  name: '@nestjs/throttler',
  packages: ['@nestjs/throttler', 'nestjs-throttler'],
  guards: [{ path: 'ThrottlerGuard|ThrottlerProxyGuard', refuses: 'too many', as: 'class', source: 'https://docs.nestjs.com/security/rate-limiting' }],
  localStates: [
    { ...counted, path: 'ThrottlerModule.forRoot', unless: ['arg0.storage'] },
    { ...counted, path: 'ThrottlerModule.forRootAsync', unlessFactory: 'storage' },
  ],
});

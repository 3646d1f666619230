import { defineEntry } from '../types.js';

/** redis-semaphore: what is taken is refreshed as long as the process lives. */
export default defineEntry({
  id: 'redis-semaphore',
  name: 'redis-semaphore',
  packages: ['redis-semaphore'],
  types: {
    Lock: { is: ['new Mutex|Semaphore|MultiSemaphore|RedlockMutex|RedlockSemaphore|RedlockMultiSemaphore()'] },
  },
  acquires: [
    { path: 'Lock.acquire', holds: 'receiver', release: ['release', 'stopRefresh'], refused: true, noun: 'lock', without: 'Unless refreshInterval is 0 the lock is kept alive as long as the process lives, and everybody who asks for it waits or fails', source: 'redis-semaphore@5.8.0 lib/Lock.js:112-120 (refreshes it), :122-143 (acquire), :144-154 (release)' },
  ],
});

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
    { path: 'Lock.acquire', holds: 'receiver', release: ['release'], refused: true, noun: 'lock', without: 'The lock is kept alive as long as the process lives, and everybody who asks for it waits or fails', source: 'https://github.com/swarthy/redis-semaphore#mutex' },
  ],
});

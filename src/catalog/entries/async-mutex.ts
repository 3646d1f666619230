import { defineEntry } from '../types.js';

/**
 * async-mutex. Waiting for the lock has no end of its own: a holder that hangs stops everybody who comes after it. The
 * only bound is `withTimeout(mutex, ms)`, which gives another object of the same shape: its waits reject, those of the
 * mutex inside do not. It bounds the wait for the lock, not the work of `runExclusive`. Up to 0.3 it passed
 * `waitForUnlock` on without a timeout. `Infinity` is no way to switch it off: it goes to `setTimeout`, which takes it as 1 ms.
 */
export default defineEntry({
  id: 'async-mutex',
  name: 'async-mutex',
  packages: ['async-mutex'],
  types: {
    Mutex: {
      is: ['new Mutex()', 'new Semaphore()', 'withTimeout()'],
      annotations: ['Mutex', 'MutexInterface', 'Semaphore', 'SemaphoreInterface'],
      options: 1,
      noun: 'lock',
    },
  },
  calls: [
    { path: 'Mutex.acquire|runExclusive', kind: 'wait', does: 'wait for a lock', knobs: ['withTimeout'], essential: ['acquire'], phases: ['acquire'] },
    { path: 'Mutex.waitForUnlock', kind: 'wait', does: 'wait for a lock', knobs: ['unlockTimeout'], essential: ['acquire'], phases: ['acquire'] },
  ],
  knobs: {
    withTimeout: {
      at: ['client(1)'],
      unit: 'ms',
      default: 'none',
      covers: ['acquire'],
      source: 'async-mutex@0.5.0 lib/withTimeout.js:15-91',
      verified: '0.5.0',
    },
    unlockTimeout: {
      at: ['client(1)'],
      unit: 'ms',
      default: 'none',
      covers: ['acquire'],
      versions: '>=0.4',
      source: 'async-mutex@0.5.0 lib/withTimeout.js:98-119; async-mutex@0.3.2 lib/withTimeout.js:86 hands it on',
      verified: '0.5.0',
    },
  },
  promises: [
    { path: 'Mutex.acquire|waitForUnlock|waitForLock', source: 'async-mutex@0.5.0 lib/Semaphore.js:13' },
    { path: 'Mutex.runExclusive', runs: 0, source: 'async-mutex@0.5.0 lib/Semaphore.js:31', verified: '0.5.0' },
    { path: 'Mutex.acquire().*', gives: 'none', source: 'async-mutex@0.5.0 lib/Semaphore.js (the releaser)' },
  ],
  acquires: [
    { path: 'Mutex.runExclusive', release: [], managed: true, noun: 'lock', without: 'The lock is never free again, and everybody who asks for it waits for ever', source: 'async-mutex@0.5.0 lib/Mutex.js:9-36' },
    { path: 'Mutex.acquire', release: ['()'], part: '1', owner: ['release'], noun: 'lock', without: 'The lock is never free again, and everybody who asks for it waits for ever', source: 'async-mutex@0.5.0 lib/Mutex.js:9-36, lib/Semaphore.js:13-81' },
  ],
  slots: [
    { kind: 'lock', of: 'Mutex', takes: ['Mutex.waitForUnlock'], during: ['Mutex.runExclusive'], until: ['Mutex.acquire'], size: { argument: 0, default: 'one' }, noun: 'lock', source: 'async-mutex@0.5.0 lib/Semaphore.js:13-80 (who asks waits for its turn, whoever holds it)', verified: '0.5.0' },
  ],
});

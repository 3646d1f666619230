import { defineEntry } from '../types.js';

/**
 * async-lock. By default nothing ends the wait for a key, and up to 1000 others may queue behind it. `timeout` bounds the
 * time in the queue, `maxOccupationTime` the queue and the work, `maxExecutionTime` the work alone: then the key goes to
 * the next one, which bounds those who wait as well. Zero means never. With a callback instead of a promise the options
 * are the fourth argument.
 */
export default defineEntry({
  id: 'async-lock',
  name: 'async-lock',
  packages: ['async-lock'],
  types: {
    Lock: {
      is: ['new ()'],
      annotations: ['AsyncLock', 'default'],
      options: 0,
      optionNames: ['timeout', 'maxPending', 'maxOccupationTime', 'maxExecutionTime', 'domainReentrant', 'skipQueue', 'Promise'],
      noun: 'lock',
    },
  },
  calls: [{ path: 'Lock.acquire', kind: 'wait', does: 'wait for a lock', options: [2, 3], knobs: ['timeout', 'maxOccupationTime', 'maxExecutionTime'], essential: ['acquire'], phases: ['acquire', 'total'] }],
  knobs: {
    timeout: {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['acquire'],
      source: 'async-lock@1.4.1 lib/index.js:24, :34, :209-215',
      verified: '1.4.1',
    },
    maxOccupationTime: {
      at: ['call.maxOccupationTime', 'client.maxOccupationTime'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['acquire', 'total'],
      source: 'async-lock@1.4.1 lib/index.js:25, :218-225',
      verified: '1.4.1',
    },
    maxExecutionTime: {
      at: ['call.maxExecutionTime', 'client.maxExecutionTime'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['acquire', 'total'],
      versions: '>=1.4',
      source: 'async-lock@1.4.1 lib/index.js:141-148: the key goes to the next one',
      verified: '1.4.1',
    },
  },
  acquires: [
    { path: 'Lock.acquire', release: [], managed: true, noun: 'lock', without: 'The lock is never free again, and everybody who asks for it waits for ever', source: 'async-lock@1.5.0 lib/index.js:47' },
  ],
  promises: [
    { path: 'Lock.acquire', callback: 2, source: 'https://www.npmjs.com/package/async-lock#get-started' },
  ],
  slots: [
    { kind: 'lock', of: 'Lock', takes: [], during: ['Lock.acquire'], key: 0, reentrant: 'domainReentrant', noun: 'lock', source: 'async-lock@1.4.1 lib/index.js:137-195 (a key that is taken queues, but for domainReentrant)' },
  ],
});

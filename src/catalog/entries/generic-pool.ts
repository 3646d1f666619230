import { defineEntry } from '../types.js';

/**
 * generic-pool. `acquire` and `use` wait for ever by default, and everybody may queue (`maxWaitingClients` is off). One
 * resource that is not released, or a factory whose `create` fails each time, stops all that come. Only
 * `acquireTimeoutMillis` ends it; zero and null mean for ever. `drain` waits for every borrowed resource.
 */
export default defineEntry({
  id: 'generic-pool',
  name: 'generic-pool',
  packages: ['generic-pool'],
  versions: '>=3',
  types: {
    Pool: {
      is: ['createPool()', 'new Pool()'],
      annotations: ['Pool'],
      options: 1,
      optionNames: ['max', 'min', 'maxWaitingClients', 'testOnBorrow', 'testOnReturn', 'acquireTimeoutMillis', 'destroyTimeoutMillis', 'fifo', 'priorityRange', 'autostart', 'evictionRunIntervalMillis', 'numTestsPerEvictionRun', 'softIdleTimeoutMillis', 'idleTimeoutMillis', 'Promise'],
      noun: 'pool',
    },
  },
  calls: [{ path: 'Pool.acquire|use', kind: 'wait', does: 'wait for a free resource', knobs: ['acquireTimeoutMillis'], essential: ['acquire'], phases: ['acquire'] }],
  knobs: {
    acquireTimeoutMillis: {
      at: ['client.acquireTimeoutMillis'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['acquire'],
      source: 'generic-pool@3.9.0 lib/PoolDefaults.js:23, lib/PoolOptions.js:73-75, lib/Pool.js:464',
      verified: '3.9.0',
    },
  },
  promises: [
    { path: 'Pool.acquire|use|release|destroy|drain|clear', source: 'generic-pool@3.9.0 lib/Pool.js:440-619', verified: '3.9.0' },
  ],
  acquires: [
    { path: 'Pool.acquire', release: [], owner: ['release', 'destroy'], noun: 'resource', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'generic-pool@3.9.0 lib/Pool.js:512-557' },
  ],
  slots: [
    { kind: 'connection', of: 'Pool', takes: [], during: ['Pool.use'], until: ['Pool.acquire'], noun: 'resource', source: 'generic-pool@3.9.0 lib/Pool.js:440-530', verified: '3.9.0' },
  ],
});

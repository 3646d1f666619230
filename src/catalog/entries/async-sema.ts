import { defineEntry } from '../types.js';

/**
 * async-sema. `acquire` has neither a timeout nor a signal: a token that is never released is waited for for ever. What
 * bounds it is a race around it, or `tryAcquire`, which does not wait. `RateLimit` waits for a clock, which always comes.
 */
export default defineEntry({
  id: 'async-sema',
  name: 'async-sema',
  packages: ['async-sema'],
  types: {
    Sema: {
      is: ['new Sema()', 'new ()'],
      annotations: ['Sema'],
      noun: 'semaphore',
    },
  },
  calls: [{ path: 'Sema.acquire|v|drain', kind: 'wait', does: 'wait for a token', knobs: [], essential: ['acquire'], phases: ['acquire'] }],
  acquires: [
    { path: 'Sema.acquire|v', holds: 'nothing', release: [], owner: ['release', 'p'], noun: 'token', without: 'The semaphore has one token less from then on; when none is left, everybody who asks for one waits for ever', source: 'async-sema@3.1.1 lib/index.js:131-141' },
  ],
  slots: [
    { kind: 'lock', of: 'Sema', takes: [], until: ['Sema.acquire|v'], size: { argument: 0, default: 'one' }, noun: 'token', source: 'async-sema@3.1.1 lib/index.js:111-141' },
  ],
});

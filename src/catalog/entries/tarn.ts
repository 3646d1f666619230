import { defineEntry } from '../types.js';

/** tarn, the pool under knex and mssql. It hands out a resource within 30 s, and makes one within as many; it throws for 0. What `acquire` gives has the promise in a property. */
export default defineEntry({
  id: 'tarn',
  name: 'tarn',
  packages: ['tarn'],
  versions: '>=2',
  types: {
    Pool: {
      is: ['new Pool()'],
      annotations: ['Pool'],
      options: 0,
      noun: 'pool',
    },
  },
  calls: [{ path: 'Pool.acquire', kind: 'wait', does: 'wait for a free resource', knobs: ['acquireTimeoutMillis'], essential: ['acquire'], phases: ['acquire'] }],
  knobs: {
    acquireTimeoutMillis: {
      at: ['client.acquireTimeoutMillis'],
      unit: 'ms',
      default: 30_000,
      covers: ['acquire'],
      source: 'tarn@3.1.2 dist/Pool.js:72, :115',
    },
  },
  promises: [{ path: 'Pool.acquire', gives: 'none', source: 'tarn@3.1.2 dist/Pool.js:114-130 (a PendingOperation, whose promise is a property)' }],
});

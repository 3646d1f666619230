import { defineEntry } from '../types.js';

import pg from './pg.js';

/** pg's pool as a package of its own. Its default export is the class; what it hands out are pg's clients. */
export default defineEntry({
  id: 'pg-pool',
  name: 'pg-pool',
  packages: ['pg-pool'],
  versions: '>=3',
  types: {
    Pool: {
      is: ['new ()'],
      annotations: ['Pool'],
      options: 0,
      optionNames: pg.types.Pool.optionNames,
      urlParameters: pg.types.Pool.urlParameters,
      noun: 'pool',
    },
    PoolClient: pg.types.PoolClient,
  },
  calls: pg.calls.slice(0, 3),
  knobs: {
    // The defaults of pg are read by pg's clients: they are an ambient setting of another package here.
    queryTimeout: {
      ...pg.knobs.queryTimeout,
      at: ['arg0.query_timeout', 'client.query_timeout', 'url.query_timeout', 'ambient:pg.defaults.query_timeout'],
    },
    statementTimeout: {
      ...pg.knobs.statementTimeout,
      at: ['client.statement_timeout', 'url.statement_timeout', 'client.options', 'url.options', 'ambient:pg.defaults.statement_timeout'],
    },
    connectionTimeout: pg.knobs.connectionTimeout,
  },
  promises: [
    { path: 'Pool.query|connect|end', callback: true, source: 'pg-pool@3.14.0 index.js:190-196, :431-446' },
  ],
  emitters: pg.emitters.filter(({ path }) => path.startsWith('Pool')),
  acquires: pg.acquires.slice(0, 1),
  slots: pg.slots.slice(0, 1),
  clients: [
    { path: 'new ()', noun: 'pool', holds: 'connections', closes: ['end'], source: 'https://node-postgres.com/features/pooling ("Connecting a new client to the PostgreSQL server requires a handshake which can take 20-30 milliseconds"); https://node-postgres.com/guides/project-structure' },
  ],
});

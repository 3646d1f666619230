import { drizzlePromises } from '../drizzle-promises.js';
import { drizzleReads } from '../drizzle-reads.js';
import { defineEntry } from '../types.js';

const query = {
  kind: 'outbound',
  does: 'query',
  knobs: ['queryTimeout', 'statementTimeout', 'connectionTimeout'],
  essential: ['query'],
  phases: ['acquire', 'connect', 'query'],
} as const;

/**
 * drizzle on node-postgres. It has no deadline of its own: the pool or client that it is given has, and where it makes the pool itself, the options in
 * `connection` do. A query is a thenable: the call that begins it stands for it.
 */
export default defineEntry({
  id: 'drizzle-node-postgres',
  name: 'drizzle',
  packages: ['drizzle-orm/node-postgres'],
  types: {
    Db: {
      is: ['drizzle()'],
      annotations: ['NodePgDatabase'],
      options: 0,
      urls: ['connection', 'connection.connectionString'],
      optionNames: ['client', 'connection', 'schema', 'logger', 'casing', 'cache', 'relations', 'jit'],
      noun: 'database',
    },
    Tx: {
      is: ['Db.transaction().$0', 'Db.with()', 'Tx.transaction().$0', 'Tx.with()'],
      annotations: ['NodePgTransaction'],
    },
  },
  calls: [
    { path: 'Db.select|selectDistinct|selectDistinctOn|insert|update|delete|execute|refreshMaterializedView|transaction|$count', ...query },
    { path: 'Db.query.*.findMany|findFirst', ...query },
    { path: 'Tx.select|selectDistinct|selectDistinctOn|insert|update|delete|execute|refreshMaterializedView|transaction|$count', ...query },
    { path: 'Tx.query.*.findMany|findFirst', ...query },
  ],
  knobs: {
    queryTimeout: {
      at: [
        'client(0) > client.query_timeout',
        'client(0) > url.query_timeout',
        'client.client > client.query_timeout',
        'client.client > url.query_timeout',
        'client.connection.query_timeout',
        'url.query_timeout',
      ],
      // `connection` is not read where a client is given (drizzle-orm@0.45.4 node-postgres/driver.js, postgres-js/driver.js).
      advice: 'Set query_timeout: 10_000 on the pool or client that drizzle is given, or in connection where drizzle makes the pool.',
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: 'drizzle-orm@0.45.4 node-postgres/driver.js:67-83; pg@8.23.1 lib/client.js:702-731',
      verified: 'pg 8.23.1',
    },
    statementTimeout: {
      at: [
        'client(0) > client.statement_timeout',
        'client(0) > url.statement_timeout',
        'client(0) > client.options',
        'client.client > client.statement_timeout',
        'client.client > url.statement_timeout',
        'client.client > client.options',
        'client.connection.statement_timeout',
        'client.connection.options',
        'url.statement_timeout',
        'url.options',
      ],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: 'drizzle-orm@0.45.4 node-postgres/driver.js:67-83; pg@8.23.1 lib/client.js:558-559',
      verified: 'pg 8.23.1',
    },
    connectionTimeout: {
      at: [
        'client(0) > client.connectionTimeoutMillis',
        'client.client > client.connectionTimeoutMillis',
        'client.connection.connectionTimeoutMillis',
      ],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['acquire', 'connect'],
      source: 'drizzle-orm@0.45.4 node-postgres/driver.js:67-83; pg-pool@3.14.0 index.js:206-262',
      verified: 'pg 8.23.1',
    },
  },
  promises: drizzlePromises,
  reads: drizzleReads,
  hearers: [{ path: 'drizzle', hears: false, source: 'drizzle-orm@0.45.4 node-postgres/driver.js (no listener)' }],
  slots: [
    { kind: 'connection', of: 'Db', takes: ['Db.select|selectDistinct|selectDistinctOn|insert|update|delete|execute|$count', 'Db.query.*.findMany|findFirst'], during: ['Db.transaction'], held: ['Tx'], lazy: true, noun: 'connection', source: 'drizzle-orm@0.44.5 node-postgres/session.js:180-196 (a transaction takes a client of the pool)' },
  ],
});

import { drizzlePromises } from '../drizzle-promises.js';
import { drizzleReads } from '../drizzle-reads.js';
import { defineEntry } from '../types.js';

const query = {
  kind: 'outbound',
  does: 'query',
  knobs: ['statementTimeout', 'connectTimeout'],
  essential: ['query'],
  phases: ['connect', 'query'],
} as const;

/** drizzle on postgres (porsager). The deadline is that of the client that it is given, or of the options in `connection`: see the entry `postgres`. */
export default defineEntry({
  id: 'drizzle-postgres-js',
  name: 'drizzle',
  packages: ['drizzle-orm/postgres-js'],
  types: {
    Db: {
      is: ['drizzle()'],
      annotations: ['PostgresJsDatabase'],
      options: 0,
      urls: ['connection', 'connection.url'],
      optionNames: ['client', 'connection', 'schema', 'logger', 'casing', 'cache', 'relations', 'jit'],
      noun: 'database',
    },
    Tx: {
      is: ['Db.transaction().$0', 'Db.with()', 'Tx.transaction().$0', 'Tx.with()'],
      annotations: ['PostgresJsTransaction'],
    },
  },
  calls: [
    { path: 'Db.select|selectDistinct|selectDistinctOn|insert|update|delete|execute|refreshMaterializedView|transaction|$count', ...query },
    { path: 'Db.query.*.findMany|findFirst', ...query },
    { path: 'Tx.select|selectDistinct|selectDistinctOn|insert|update|delete|execute|refreshMaterializedView|transaction|$count', ...query },
    { path: 'Tx.query.*.findMany|findFirst', ...query },
  ],
  knobs: {
    statementTimeout: {
      at: [
        'client(0) > client.connection.statement_timeout',
        'client(0) > url.statement_timeout',
        'client.client > client.connection.statement_timeout',
        'client.client > url.statement_timeout',
        'client.connection.connection.statement_timeout',
        'url.statement_timeout',
        'url.options',
      ],
      // `connection` is not read where a client is given (drizzle-orm@0.45.4 node-postgres/driver.js, postgres-js/driver.js).
      advice: 'Set connection: { statement_timeout: 10_000 } on the postgres() client that drizzle is given, or within connection where drizzle makes it.',
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'drizzle-orm@0.45.4 postgres-js/driver.js:44-61; postgres@3.4.9 src/index.js:484-488',
    },
    connectTimeout: {
      at: ['client(0) > client.connect_timeout', 'client.client > client.connect_timeout', 'client.connection.connect_timeout', 'url.connect_timeout'],
      unit: 's',
      default: 30,
      off: [0],
      covers: ['connect'],
      source: 'drizzle-orm@0.45.4 postgres-js/driver.js:44-61; postgres@3.4.9 src/index.js:453',
      verified: 'postgres 3.4.9',
    },
  },
  promises: drizzlePromises,
  reads: drizzleReads,
  slots: [
    { kind: 'connection', of: 'Db', takes: ['Db.select|selectDistinct|selectDistinctOn|insert|update|delete|execute|$count', 'Db.query.*.findMany|findFirst'], during: ['Db.transaction'], held: ['Tx'], lazy: true, noun: 'connection', source: 'drizzle-orm@0.44.5 postgres-js/session.js:108-121 (a transaction is a begin of the client)' },
  ],
});

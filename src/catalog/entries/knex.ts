import { defineEntry } from '../types.js';

/** The engine that needs no deadline: a file. */
const unless = { at: ['client.client', 'client.dialect'], is: ['sqlite3', 'sqlite', 'better-sqlite3'] } as const;

/** The drivers that read pg's times; the MySQL drivers have none. */
const pg = { at: ['client.client', 'client.dialect'], is: ['pg', 'postgres', 'postgresql', 'pg-native', 'pgnative', 'cockroachdb', 'redshift'] } as const;

/** knex@3.3.0 types/index.d.ts:2763-2801. */
const optionNames = [
  'debug', 'client', 'dialect', 'jsonbSupport', 'version', 'connection', 'connectionPool', 'pool', 'migrations', 'postProcessResponse',
  'wrapIdentifier', 'seeds', 'acquireConnectionTimeout', 'useNullAsDefault', 'searchPath', 'asyncStackTraces', 'log', 'compileSqlOnError',
  'fetchAsString', 'defaultDateTimePrecision', 'userParams',
] as const;

/** The methods with which a query begins. */
const beginnings = 'raw|select|from|into|table|insert|column|columns|distinct|with|withRecursive|withSchema|fromRaw|queryBuilder|batchInsert';

const query = {
  kind: 'outbound',
  does: 'query',
  knobs: ['timeout', 'queryTimeout', 'statementTimeout', 'requestTimeout', 'acquireConnectionTimeout'],
  essential: ['query'],
  phases: ['acquire', 'connect', 'query'],
  unless,
} as const;

const chained = {
  limits: ['limit', 'first'],
  filters: ['where', 'andWhere', 'orWhere', 'whereIn', 'whereNotIn', 'whereNull', 'whereNotNull', 'whereRaw', 'whereBetween', 'whereNotBetween', 'whereNot', 'whereExists', 'whereNotExists', 'whereLike', 'whereILike', 'whereJsonPath', 'orWhereIn', 'orWhereRaw', 'andWhereRaw', 'innerJoin', 'join'],
  others: ['count', 'countDistinct', 'min', 'max', 'sum', 'avg', 'insert', 'update', 'del', 'delete', 'truncate', 'increment', 'decrement', 'stream', 'pipe', 'upsert', 'groupBy', 'groupByRaw', 'modify', 'columnInfo', 'onConflict', 'as', 'union', 'unionAll', 'with', 'distinct', 'clone', 'clearSelect', 'toSQL', 'toString', 'having', 'then', 'callback', 'asCallback', 'into'],
  adds: ['insert', 'upsert'],
} as const;

/**
 * knex. `acquireConnectionTimeout` (60 s) bounds the wait for a connection, and nothing of the query. A query ends by `.timeout(ms)` on its builder
 * (the server works on, unless `cancel: true`), or by what the driver is told in `connection`: `query_timeout` and `statement_timeout` of pg,
 * `requestTimeout` of tedious, which alone has a default (15 s). The drivers of MySQL have no such option. SQLite is a file: there is no wait.
 *
 * A builder is a thenable: the call that begins it stands for the query, and `db.raw` for one of its own even where it is a part of another.
 */
export default defineEntry({
  id: 'knex',
  name: 'knex',
  packages: ['knex'],
  versions: '>=0.95',
  types: {
    Db: {
      is: ['()', 'knex()', 'Knex()'],
      annotations: ['Knex'],
      options: 0,
      urls: ['connection', 'connection.connectionString', 'connection.uri'],
      optionNames,
      noun: 'client',
    },
    Trx: {
      is: [
        'Db.transaction()',
        'Db.transaction().$0',
        'Db.transactionProvider().()',
        'Db.withUserParams()',
        'Trx.transaction|savepoint()',
        'Trx.transaction|savepoint().$0',
      ],
      annotations: ['Transaction'],
    },
    Builder: {
      is: ['Db()', `Db.${beginnings}()`, 'Trx()', `Trx.${beginnings}()`, 'Builder.*()'],
      annotations: ['QueryBuilder', 'Raw'],
    },
  },
  calls: [
    { path: 'Db', ...query },
    { path: `Db.${beginnings}`, ...query },
    { path: 'Trx', ...query },
    { path: `Trx.${beginnings}`, ...query },
    {
      path: 'Db.transaction',
      kind: 'outbound',
      does: 'transaction',
      knobs: ['acquireConnectionTimeout'],
      essential: ['acquire'],
      phases: ['acquire', 'connect'],
      unless,
    },
  ],
  knobs: {
    timeout: {
      at: ['chain.timeout(0)'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'knex@3.3.0 lib/query/querybuilder.js:110-119, lib/raw.js:50-58, lib/execution/runner.js:149-151',
      verified: '3.3.0',
    },
    queryTimeout: {
      with: pg,
      at: ['client.connection.query_timeout', 'url.query_timeout', 'client.connectionPool > client.query_timeout'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: 'knex@3.3.0 types/index.d.ts:3113, lib/dialects/postgres/index.js (connection settings are pg.Client\'s); pg@8.23.1 lib/client.js:702-731',
      verified: 'pg 8.23.1',
    },
    statementTimeout: {
      with: pg,
      at: [
        'client.connection.statement_timeout',
        'url.statement_timeout',
        'client.connectionPool > client.statement_timeout',
        'client.connection.options',
        'url.options',
      ],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: 'knex@3.3.0 types/index.d.ts:3110; pg@8.23.1 lib/client.js:558-559',
      verified: 'pg 8.23.1',
    },
    requestTimeout: {
      with: { at: ['client.client', 'client.dialect'], is: ['mssql'] },
      at: ['client.connection.options.requestTimeout', 'client.connection.requestTimeout'],
      unit: 'ms',
      // That of tedious, which alone of the drivers has one.
      default: 15_000,
      off: [0, 'Infinity'],
      covers: ['query'],
      source: 'knex@3.3.0 lib/dialects/mssql/index.js:58-60, :78-80',
    },
    acquireConnectionTimeout: {
      at: ['client.acquireConnectionTimeout', 'client.pool.acquireTimeoutMillis'],
      unit: 'ms',
      default: 60_000,
      covers: ['acquire', 'connect'],
      source: 'knex@3.3.0 lib/client.js:253-265',
      verified: '3.3.0',
    },
  },
  ignored: [
    {
      calls: 'Db',
      option: 'client.connection.acquireTimeout',
      why: 'does nothing: no driver of knex reads it',
      instead: 'acquireConnectionTimeout beside connection',
      source: 'knex@3.3.0 lib/client.js:229-265',
    },
  ],
  promises: [
    { path: 'Db|Trx.transaction', source: 'knex@3.3.0 lib/execution/transaction.js:79-85', verified: '3.3.0' },
    { path: 'Db|Trx.batchInsert', source: 'knex@3.3.0 lib/execution/batch-insert.js:19-21', verified: '3.3.0' },
    { path: 'Db', gives: 'lazy', source: 'knex@3.3.0 lib/builder-interface-augmenter.js:23', verified: '3.3.0' },
    { path: 'Trx', gives: 'lazy', source: 'knex@3.3.0 lib/builder-interface-augmenter.js:23' },
    { path: 'Db|Trx.raw|select|from|into|table|insert|column|columns|distinct|with|withRecursive|withSchema|fromRaw|queryBuilder', gives: 'lazy', source: 'knex@3.3.0 lib/builder-interface-augmenter.js:23', verified: '3.3.0' },
    { path: 'Builder.where|andWhere|orWhere|whereIn|whereNot|whereNull|whereNotNull|whereRaw|insert|update|del|delete|truncate|select|first|from|into|table|join|leftJoin|innerJoin|orderBy|groupBy|limit|offset|returning|onConflict|merge|ignore|increment|decrement|pluck|count|min|max|sum|avg|transacting|forUpdate|forShare|timeout|with|withSchema|union|having|modify|upsert|clone|distinct|column|columns|using|raw', gives: 'lazy', source: 'knex@3.3.0 lib/builder-interface-augmenter.js:23', verified: '3.3.0' },
    { path: 'Db|Trx.schema.*', gives: 'lazy', source: 'knex@3.3.0 lib/schema/builder.js (augmented as a query is)', verified: '3.3.0' },
    { path: 'Trx.commit|rollback', source: 'https://knexjs.org/guide/transactions.html' },
    { path: 'Db.destroy|initialize', callback: true, source: 'https://knexjs.org/guide/#destroy' },
    { path: 'Db.migrate.latest|up|down|rollback|unlock|forceFreeMigrationsLock|make', source: 'https://knexjs.org/guide/migrations.html#migration-api' },
    { path: 'Db.seed.run|make', source: 'https://knexjs.org/guide/migrations.html#seed-api' },
  ],
  acquires: [
    { path: '', release: ['destroy'], sync: true, mayLast: true, needs: ['arg0.connection', 'arg0.connectionPool'], noun: 'client', without: 'Its connections stay open, and each call adds as many, until the server takes no more', source: 'knex@3.3.0 lib/client.js:229 (two connections are kept), :519 (destroy), :101-107 (without a connection it only builds queries)', verified: '3.3.0' },
    { path: 'knex|Knex', release: ['destroy'], sync: true, mayLast: true, needs: ['arg0.connection', 'arg0.connectionPool'], noun: 'client', without: 'Its connections stay open, and each call adds as many, until the server takes no more', source: 'knex@3.3.0 lib/client.js:229 (two connections are kept), :519 (destroy), :101-107 (without a connection it only builds queries)', verified: '3.3.0' },
    { path: 'Db.transaction', release: ['commit', 'rollback'], managed: true, lent: ['transacting'], noun: 'transaction', without: 'The transaction stays open: its locks keep others waiting, and its connection never goes back to the pool', source: 'knex@3.1.0 lib/execution/transaction.js:122-160, 326' },
  ],
  slots: [
    { kind: 'connection', of: 'Db', takes: ['Db', `Db.${beginnings}`], during: ['Db.transaction'], until: ['Db.transaction'], held: ['Trx', 'Transaction'], told: ['transacting', 'connection'], lazy: true, noun: 'connection', source: 'knex@3.1.0 lib/execution/transaction.js:266-330 (the transaction gets a connection and keeps it), lib/execution/internal/ensure-connection-callback.js (each query of knex gets its own)' },
  ],
  reads: [
    { path: 'Db', is: 'rows', table: 'argument', chained, source: 'https://knexjs.org/guide/query-builder.html#limit' },
    { path: 'Trx', is: 'rows', table: 'argument', chained, source: 'https://knexjs.org/guide/query-builder.html#limit' },
    { path: 'Db|Trx.select', is: 'rows', table: 'from', chained: { ...chained, sentBy: ['from'] }, source: 'https://knexjs.org/guide/query-builder.html#select' },
    { path: 'Db|Trx.from|table', is: 'rows', table: 'argument', chained, source: 'https://knexjs.org/guide/query-builder.html#from' },
  ],
  clients: [
    { path: '()', noun: 'pool', holds: 'connections', closes: ['destroy'], source: 'https://knexjs.org/guide/#configuration-options ("Initializing the library should normally only ever happen once in your application, as it creates a connection pool")' },
    { path: 'knex|Knex()', noun: 'pool', holds: 'connections', closes: ['destroy'], source: 'https://knexjs.org/guide/#configuration-options' },
  ],
  statements: [
    { path: 'Db|Trx.raw', text: 0, advice: 'Write ? for values and ?? for names, and give them in the list of bindings.', source: 'https://knexjs.org/guide/raw.html#raw-parameter-binding' },
    { path: 'Builder.raw|fromRaw|whereRaw|andWhereRaw|orWhereRaw|havingRaw|andHavingRaw|orHavingRaw|orderByRaw|groupByRaw|joinRaw|distinctOnRaw', text: 0, advice: 'Write ? for values and ?? for names, and give them in the list of bindings.', source: 'https://knexjs.org/guide/raw.html#raw-parameter-binding' },
  ],
  escapes: [
    { path: 'Db|Trx.ref|raw', source: 'https://knexjs.org/guide/ref.html' },
    { path: 'Builder.toString|toQuery', source: 'https://knexjs.org/guide/interfaces.html#tostring (values are escaped)' },
  ],
  secrets: [
    { path: 'knex', at: ['arg0.connection.password'], noun: 'password of the database', allows: 'read and change all data, wherever it reaches the database', source: 'https://knexjs.org/guide/#configuration-options' },
    { path: '', at: ['arg0.connection.password'], noun: 'password of the database', allows: 'read and change all data, wherever it reaches the database', source: 'https://knexjs.org/guide/#configuration-options' },
  ],
});

import { defineEntry } from '../types.js';

/**
 * Where the dialect stands: `new Kysely(…)` and `KyselyModule.forRoot(…)`, what `forRootAsync` is given, or the executor in the first argument.
 * The pool may be a function that makes it (kysely@0.28.18 dist/esm/dialect/postgres/postgres-dialect-config.d.ts).
 */
const dialects = ['client.dialect', 'client.useFactory().dialect'].flatMap((at) => [`${at} > client.pool`, `${at} > client.pool()`]);

/** postgres-js has a dialect of its own (kysely-postgres-js), which takes the client itself. */
const ofPostgresJs = ['client.dialect > client.postgres', 'client.useFactory().dialect > client.postgres'] as const;

const query = {
  kind: 'outbound',
  does: 'query',
  options: 0,
  knobs: ['queryTimeout', 'statementTimeout', 'signal', 'connectionTimeout'],
  essential: ['query'],
  phases: ['acquire', 'connect', 'query'],
  unless: {
    at: ['client.dialect', 'client.useFactory().dialect'],
    is: ['new SqliteDialect()', 'new LibsqlDialect()', 'new BunSqliteDialect()', 'new NodeWasmDialect()', 'new GenericSqliteDialect()', 'new MssqlDialect()'],
  },
} as const;

/**
 * Kysely. It has no deadline of its own before 0.29: the driver's pool in its dialect has, `query_timeout` or `statement_timeout` of pg. From 0.29 on
 * `execute({ signal })` ends the wait, and by default the query runs on in the database. A query goes out at the end of a builder, with `execute` and
 * its siblings. With MySQL nothing but that signal bounds one, because mysql2 takes a time for each query only, and Kysely gives none.
 */
export default defineEntry({
  id: 'kysely',
  name: 'Kysely',
  packages: ['kysely', 'nestjs-kysely', 'kysely-postgres-js'],
  types: {
    Db: {
      is: ['new Kysely()', 'KyselyModule.forRoot()', 'KyselyModule.forRootAsync()'],
      annotations: ['Kysely'],
      options: 0,
      optionNames: ['dialect', 'plugins', 'log', 'namespace', 'useFactory', 'useClass', 'useExisting', 'inject', 'imports'],
      noun: 'database',
    },
    Derived: {
      is: [
        'Db.withSchema|withPlugin|withoutPlugins|withTables()',
        'Derived.withSchema|withPlugin|withoutPlugins|withTables()',
        'TransactionBuilder.execute().$0',
        'TransactionBuilder.execute()',
      ],
      annotations: ['Transaction', 'ControlledTransaction'],
      noun: 'database',
    },
    TransactionBuilder: {
      is: [
        'Db.transaction|startTransaction|connection()',
        'Derived.transaction|startTransaction|connection()',
        'TransactionBuilder.setIsolationLevel|setAccessMode()',
      ],
    },
    Builder: {
      is: [
        'Db.selectFrom|selectNoFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|with|withRecursive()',
        'Derived.selectFrom|selectNoFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|with|withRecursive()',
        'Db.schema.*()',
        'Derived.schema.*()',
        'Builder.*()',
      ],
      annotations: ['SelectQueryBuilder', 'InsertQueryBuilder', 'UpdateQueryBuilder', 'DeleteQueryBuilder', 'MergeQueryBuilder'],
      noun: 'database',
    },
    RawBuilder: {
      is: ['sql()', 'RawBuilder.as|withPlugin|$castTo()'],
      annotations: ['RawBuilder'],
    },
    Dialect: {
      is: ['new PostgresDialect|MysqlDialect|MssqlDialect|SqliteDialect|PostgresJSDialect()'],
      annotations: ['Dialect'],
      options: 0,
    },
  },
  calls: [
    { path: 'Builder.execute|executeTakeFirst|executeTakeFirstOrThrow|stream|explain', ...query },
    { path: 'Db.executeQuery', ...query },
    { path: 'Derived.executeQuery', ...query },
    { path: 'RawBuilder.execute', ...query, client: { argument: 0, type: 'Db' } },
  ],
  knobs: {
    queryTimeout: {
      at: dialects.flatMap((pool) => [`${pool} > client.query_timeout`, `${pool} > url.query_timeout`]),
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: 'kysely@0.28.18 dist/esm/dialect/postgres/postgres-driver.js (a client of the pool); pg@8.23.1 lib/client.js:702-731',
      verified: 'pg 8.23.1',
    },
    statementTimeout: {
      at: [
        ...dialects.flatMap((pool) => [`${pool} > client.statement_timeout`, `${pool} > url.statement_timeout`, `${pool} > client.options`]),
        ...ofPostgresJs.flatMap((client) => [`${client} > client.connection.statement_timeout`, `${client} > url.statement_timeout`]),
      ],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: 'kysely@0.28.18 dist/esm/dialect/postgres/postgres-driver.js; pg@8.23.1 lib/client.js:558-559; postgres@3.4.9 src/index.js:484-488',
      verified: 'pg 8.23.1',
    },
    signal: {
      // Of a raw query the options come second.
      at: ['arg0.signal', 'arg1.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['acquire', 'connect', 'query'],
      versions: '>=0.29',
      source: 'kysely@0.29.9 dist/util/abort.d.ts, dist/query-builder/select-query-builder.d.ts:2282',
    },
    connectionTimeout: {
      at: dialects.flatMap((pool) => [`${pool} > client.connectionTimeoutMillis`]),
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['acquire', 'connect'],
      source: 'kysely@0.28.18 dist/esm/dialect/postgres/postgres-driver.js; pg-pool@3.14.0 index.js:206-262',
      verified: 'pg 8.23.1',
    },
  },
  promises: [
    { path: 'Builder.stream', gives: 'none', source: 'https://kysely-org.github.io/kysely-apidoc/interfaces/Streamable.html' },
    { path: 'TransactionBuilder.execute', source: 'https://kysely.dev/docs/examples/transactions/simple-transaction' },
    { path: 'Db|Derived.destroy', source: 'https://kysely-org.github.io/kysely-apidoc/classes/Kysely.html#destroy' },
  ],
  hearers: [{ path: 'PostgresDialect', hears: false, source: 'kysely@0.28.18 dist/cjs/dialect/postgres/postgres-driver.js (no listener)' }],
  slots: [
    { kind: 'connection', of: 'Db', takes: ['Builder.execute|executeTakeFirst|executeTakeFirstOrThrow', 'Db.executeQuery'], during: ['TransactionBuilder.execute'], held: ['TransactionBuilder', 'Transaction', 'ControlledTransaction'], noun: 'connection', source: 'kysely@0.28.5 dist/cjs/kysely.js:440-500 (the callback runs on a connection of its own); https://kysely.dev/docs/examples/transactions/simple-transaction' },
  ],
  reads: [
    {
      path: 'Db|Derived.selectFrom', is: 'rows', table: 'argument',
      chained: { limits: ['limit', 'top', 'fetch'], filters: ['where', 'whereRef', 'innerJoin'], others: ['executeTakeFirst', 'executeTakeFirstOrThrow', 'stream', 'as', 'groupBy', 'having', 'union', 'unionAll', '$if', '$call', 'compile', 'distinctOn'], sentBy: ['execute'] },
      source: 'https://kysely-org.github.io/kysely-apidoc/interfaces/SelectQueryBuilder.html#limit',
    },
    { path: 'Db|Derived.insertInto', is: 'adds', table: 'argument', source: 'https://kysely-org.github.io/kysely-apidoc/classes/Kysely.html#insertInto' },
  ],
  statements: [
    { path: 'sql.raw', text: 0, advice: 'Give values by the tag, which makes parameters of them, and names by sql.ref or sql.table.', source: 'https://kysely-org.github.io/kysely-apidoc/interfaces/Sql.html#raw' },
  ],
});

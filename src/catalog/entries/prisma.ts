import { defineEntry } from '../types.js';
import pg from './pg.js';

const models = [
  'findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany|create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn',
  'upsert|delete|deleteMany|count|aggregate|groupBy|findRaw|aggregateRaw',
].join('|');

const query = {
  kind: 'outbound',
  does: 'query',
  knobs: ['socket_timeout', 'statement_timeout', 'pool_timeout', 'connect_timeout', 'queryTimeout', 'statementTimeout', 'requestTimeout', 'connectionTimeout'],
  essential: ['query'],
  phases: ['acquire', 'connect', 'query'],
  // Files, and tedious, whose requests end after 15 s.
  unless: {
    at: ['client.adapter'],
    is: ['new PrismaBetterSqlite3()', 'new PrismaBetterSQLite3()', 'new PrismaLibSql()', 'new PrismaLibSQL()', 'new PrismaD1()', 'new PrismaMssql()'],
  },
} as const;

const lazy = '@prisma/client@7.10.0 runtime/client.js (a PrismaPromise asks the engine when then, catch or finally is called)';

/**
 * Prisma. Up to 6 its own engine holds the pool: connecting ends after 5 s (`connect_timeout`), waiting for a connection after 10 s (`pool_timeout`),
 * a query never. Only the connection string bounds it, in seconds (`socket_timeout`) or at the server (`options=-c statement_timeout=…`), and that
 * string mostly stands in the environment, so that much stays unknown here. From 7 on, and before with a driver adapter, the driver's options hold
 * instead: pg has no default for any. The `timeout` of an interactive transaction (5 s) is looked at when its next query starts: it ends none.
 */
export default defineEntry({
  id: 'prisma',
  name: 'Prisma',
  packages: [
    '@prisma/client',
    '.prisma/client',
    '@prisma/client/edge',
    '@prisma/adapter-pg',
    '@prisma/adapter-neon',
    '@prisma/adapter-mariadb',
    '@prisma/adapter-mssql',
    '@prisma/adapter-better-sqlite3',
    '@prisma/adapter-libsql',
    '@prisma/adapter-d1',
  ],
  // `prisma generate` writes the client where its schema says.
  generated: ['PrismaClient'],
  types: {
    Client: {
      is: ['new PrismaClient()'],
      annotations: ['PrismaClient'],
      options: 0,
      urls: ['datasourceUrl', 'datasources.db.url'],
      // The usual name in schema.prisma.
      urlVariable: 'DATABASE_URL',
      optionNames: [
        'datasources', 'datasourceUrl', 'adapter', 'errorFormat', 'log', 'transactionOptions', 'omit', 'accelerateUrl', 'comments', 'engineType',
        '__internal',
      ],
      // https://www.prisma.io/docs/orm/overview/databases: PostgreSQL, MySQL, SQL Server, SQLite and MongoDB together.
      urlParameters: [
        'schema', 'connection_limit', 'connect_timeout', 'pool_timeout', 'socket_timeout', 'sslmode', 'sslcert', 'sslrootcert', 'sslidentity',
        'sslpassword', 'sslaccept', 'host', 'pgbouncer', 'statement_cache_size', 'application_name', 'channel_binding', 'options', 'socket',
        'max_connection_lifetime', 'max_idle_connection_lifetime', 'single_use_connections', 'target_session_attrs', 'sslkey', 'busy_timeout', 'api_key',
        'authSource', 'replicaSet', 'retryWrites', 'w', 'ssl', 'tls', 'directConnection', 'maxPoolSize', 'connectTimeoutMS', 'socketTimeoutMS',
        'serverSelectionTimeoutMS', 'authMechanism', 'appName', 'readPreference', 'waitQueueTimeoutMS',
      ],
      noun: 'client',
    },
    Derived: {
      is: ['Client.$extends()', 'Derived.$extends()'],
    },
    Tx: {
      is: ['Client.$transaction().$0', 'Derived.$transaction().$0', 'Tx.$extends()'],
      annotations: ['TransactionClient'],
    },
    PgAdapter: {
      is: ['new PrismaPg()', 'new PrismaNeon()'],
      options: 0,
      optionNames: pg.types.Pool.optionNames,
      urlParameters: [...pg.types.Pool.urlParameters, 'schema', 'pgbouncer'],
      noun: 'adapter',
    },
    MariaDbAdapter: {
      is: ['new PrismaMariaDb()'],
      options: 0,
      noun: 'adapter',
    },
  },
  acquires: [
    { path: 'PrismaClient', release: ['$disconnect'], sync: true, mayLast: true, spared: ['$connect'], gives: ['$extends'], noun: 'client', without: 'Its connections stay open, and each call adds as many, until the server takes no more', source: 'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/connection-management' },
  ],
  calls: [
    { path: `Client.*.${models}`, ...query },
    { path: `Derived.*.${models}`, ...query },
    { path: `Tx.*.${models}`, ...query },
    { path: 'Client.$queryRaw|$executeRaw|$queryRawUnsafe|$executeRawUnsafe|$queryRawTyped|$runCommandRaw', ...query },
    { path: 'Derived.$queryRaw|$executeRaw|$queryRawUnsafe|$executeRawUnsafe|$queryRawTyped|$runCommandRaw', ...query },
    { path: 'Tx.$queryRaw|$executeRaw|$queryRawUnsafe|$executeRawUnsafe|$queryRawTyped|$runCommandRaw', ...query },
  ],
  knobs: {
    socket_timeout: {
      at: ['url?.socket_timeout'],
      unit: 's',
      default: 'none',
      off: [0],
      covers: ['query'],
      versions: '<7',
      source: 'https://www.prisma.io/docs/orm/overview/databases/postgresql#arguments',
    },
    statement_timeout: {
      // `options=-c statement_timeout=5000`: what stands in that text is not read.
      at: ['url?.options'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      versions: '<7',
      source: 'https://www.prisma.io/docs/orm/overview/databases/postgresql#arguments',
    },
    pool_timeout: {
      at: ['url.pool_timeout'],
      unit: 's',
      default: 10,
      off: [0],
      covers: ['acquire'],
      versions: '<7',
      source: 'https://www.prisma.io/docs/v6/orm/prisma-client/setup-and-configuration/databases-connections/connection-pool',
    },
    connect_timeout: {
      at: ['url.connect_timeout'],
      unit: 's',
      default: 5,
      off: [0],
      covers: ['connect'],
      versions: '<7',
      source: 'https://www.prisma.io/docs/v6/orm/prisma-client/setup-and-configuration/databases-connections/connection-pool',
    },
    queryTimeout: {
      at: [
        'client.adapter > client.query_timeout',
        'client.adapter > url.query_timeout',
        'client.adapter > client(0) > client.query_timeout',
        'client.adapter > client(0) > url.query_timeout',
        // mariadb's
        'client.adapter > client.queryTimeout',
        'client.adapter > client.socketTimeout',
        'client.adapter > url.queryTimeout',
        'client.adapter > url.socketTimeout',
      ],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: '@prisma/adapter-pg@7.10.1 dist/index.js:794-812 (options of pg.Pool, or a pool); mariadb@3.4.5 lib/config/connection-options.js:119-120',
      verified: 'pg 8.23.1',
    },
    statementTimeout: {
      at: [
        'client.adapter > client.statement_timeout',
        'client.adapter > url.statement_timeout',
        'client.adapter > client(0) > client.statement_timeout',
        'client.adapter > client(0) > url.statement_timeout',
        'client.adapter > client.options',
        'client.adapter > url.options',
      ],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: '@prisma/adapter-pg@7.10.1 dist/index.js:794-812; pg@8.23.1 lib/client.js:558-559',
      verified: 'pg 8.23.1',
    },
    requestTimeout: {
      at: ['client.adapter > client.requestTimeout', 'client.adapter > client.options.requestTimeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: '@prisma/adapter-mssql@7.10.0 dist/index.js:185-216; mssql@12.7.14 lib/tedious/connection-pool.js:43',
    },
    connectionTimeout: {
      at: ['client.adapter > client.connectionTimeoutMillis', 'client.adapter > client(0) > client.connectionTimeoutMillis'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['acquire', 'connect'],
      versions: '>=7',
      source: '@prisma/adapter-pg@7.10.1 dist/index.js:794-812; pg-pool@3.14.0 index.js:206-262',
      verified: '7.10.1',
    },
  },
  promises: [
    { path: `Client|Derived.*.${models}`, gives: 'lazy', source: lazy },
    { path: 'Client|Derived.$queryRaw|$executeRaw|$queryRawUnsafe|$executeRawUnsafe|$queryRawTyped|$runCommandRaw', gives: 'lazy', source: lazy },
    { path: 'Client|Derived.$transaction', source: '@prisma/client@7.10.0 runtime/client.js ($transaction begins at once)' },
    { path: 'Client|Derived.$connect|$disconnect', source: 'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections/connection-management' },
  ],
  hearers: [
    { path: 'PrismaPg', hears: true, versions: '>=6.13', source: '@prisma/adapter-pg@6.19.0 dist/index.js:787-792' },
    { path: 'PrismaPg', hears: false, versions: '<6.13', source: '@prisma/adapter-pg@5.22.0 dist/index.js (no listener)' },
  ],
  slots: [
    { kind: 'connection', of: 'Client', takes: [`Client.*.${models}`, `Derived.*.${models}`, 'Client.$queryRaw|$executeRaw|$queryRawUnsafe|$executeRawUnsafe|$queryRawTyped|$transaction', 'Derived.$queryRaw|$executeRaw|$queryRawUnsafe|$executeRawUnsafe|$queryRawTyped|$transaction'], during: ['Client.$transaction', 'Derived.$transaction'], held: ['Tx'], lazy: true, noun: 'connection', source: 'https://www.prisma.io/docs/orm/prisma-client/queries/transactions#interactive-transactions' },
  ],
  reads: [
    { path: 'Client|Derived|Tx.*.findMany', is: 'rows', table: 'star', filter: 'arg0.where', limits: ['arg0.take'], source: 'https://www.prisma.io/docs/orm/reference/prisma-client-reference#findmany' },
    { path: 'Client|Derived|Tx.*.create|createMany|createManyAndReturn|upsert', is: 'adds', table: 'star', source: 'https://www.prisma.io/docs/orm/reference/prisma-client-reference#create' },
    { path: 'Client|Derived|Tx.$queryRawUnsafe', is: 'text', source: 'https://www.prisma.io/docs/orm/prisma-client/using-raw-sql/raw-queries' },
  ],
  clients: [
    { path: 'new PrismaClient()', noun: 'client', holds: 'connections', closes: ['$disconnect'], source: 'https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections#re-using-a-single-prismaclient-instance' },
  ],
  statements: [
    { path: 'Client|Derived|Tx.$queryRawUnsafe|$executeRawUnsafe', text: 0, advice: 'Use the tag, which makes parameters of its values: prisma.$queryRaw`select … where id = ${id}`.', source: 'https://www.prisma.io/docs/orm/prisma-client/using-raw-sql/raw-queries#sql-injection-prevention' },
    { path: 'Prisma.raw', text: 0, advice: 'Give values by Prisma.sql, which makes parameters of them.', source: 'https://www.prisma.io/docs/orm/prisma-client/using-raw-sql/raw-queries#raw-query-helper-caution' },
  ],
});

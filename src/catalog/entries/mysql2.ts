import { defineEntry } from '../types.js';

/** mysql2@3.24.6 lib/connection_config.js:17-72: all that it reads; it warns of others and ignores them. */
const optionNames = [
  'authPlugins', 'authSwitchHandler', 'bigNumberStrings', 'charset', 'charsetNumber', 'compress', 'connectAttributes', 'connectTimeout', 'database',
  'dateStrings', 'debug', 'decimalNumbers', 'enableKeepAlive', 'flags', 'host', 'insecureAuth', 'infileStreamFactory', 'isServer',
  'keepAliveInitialDelay', 'localAddress', 'maxPreparedStatements', 'multipleStatements', 'namedPlaceholders', 'nestTables', 'password', 'password1',
  'password2', 'password3', 'passwordSha1', 'pool', 'port', 'queryFormat', 'rowsAsArray', 'socketPath', 'ssl', 'stream', 'stringifyObjects',
  'supportBigNumbers', 'timezone', 'trace', 'typeCast', 'uri', 'user', 'disableEval', 'enableCleartextPlugin', 'connectionLimit', 'maxIdle',
  'idleTimeout', 'Promise', 'queueLimit', 'resetOnRelease', 'waitForConnections', 'jsonStrings', 'gracefulEnd',
] as const;

const query = {
  kind: 'outbound',
  does: 'query',
  knobs: ['timeout', 'connectTimeout'],
  essential: ['query'],
  phases: ['connect', 'query'],
} as const;

const connection = {
  kind: 'outbound',
  does: 'connection to the database',
  knobs: ['connectTimeout'],
  essential: ['connect'],
  phases: ['connect'],
} as const;

/**
 * mysql2, with callbacks and promises. A query ends by a time of its own only: `query({ sql, timeout })`, which counts the server's silence. No
 * option of a connection or pool does that; `connectTimeout` (10 s) ends an attempt to connect, and a free connection is waited for without end:
 * `acquireTimeout` and `timeout` are options of the older mysql package, which mysql2 ignores with a warning. No option bounds the wait for a free
 * connection (mysql2@3.24.6 lib/base/pool.js:64-118), so it is no phase of a query, and stays open where a connection is asked for.
 */
/**
 * `getConnection` of a promise pool gives a new PromisePoolConnection around a connection that is used again. It hands these events on: its first listener for one of
 * them adds a function to that connection, which stays there, with the new object, until the last is taken away (mysql2@3.24.6 lib/promise/connection.js:19,
 * lib/promise/inherit_events.js:5-25). A listener for any other event goes with the new object.
 */
const relays = ['error', 'drain', 'connect', 'end', 'enqueue'];

export default defineEntry({
  id: 'mysql2',
  name: 'mysql2',
  packages: ['mysql2/promise', 'mysql2/promise.js'],
  types: {
    Pool: {
      is: ['createPool()', 'createPoolPromise()'],
      annotations: ['Pool', 'PromisePool'],
      options: 0,
      urls: ['uri'],
      optionNames,
      urlParameters: optionNames,
      // There is no time for it: `acquireTimeout` is an option of mysql, and does nothing here.
      waiters: { bounds: [{ at: 'arg0.queueLimit', off: [0] }, { at: 'arg0.waitForConnections', only: false }], source: 'mysql2@3.24.6 lib/base/pool.js:107-119 (a queue without a timer), lib/pool_config.js:11-26 (queueLimit 0 is none)' },
      noun: 'pool',
    },
    PromisePool: {
      is: ['Pool.promise()'],
      noun: 'pool',
    },
    PoolConnection: {
      is: ['Pool.getConnection()', 'PromisePool.getConnection()', 'Pool.getConnection().$1', 'PoolConnection.promise()'],
      annotations: ['PoolConnection'],
      noun: 'connection',
    },
    Connection: {
      is: ['createConnection()', 'createConnectionPromise()'],
      annotations: ['Connection'],
      options: 0,
      urls: ['uri'],
      optionNames,
      urlParameters: optionNames,
      noun: 'connection',
    },
    PromiseConnection: {
      is: ['Connection.promise()'],
      noun: 'connection',
    },
    // Its options are about the choice of a node: the connections' stand in `add`.
    PoolCluster: {
      is: ['createPoolCluster()'],
      annotations: ['PoolCluster'],
      options: 0,
      optionNames: ['canRetry', 'removeNodeErrorCount', 'restoreNodeTimeout', 'defaultSelector'],
      noun: 'pool cluster',
    },
    PoolNamespace: {
      is: ['PoolCluster.of()'],
      annotations: ['PoolNamespace'],
      noun: 'pool',
    },
    ClusterConnection: {
      is: [
        'PoolCluster.getConnection()',
        'PoolCluster.getConnection().$1',
        'PoolNamespace.getConnection()',
        'PoolNamespace.getConnection().$1',
        'ClusterConnection.promise()',
      ],
      noun: 'connection',
    },
  },
  calls: [
    { path: 'Pool.query|execute', ...query },
    { path: 'PromisePool.query|execute', ...query },
    { path: 'PoolConnection.query|execute', ...query, phases: ['query'] },
    { path: 'Connection.query|execute', ...query, phases: ['query'] },
    { path: 'PromiseConnection.query|execute', ...query, phases: ['query'] },
    { path: 'PoolNamespace.query|execute', ...query },
    { path: 'ClusterConnection.query|execute', ...query, phases: ['query'] },
    { path: 'Pool.getConnection', ...connection, phases: ['acquire', 'connect'] },
    { path: 'PromisePool.getConnection', ...connection, phases: ['acquire', 'connect'] },
    { path: 'Connection.connect', ...connection },
  ],
  knobs: {
    timeout: {
      // `arg0` is the query where it is written as an object; a text has no such property.
      at: ['arg0.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'mysql2@3.24.6 lib/commands/query.js:32, :347-370; lib/commands/execute.js:22, :131',
      verified: '3.24.6',
    },
    connectTimeout: {
      at: ['client.connectTimeout', 'url.connectTimeout'],
      unit: 'ms',
      default: 10_000,
      off: [0],
      covers: ['connect'],
      source: 'mysql2@3.24.6 lib/connection_config.js:115-117, lib/base/connection.js:242-247',
      verified: '3.24.6',
    },
  },
  promises: [
    { path: 'Pool|Connection|PromisePool|PromiseConnection.end', source: 'https://sidorares.github.io/node-mysql2/docs/documentation/promise-wrapper' },
    { path: 'PoolConnection|Connection|PromiseConnection.beginTransaction|commit|rollback|ping|prepare|changeUser', source: 'https://sidorares.github.io/node-mysql2/docs/documentation/promise-wrapper' },
  ],
  acquires: [
    { path: 'PoolCluster|PoolNamespace.getConnection', release: ['release', 'destroy'], callback: 1, finishes: true, noun: 'connection', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'mysql2@3.24.6 lib/pool_cluster.js, lib/pool_connection.js' },
    { path: 'createPool', sync: true, release: ['end'], gives: ['promise'], mayLast: true, noun: 'pool', without: 'Its connections stay open, and each call adds as many, until the server takes no more', source: 'mysql2@3.24.6 lib/base/pool.js:195-230 (end), :92-98 (what waits for a connection then fails), lib/pool_config.js:18-20 (idle connections stay)', verified: '3.24.6' },
    { path: 'createConnection', release: ['end', 'destroy', 'close'], gives: ['promise'], mayLast: true, finishes: true, noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'mysql2@3.24.6 promise.js, lib/base/connection.js' },
    { path: 'Pool.getConnection', release: ['release', 'destroy'], owner: ['releaseConnection'], callback: 1, relays, finishes: true, afterwards: 'By then the pool may have handed it to somebody else: the query runs in the middle of what those do, in their transaction', noun: 'connection', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'mysql2@3.15.3 lib/pool_connection.js:23, lib/base/pool.js:78' },
    { path: 'PromisePool.getConnection', release: ['release', 'destroy'], owner: ['releaseConnection'], relays, finishes: true, afterwards: 'By then the pool may have handed it to somebody else: the query runs in the middle of what those do, in their transaction', noun: 'connection', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'mysql2@3.15.3 lib/pool_connection.js:23, lib/base/pool.js:78' },
  ],
  slots: [
    { kind: 'connection', of: 'Pool', takes: ['Pool.query|execute', 'PromisePool.query|execute'], until: ['Pool.getConnection', 'PromisePool.getConnection'], held: ['PoolConnection'], noun: 'connection', source: 'mysql2@3.14.3 lib/base/pool.js:42-104 (getConnection queues when the pool is full), :140-190 (query and execute get one for themselves)' },
  ],
  reads: [
    { path: 'Pool|PromisePool|PoolConnection|Connection|PromiseConnection|PoolNamespace|ClusterConnection.query|execute', is: 'text', rowsAt: '0', source: 'https://sidorares.github.io/node-mysql2/docs/documentation/promise-wrapper' },
  ],
  clients: [
    { path: 'createPool|createPoolPromise|createPoolCluster()', noun: 'pool', holds: 'connections', closes: ['end'], source: 'https://sidorares.github.io/node-mysql2/docs#using-connection-pools' },
    { path: 'createConnection|createConnectionPromise()', noun: 'connection', holds: 'connections', closes: ['end', 'destroy'], single: true, source: 'https://sidorares.github.io/node-mysql2/docs#using-connection-pools' },
  ],
  statements: [
    { path: 'Pool|PromisePool|PoolConnection|Connection|PromiseConnection|PoolNamespace|ClusterConnection.query|execute', text: 0, advice: 'Write ? in the text and give the value in the list of parameters.', source: 'https://sidorares.github.io/node-mysql2/docs/documentation/prepared-statements' },
  ],
  escapes: [
    { path: 'escape|escapeId|format', source: 'https://sidorares.github.io/node-mysql2/docs/documentation' },
    { path: 'Pool|PromisePool|PoolConnection|Connection|PromiseConnection|PoolNamespace|ClusterConnection.escape|escapeId|format', source: 'https://sidorares.github.io/node-mysql2/docs/documentation' },
  ],
  secrets: [
    { path: 'createPool|createConnection', at: ['arg0.password'], noun: 'password of the database', allows: 'read and change all data, wherever it reaches the database', source: 'https://sidorares.github.io/node-mysql2/docs' },
  ],
});

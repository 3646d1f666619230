import { defineEntry } from '../types.js';

/** @types/mysql@2.15.28 index.d.ts ConnectionOptions, ConnectionConfig; mysql@2.18.1 lib/ConnectionConfig.js. */
const connectionOptions = [
  'user', 'password', 'database', 'charset', 'charsetNumber', 'timeout', 'host', 'port', 'localAddress', 'socketPath', 'timezone', 'connectTimeout',
  'stringifyObjects', 'insecureAuth', 'typeCast', 'queryFormat', 'supportBigNumbers', 'bigNumberStrings', 'dateStrings', 'debug', 'trace',
  'localInfile', 'multipleStatements', 'flags', 'ssl', 'pool',
] as const;

const poolOptions = [...connectionOptions, 'acquireTimeout', 'waitForConnections', 'connectionLimit', 'queueLimit'] as const;

const query = {
  kind: 'outbound',
  does: 'query',
  knobs: ['timeout', 'acquireTimeout', 'connectTimeout'],
  essential: ['query'],
  phases: ['connect', 'handshake', 'query'],
} as const;

const connection = {
  kind: 'outbound',
  does: 'connection to the database',
  knobs: ['acquireTimeout', 'connectTimeout'],
  essential: ['connect'],
  phases: ['connect', 'handshake'],
} as const;

/**
 * mysql, the callback driver from before mysql2. A query ends by a time of its own only: `query({ sql, timeout })`, which counts the server's
 * silence. `connectTimeout` (10 s) is about the TCP connection, `acquireTimeout` (10 s) about the handshake or ping of a connection that a pool hands
 * out: neither ends a query. A connection without a pool waits for the handshake for ever, unless `connect` is given a time. No option bounds the wait in a pool's queue, so it is no phase here. `timeout` among the options of a connection is
 * read by nobody.
 */
export default defineEntry({
  id: 'mysql',
  name: 'mysql',
  packages: ['mysql'],
  versions: '>=2',
  types: {
    Pool: {
      is: ['createPool()'],
      annotations: ['Pool'],
      options: 0,
      optionNames: poolOptions,
      urlParameters: poolOptions,
      noun: 'pool',
    },
    PoolConnection: {
      is: ['Pool.getConnection().$1'],
      annotations: ['PoolConnection'],
      noun: 'connection',
    },
    Connection: {
      is: ['createConnection()'],
      annotations: ['Connection'],
      options: 0,
      optionNames: connectionOptions,
      urlParameters: connectionOptions,
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
      noun: 'pool',
    },
    ClusterConnection: {
      is: ['PoolCluster.getConnection().$1', 'PoolNamespace.getConnection().$1'],
      noun: 'connection',
    },
  },
  calls: [
    { path: 'Pool.query', ...query },
    { path: 'PoolConnection.query', ...query, phases: ['query'] },
    { path: 'Connection.query', ...query, knobs: ['timeout', 'connectTimeout'], phases: ['query'] },
    { path: 'PoolNamespace.query', ...query },
    { path: 'ClusterConnection.query', ...query, phases: ['query'] },
    { path: 'Pool.getConnection', ...connection },
    { path: 'Connection.connect', ...connection, knobs: ['connectTimeout', 'handshakeTimeout'] },
  ],
  knobs: {
    timeout: {
      // `arg0` is the query where it is written as an object; a text has no such property.
      at: ['arg0.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'mysql@2.18.1 lib/protocol/sequences/Sequence.js:28, lib/protocol/Protocol.js:352-355; Readme.md "Timeouts"',
    },
    acquireTimeout: {
      at: ['client.acquireTimeout', 'url.acquireTimeout'],
      unit: 'ms',
      default: 10_000,
      off: [0],
      covers: ['connect', 'handshake'],
      source: 'mysql@2.18.1 lib/PoolConfig.js:10-12, lib/Pool.js:48 (the handshake), :116-119 (the ping)',
    },
    connectTimeout: {
      at: ['client.connectTimeout', 'url.connectTimeout'],
      unit: 'ms',
      default: 10_000,
      off: [0],
      covers: ['connect'],
      source: 'mysql@2.18.1 lib/ConnectionConfig.js:19-21, lib/Connection.js:106-111 (switched off once TCP is connected)',
      verified: '2.18.1',
    },
    handshakeTimeout: {
      at: ['arg0.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'handshake'],
      source: 'mysql@2.18.1 lib/Connection.js:64-91, lib/protocol/Protocol.js:352-355 (the silence of the server)',
      verified: '2.18.1',
    },
  },
  promises: [
    { path: 'Pool|PoolConnection|Connection|PoolNamespace|ClusterConnection.query', gives: 'none', source: 'https://www.npmjs.com/package/mysql#performing-queries (callbacks only)' },
    { path: 'Pool.getConnection', gives: 'none', source: 'https://www.npmjs.com/package/mysql#pooling-connections (callbacks only)' },
    { path: 'Connection.connect', gives: 'none', source: 'https://www.npmjs.com/package/mysql#establishing-connections (callbacks only)' },
  ],
  emitters: [
    {
      path: 'createConnection()',
      without: 'crash',
      when: 'the server closes the connection while it is idle',
      noun: 'connection',
      source: 'mysql@2.18.1 lib/Connection.js:423, Readme.md (Error handling)',
      verified: '2.18.1',
    },
  ],
  acquires: [
    { path: 'createConnection', release: ['end', 'destroy'], sync: true, mayLast: true, spared: ['connect'], finishes: true, noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'mysql@2.18.1 lib/Connection.js:64, :452 (connects with the first query at the latest), :221, :242' },
    { path: 'createPool', release: ['end'], sync: true, mayLast: true, noun: 'pool', without: 'Its connections stay open, and each call adds as many, until the server takes no more', source: 'mysql@2.18.1 lib/Pool.js:161-186 (end), :51 (what waits for a connection then fails)' },
    { path: 'PoolCluster|PoolNamespace.getConnection', release: ['release', 'destroy'], callback: 1, finishes: true, noun: 'connection', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'mysql@2.18.1 lib/PoolCluster.js, lib/PoolConnection.js:28-52' },
    { path: 'Pool.getConnection', release: ['release', 'destroy'], owner: ['releaseConnection'], callback: 1, finishes: true, noun: 'connection', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'mysql@2.18.1 lib/PoolConnection.js:28-52, lib/Pool.js:123' },
  ],
  slots: [
    { kind: 'connection', of: 'Pool', takes: ['Pool.query'], until: ['Pool.getConnection'], held: ['PoolConnection'], noun: 'connection', source: 'mysql@2.18.1 lib/Pool.js:24-81 (getConnection queues when the pool is full), :195-218 (query gets one for itself)' },
  ],
  clients: [
    { path: 'createPool|createPoolCluster()', noun: 'pool', holds: 'connections', closes: ['end'], source: 'https://github.com/mysqljs/mysql#pooling-connections' },
    { path: 'createConnection()', noun: 'connection', holds: 'connections', closes: ['end', 'destroy'], single: true, source: 'https://github.com/mysqljs/mysql#pooling-connections' },
  ],
  statements: [
    { path: 'Pool|PoolConnection|Connection|PoolNamespace|ClusterConnection.query', text: 0, advice: 'Write ? in the text and give the value in the list of parameters.', source: 'https://github.com/mysqljs/mysql#escaping-query-values' },
  ],
  escapes: [
    { path: 'escape|escapeId|format', source: 'https://github.com/mysqljs/mysql#escaping-query-values' },
    { path: 'Pool|PoolConnection|Connection.escape|escapeId|format', source: 'https://github.com/mysqljs/mysql#escaping-query-values' },
  ],
  secrets: [
    { path: 'createPool|createConnection', at: ['arg0.password'], noun: 'password of the database', allows: 'read and change all data, wherever it reaches the database', source: 'https://github.com/mysqljs/mysql#connection-options' },
  ],
});

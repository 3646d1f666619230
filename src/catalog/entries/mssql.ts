import { defineEntry } from '../types.js';

/** @types/mssql@12.3.0 index.d.ts:196-218, and what the tedious driver reads besides: mssql@12.7.14 lib/tedious/connection-pool.js. */
const optionNames = [
  'driver', 'user', 'password', 'server', 'port', 'domain', 'database', 'connectionTimeout', 'requestTimeout', 'timeout', 'stream', 'parseJSON',
  'options', 'pool', 'arrayRowMode', 'authentication', 'authentication_type', 'clientId', 'clientSecret', 'tenantId', 'token', 'msiEndpoint',
  'msiSecret', 'validateConnection', 'beforeConnect', 'connectionString', 'debug',
] as const;

/**
 * mssql. One of the few drivers that are bounded: `requestTimeout` and `connectionTimeout` are 15 s, tarn hands out a connection within 30 s. 0,
 * `Infinity` and negative numbers switch the request's time off, and 0 ends connecting at once. `options.requestTimeout` goes before `requestTimeout`, and since mssql 11 a request,
 * a transaction and a prepared statement may have times of their own.
 */
export default defineEntry({
  id: 'mssql',
  name: 'mssql',
  packages: ['mssql', 'mssql/msnodesqlv8'],
  versions: '>=5',
  types: {
    ConnectionPool: {
      is: ['connect()', 'new ConnectionPool()', 'ConnectionPool.connect()'],
      annotations: ['ConnectionPool'],
      options: 0,
      optionNames,
      noun: 'pool',
    },
    Request: {
      is: [
        'ConnectionPool.request()',
        'Transaction.request()',
        'PreparedStatement.request()',
        'new Request()',
        'Request.input|output|replaceInput|replaceOutput()',
      ],
      annotations: ['Request'],
      noun: 'request',
    },
    Transaction: {
      is: ['ConnectionPool.transaction()', 'new Transaction()'],
      annotations: ['Transaction'],
      noun: 'transaction',
    },
    PreparedStatement: {
      is: ['new PreparedStatement()'],
      annotations: ['PreparedStatement'],
      noun: 'prepared statement',
    },
  },
  calls: [
    {
      path: 'connect',
      kind: 'outbound',
      does: 'connection to the database',
      options: 0,
      knobs: ['ownConnectionTimeout'],
      essential: ['connect'],
      phases: ['connect'],
    },
    {
      path: 'ConnectionPool.connect',
      kind: 'outbound',
      does: 'connection to the database',
      knobs: ['connectionTimeout'],
      essential: ['connect'],
      phases: ['connect'],
    },
    {
      path: 'ConnectionPool.query|batch',
      kind: 'outbound',
      does: 'query',
      knobs: ['requestTimeout', 'acquireTimeout', 'connectionTimeout'],
      essential: ['query'],
      phases: ['acquire', 'connect', 'query'],
    },
    // On the pool that `connect` made for everybody.
    {
      path: 'query|batch',
      kind: 'outbound',
      does: 'query',
      knobs: ['requestTimeout'],
      essential: ['query'],
      phases: ['query'],
    },
    {
      path: 'Request.query|batch|execute|bulk',
      kind: 'outbound',
      does: 'query',
      knobs: ['requestTimeout', 'acquireTimeout', 'connectionTimeout'],
      essential: ['query'],
      phases: ['acquire', 'connect', 'query'],
    },
    {
      path: 'Transaction.begin|commit|rollback',
      kind: 'outbound',
      does: 'transaction',
      knobs: ['requestTimeout', 'acquireTimeout', 'connectionTimeout'],
      essential: ['query'],
      phases: ['acquire', 'connect', 'query'],
    },
    {
      path: 'PreparedStatement.prepare|execute|unprepare',
      kind: 'outbound',
      does: 'query',
      knobs: ['requestTimeout', 'acquireTimeout', 'connectionTimeout'],
      essential: ['query'],
      phases: ['acquire', 'connect', 'query'],
    },
  ],
  knobs: {
    requestTimeout: {
      // A request, a transaction and a statement may be made with a pool, or by one with a time.
      at: [
        'client.options.requestTimeout',
        'client.requestTimeout',
        'client.timeout',
        'client(0) > client.options.requestTimeout',
        'client(0) > client.requestTimeout',
        'client(0) > client.timeout',
        'ambient.connect(0).options.requestTimeout',
        'ambient.connect(0).requestTimeout',
      ],
      unit: 'ms',
      default: 15_000,
      off: [0, 'Infinity', -1],
      covers: ['query'],
      source: 'mssql@12.7.14 lib/tedious/connection-pool.js:43, :53-54; lib/tedious/request.js:408, :584; tedious@19.2.2 lib/connection.js:495',
    },
    connectionTimeout: {
      at: ['client.options.connectTimeout', 'client.connectionTimeout', 'client.timeout', 'client(0) > client.connectionTimeout'],
      unit: 'ms',
      default: 15_000,
      zero: { 'client.connectionTimeout': 'at once' },
      covers: ['connect'],
      source: 'mssql@12.7.14 lib/tedious/connection-pool.js:42',
      verified: '12.7.14',
    },
    ownConnectionTimeout: {
      at: ['call.options.connectTimeout', 'call.connectionTimeout', 'call.timeout'],
      unit: 'ms',
      default: 15_000,
      zero: { 'call.connectionTimeout': 'at once' },
      covers: ['connect'],
      source: 'mssql@12.7.14 lib/tedious/connection-pool.js:42, lib/global-connection.js',
      verified: '12.7.14',
    },
    acquireTimeout: {
      at: ['client.pool.acquireTimeoutMillis', 'client(0) > client.pool.acquireTimeoutMillis'],
      unit: 'ms',
      default: 30_000,
      covers: ['acquire'],
      source: 'mssql@12.7.14 lib/base/connection-pool.js:530-545; tarn@3.1.2 dist/Pool.js:72',
    },
  },
  promises: [
    { path: 'connect', callback: true, source: 'mssql@12.7.14 lib/base/connection-pool.js:460', verified: '12.7.14' },
    { path: 'ConnectionPool.connect|query|batch|close', callback: true, source: 'mssql@12.7.14 lib/base/connection-pool.js:460' },
    { path: 'query|batch|close', callback: true, source: 'https://www.npmjs.com/package/mssql#api-reference' },
    { path: 'Request.query|batch|execute|bulk', callback: true, source: 'https://www.npmjs.com/package/mssql#request' },
    { path: 'Transaction.begin|commit|rollback', callback: true, source: 'https://www.npmjs.com/package/mssql#transaction' },
    { path: 'PreparedStatement.prepare|execute|unprepare', callback: true, source: 'https://www.npmjs.com/package/mssql#prepared-statement' },
  ],
  acquires: [
    { path: 'ConnectionPool.connect', holds: 'receiver', release: ['close'], gives: ['request', 'transaction'], mayLast: true, noun: 'pool', without: 'Its connections stay open, and each call adds as many, until the server takes no more', source: 'mssql@11.0.1 lib/base/connection-pool.js:411' },
    { path: 'connect', release: ['close'], owner: ['close'], sharedBy: 0, gives: ['request', 'transaction'], mayLast: true, noun: 'pool', without: 'Its connections stay open, and whoever connects next is given this pool, for whatever server it asks', source: 'mssql@11.0.1 lib/global-connection.js:16-87 (one pool for all, until it is closed)' },
    { path: 'Transaction.begin', holds: 'receiver', release: ['commit', 'rollback'], noun: 'transaction', without: 'The transaction stays open: its locks keep others waiting, and its connection never goes back to the pool', source: 'mssql@11.0.1 lib/tedious/transaction.js:31-95 (commit and rollback give the connection back)' },
    { path: 'PreparedStatement.prepare', holds: 'receiver', release: ['unprepare'], noun: 'prepared statement', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'mssql@11.0.1 lib/base/prepared-statement.js (the connection is kept until unprepare)' },
  ],
  clients: [
    { path: 'new ConnectionPool()', noun: 'pool', holds: 'connections', closes: ['close'], source: 'https://github.com/tediousjs/node-mssql#connection-pools' },
  ],
  statements: [
    { path: 'ConnectionPool|Request.query|batch', text: 0, advice: 'Write @name in the text and give the value with request.input().', source: 'https://github.com/tediousjs/node-mssql#sql-injection' },
    { path: 'query|batch', text: 0, advice: 'Write @name in the text and give the value with request.input().', source: 'https://github.com/tediousjs/node-mssql#sql-injection' },
  ],
});

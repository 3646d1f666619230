import { defineEntry } from '../types.js';

/** Of `ClientConfig` (@types/pg@8.23.1 index.d.ts:12-38, and what pg reads besides: lib/connection-parameters.js:65-130). */
const clientOptions = [
  'user', 'database', 'password', 'port', 'host', 'connectionString', 'keepAlive', 'stream', 'statement_timeout', 'ssl', 'enableChannelBinding',
  'sslnegotiation', 'query_timeout', 'lock_timeout', 'keepAliveInitialDelayMillis', 'idle_in_transaction_session_timeout', 'application_name',
  'fallback_application_name', 'connectionTimeoutMillis', 'types', 'options', 'client_encoding', 'pipeline', 'binary', 'replication', 'connection',
] as const;

/** Of `PoolConfig` (@types/pg@8.23.1 index.d.ts:51-64). */
const poolOptions = [
  ...clientOptions,
  'max', 'min', 'poolSize', 'idleTimeoutMillis', 'log', 'Promise', 'allowExitOnIdle', 'maxUses', 'maxLifetimeSeconds', 'Client', 'onConnect', 'verify',
] as const;

/**
 * What pg reads of a connection string (pg-connection-string index.js, pg@8.23.1 lib/connection-parameters.js), and what libpq's users add.
 * `connect_timeout` is not among them: pg reads it for pg-native only.
 */
const urlParameters = [
  'user', 'password', 'host', 'port', 'db', 'database', 'encoding', 'client_encoding', 'ssl', 'sslmode', 'sslcert', 'sslkey', 'sslrootcert',
  'sslnegotiation', 'uselibpqcompat', 'application_name', 'fallback_application_name', 'statement_timeout', 'lock_timeout',
  'idle_in_transaction_session_timeout', 'query_timeout', 'options', 'binary', 'replication', 'channel_binding', 'target_session_attrs',
] as const;

/**
 * node-postgres. Without options it waits for ever, for a free client, for a server and for an answer.
 * `connectionTimeoutMillis` bounds the first two and nothing of the query; `query_timeout` starts when the query is
 * handed to a client, so it says nothing about waiting for one. `statement_timeout` is kept by the server: a server that
 * is gone keeps nothing, which is why `query_timeout` stands first.
 *
 * A connection string carries `query_timeout` and `statement_timeout`, but not `connectionTimeoutMillis`: that is read
 * from the options object only, before the string is parsed. With pg-native, `statement_timeout` is not sent at all.
 * `options: '-c statement_timeout=5s'` sets it as well; what stands in that text is not read, so it leaves the answer open.
 */
export default defineEntry({
  id: 'pg',
  name: 'pg',
  packages: ['pg'],
  versions: '>=8',
  types: {
    Pool: {
      is: ['new Pool()'],
      annotations: ['Pool'],
      options: 0,
      optionNames: poolOptions,
      urlParameters,
      noun: 'pool',
    },
    PoolClient: {
      is: ['Pool.connect()', 'Pool.connect().$1', 'Pool.on|once().$0'],
      annotations: ['PoolClient'],
      noun: 'client',
    },
    Client: {
      is: ['new Client()'],
      annotations: ['Client', 'ClientBase'],
      options: 0,
      optionNames: clientOptions,
      urlParameters,
      noun: 'client',
    },
    NativePool: {
      is: ['native.new Pool()'],
      options: 0,
      optionNames: poolOptions,
      urlParameters: [...urlParameters, 'connect_timeout'],
      noun: 'pool',
    },
    NativePoolClient: {
      is: ['NativePool.connect()', 'NativePool.connect().$1'],
      noun: 'client',
    },
    NativeClient: {
      is: ['native.new Client()'],
      options: 0,
      optionNames: clientOptions,
      urlParameters: [...urlParameters, 'connect_timeout'],
      noun: 'client',
    },
  },
  calls: [
    {
      path: 'Pool.query',
      kind: 'outbound',
      does: 'query',
      knobs: ['queryTimeout', 'statementTimeout', 'connectionTimeout'],
      essential: ['query'],
      phases: ['acquire', 'connect', 'query'],
    },
    {
      path: 'Pool.connect',
      kind: 'outbound',
      does: 'wait for a free client',
      knobs: ['connectionTimeout'],
      essential: ['acquire'],
      phases: ['acquire', 'connect'],
    },
    {
      path: 'PoolClient.query',
      kind: 'outbound',
      does: 'query',
      knobs: ['queryTimeout', 'statementTimeout'],
      essential: ['query'],
      phases: ['query'],
    },
    {
      path: 'Client.query',
      kind: 'outbound',
      does: 'query',
      knobs: ['queryTimeout', 'statementTimeout'],
      essential: ['query'],
      phases: ['query'],
    },
    {
      path: 'Client.connect',
      kind: 'outbound',
      does: 'connection to the database',
      knobs: ['clientConnectionTimeout'],
      essential: ['connect'],
      phases: ['connect'],
    },
    {
      path: 'NativePool.query',
      kind: 'outbound',
      does: 'query',
      knobs: ['queryTimeout', 'connectionTimeout'],
      essential: ['query'],
      phases: ['acquire', 'connect', 'query'],
    },
    {
      path: 'NativePool.connect',
      kind: 'outbound',
      does: 'wait for a free client',
      knobs: ['connectionTimeout'],
      essential: ['acquire'],
      phases: ['acquire', 'connect'],
    },
    {
      path: 'NativePoolClient.query',
      kind: 'outbound',
      does: 'query',
      knobs: ['queryTimeout'],
      essential: ['query'],
      phases: ['query'],
    },
    {
      path: 'NativeClient.query',
      kind: 'outbound',
      does: 'query',
      knobs: ['queryTimeout'],
      essential: ['query'],
      phases: ['query'],
    },
  ],
  knobs: {
    queryTimeout: {
      // `arg0` is the query where it is written as an object; a text has no such property.
      at: ['arg0.query_timeout', 'client.query_timeout', 'url.query_timeout', 'ambient.defaults.query_timeout'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      ambient: true,
      source: 'pg@8.23.1 lib/client.js:702-731, lib/native/client.js:170-215, lib/defaults.js:76, lib/connection-parameters.js:59-61, :124',
      verified: '8.23.1',
    },
    statementTimeout: {
      at: ['client.statement_timeout', 'url.statement_timeout', 'client.options', 'url.options', 'ambient.defaults.statement_timeout'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      ambient: true,
      source: 'pg@8.23.1 lib/client.js:558-559 (sent at start-up, kept by the server), lib/defaults.js:65 (false)',
      verified: '8.23.1',
    },
    connectionTimeout: {
      at: ['client.connectionTimeoutMillis'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['acquire', 'connect'],
      source: 'pg-pool@3.14.0 index.js:206-225 (a free client), :249-262 (a new one)',
      verified: '8.23.1',
    },
    clientConnectionTimeout: {
      at: ['client.connectionTimeoutMillis'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect'],
      source: 'pg@8.23.1 lib/client.js:116, :167-171',
      verified: '8.23.1',
    },
  },
  promises: [
    { path: 'Pool|PoolClient|Client|NativePool|NativePoolClient|NativeClient.query', callback: true, source: 'pg@8.23.1 lib/client.js:668-702; pg-pool@3.14.0 index.js:431-446', verified: '8.23.1' },
    { path: 'Pool|Client|NativePool|NativeClient.connect', callback: true, source: 'pg@8.23.1 lib/client.js:232-238; pg-pool@3.14.0 index.js:190-196', verified: '8.23.1' },
    { path: 'Client.end', callback: true, settles: true, source: 'pg@8.11.6 lib/client.js:598-625; pg@8.23.1 lib/client.js:832 (nothing rejects it)' },
    { path: 'Pool|NativePool|NativeClient.end', callback: true, source: 'pg@8.23.1 lib/client.js:832; pg-pool@3.14.0 index.js (end)', verified: '8.23.1' },
  ],
  emitters: [
    {
      path: 'Pool',
      without: 'crash',
      when: 'the server ends an idle connection',
      noun: 'pool',
      source: 'pg-pool@3.14.0 index.js:49-63 (idle clients pass their errors on to the pool)',
      verified: '8.23.1',
    },
    {
      path: 'Client',
      without: 'crash',
      when: 'the server ends the connection',
      noun: 'client',
      source: 'pg@8.23.1 lib/client.js:300-309',
      verified: '8.23.1',
    },
    // The pool takes its own listener away while it is out, so this is about the time between two queries.
    ...['Pool.connect()', 'Pool.connect().$1'].map((path) => ({
      path,
      without: 'crash' as const,
      when: 'the server ends the connection while it is out and no query is under way',
      noun: 'client',
      rare: true as const,
      source: 'pg-pool@3.14.0 index.js:324 (takes the idle listener away); pg@8.23.1 lib/client.js:300-309',
      verified: '8.23.1',
    })),
  ],
  acquires: [
    { path: 'Pool', release: ['end'], sync: true, mayLast: true, collected: 'warning', noun: 'pool', without: 'Its connections stay open until nobody has used them for ten seconds, and each call adds as many: many calls at once take all that the server has', source: 'pg-pool@3.14.0 index.js:98-99, :409-415 (what is idle is closed after ten seconds), :488-499 (end)', verified: 'pg-pool 3.14.0' },
    { path: 'Pool.connect', release: ['release'], callback: 1, done: 2, finishes: true, twice: 'pg throws then, and what the function gives is lost behind that error', afterwards: 'By then the pool may have handed it to somebody else: the query runs in the middle of what those do, in their transaction',  noun: 'client', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'pg-pool@3.10.1 index.js:306-346 (release puts the client back, or removes it), :26-28, :372-379 (twice)' },
    { path: 'Client.connect', holds: 'receiver', release: ['end'], mayLast: true, noun: 'connection of the client', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'pg@8.23.1 lib/client.js (end closes the connection)' },
    { path: 'NativePool.connect', release: ['release'], callback: 1, done: 2, finishes: true, noun: 'client', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'pg-pool@3.10.1 index.js:306-346 (the callback gets release as its third argument)' },
  ],
  slots: [
    { kind: 'connection', of: 'Pool', takes: ['Pool.query'], until: ['Pool.connect'], held: ['PoolClient'], noun: 'client', source: 'pg-pool@3.10.1 index.js:196-241 (connect queues when the pool is full), :433-470 (query connects for itself)', verified: 'pg 8.16.3' },
    { kind: 'connection', of: 'NativePool', takes: ['NativePool.query'], until: ['NativePool.connect'], held: ['NativePoolClient'], noun: 'client', source: 'pg-pool@3.10.1 index.js:196-241, :433-470' },
  ],
  reads: [
    { path: 'Pool|PoolClient|Client|NativePool|NativePoolClient|NativeClient.query', is: 'text', rowsAt: 'rows', source: 'https://node-postgres.com/apis/result' },
  ],
  clients: [
    { path: 'new Pool()', noun: 'pool', holds: 'connections', closes: ['end'], source: 'https://node-postgres.com/features/pooling ("Connecting a new client to the PostgreSQL server requires a handshake which can take 20-30 milliseconds"); https://node-postgres.com/guides/project-structure' },
    { path: 'native.new Pool()', noun: 'pool', holds: 'connections', closes: ['end'], source: 'https://node-postgres.com/features/pooling ("Connecting a new client to the PostgreSQL server requires a handshake which can take 20-30 milliseconds"); https://node-postgres.com/guides/project-structure' },
    { path: 'new Client()', noun: 'connection', holds: 'connections', closes: ['end'], dedicated: ['on notification'], single: true, source: 'https://node-postgres.com/features/pooling ("Connecting a new client to the PostgreSQL server requires a handshake which can take 20-30 milliseconds"); https://node-postgres.com/guides/project-structure' },
  ],
  statements: [
    { path: 'Pool|PoolClient|Client|NativePool|NativePoolClient|NativeClient.query', text: 0, advice: 'Write $1 in the text and give the value in the list of parameters.', source: 'https://node-postgres.com/features/queries#parameterized-query' },
  ],
  escapes: [
    { path: 'escapeIdentifier|escapeLiteral', source: 'https://node-postgres.com/apis/utilities' },
    { path: 'Pool|PoolClient|Client.escapeIdentifier|escapeLiteral', source: 'https://node-postgres.com/apis/client' },
  ],
  secrets: [
    { path: 'Pool|Client', at: ['arg0.password'], construct: true, noun: 'password of the database', allows: 'read and change all data, wherever it reaches the database', source: 'https://node-postgres.com/apis/client' },
  ],
});

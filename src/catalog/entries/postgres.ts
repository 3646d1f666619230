import { defineEntry } from '../types.js';

/**
 * postgres (porsager). The client is a function: a query is the client as a template's tag. No option of its own bounds a query;
 * `connection: { statement_timeout }` asks the server to, and so does the same parameter in the connection string. All its own times are in
 * seconds, the server's in milliseconds. `connect_timeout` (30 s) ends one attempt to connect; a place in the pool's queue is waited
 * for without end, and no option bounds that, so it is no phase here.
 * A query object is a thenable that starts when it is awaited: `sql(...)` without a template and a template inside another are parts of one.
 */
export default defineEntry({
  id: 'postgres',
  name: 'postgres',
  packages: ['postgres'],
  versions: '>=3',
  types: {
    Sql: {
      is: ['()'],
      annotations: ['Sql', 'ISql'],
      options: [1, 0],
      optionNames: [
        'host', 'hostname', 'port', 'path', 'database', 'db', 'user', 'username', 'pass', 'password', 'ssl', 'sslnegotiation', 'max', 'idle_timeout',
        'connect_timeout', 'max_lifetime', 'max_pipeline', 'backoff', 'keep_alive', 'prepare', 'no_prepare', 'debug', 'fetch_types', 'publications',
        'target_session_attrs', 'connection', 'types', 'onnotice', 'onnotify', 'onclose', 'onparameter', 'socket', 'transform', 'timeout',
      ],
      noun: 'client',
    },
    Tx: {
      is: ['Sql.begin().$0', 'Sql.reserve()', 'Tx.savepoint().$0'],
      annotations: ['TransactionSql', 'ReservedSql'],
    },
  },
  calls: [
    {
      path: 'Sql',
      kind: 'outbound',
      does: 'query',
      knobs: ['statementTimeout', 'connectTimeout'],
      essential: ['query'],
      phases: ['connect', 'query'],
    },
    {
      path: 'Sql.unsafe|file|notify',
      kind: 'outbound',
      does: 'query',
      knobs: ['statementTimeout', 'connectTimeout'],
      essential: ['query'],
      phases: ['connect', 'query'],
    },
    {
      path: 'Sql.begin',
      kind: 'outbound',
      does: 'transaction',
      knobs: ['statementTimeout', 'connectTimeout'],
      essential: ['query'],
      phases: ['connect', 'query'],
    },
    { path: 'Tx', kind: 'outbound', does: 'query', knobs: ['statementTimeout'], essential: ['query'], phases: ['query'] },
    { path: 'Tx.unsafe|file|notify|savepoint', kind: 'outbound', does: 'query', knobs: ['statementTimeout'], essential: ['query'], phases: ['query'] },
  ],
  knobs: {
    statementTimeout: {
      // Sent to the server with the connection's start; a parameter of the string that is no option of the client is sent as well.
      at: ['client.connection.statement_timeout', 'url.statement_timeout', 'client.connection.options', 'url.options'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'postgres@3.4.9 src/index.js:484-488 (server parameters), src/connection.js (no timer around a query)',
    },
    connectTimeout: {
      at: ['client.connect_timeout', 'url.connect_timeout'],
      unit: 's',
      default: 30,
      off: [0],
      covers: ['connect'],
      source: 'postgres@3.4.9 src/index.js:453 (30 s), src/connection.js:77, :343',
      verified: '3.4.9',
    },
  },
  slots: [
    { kind: 'connection', of: 'Sql', takes: ['Sql', 'Sql.unsafe|file'], during: ['Sql.begin'], held: ['Tx'], lazy: true, noun: 'connection', source: 'postgres@3.4.7 src/index.js:203-290 (begin reserves a connection; a query of the client takes another, or waits)' },
  ],
  reads: [
    { path: 'Sql|Tx.unsafe', is: 'text', source: 'https://github.com/porsager/postgres#raw-sql' },
  ],
  clients: [
    { path: '()', noun: 'pool', holds: 'connections', closes: ['end', 'close'], source: 'https://github.com/porsager/postgres#connection (the sql function represents a connection pool)' },
  ],
  statements: [
    { path: 'Sql|Tx.unsafe', text: 0, advice: 'Use the tag, which makes parameters of its values: sql`select … where id = ${id}`.', source: 'https://github.com/porsager/postgres#raw-sql' },
  ],
});

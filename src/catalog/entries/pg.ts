import { defineEntry } from '../types.js';

/**
 * node-postgres. Without options it waits for ever, for a free client, for a server and for an answer.
 * `connectionTimeoutMillis` bounds the first two and nothing of the query; `query_timeout` starts when the query is
 * handed to a client, so it says nothing about waiting for one. `statement_timeout` is kept by the server: a server that
 * is gone keeps nothing, which is why `query_timeout` stands first.
 *
 * A connection string carries `query_timeout` and `statement_timeout`, but not `connectionTimeoutMillis`: that is read
 * from the options object only, before the string is parsed. With pg-native, `statement_timeout` is not sent at all.
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
      noun: 'pool',
    },
    PoolClient: {
      is: ['Pool.connect()'],
      annotations: ['PoolClient'],
      noun: 'client',
    },
    Client: {
      is: ['new Client()'],
      annotations: ['Client', 'ClientBase'],
      options: 0,
      noun: 'client',
    },
    NativePool: {
      is: ['native.new Pool()'],
      options: 0,
      noun: 'pool',
    },
    NativePoolClient: {
      is: ['NativePool.connect()'],
      noun: 'client',
    },
    NativeClient: {
      is: ['native.new Client()'],
      options: 0,
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
      at: ['client.statement_timeout', 'url.statement_timeout', 'ambient.defaults.statement_timeout'],
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
});

import { defineEntry } from '../types.js';

/**
 * The DataStax driver bounds each attempt: 5 s to connect, 12 s for an answer of one host, after which another host is
 * tried where the statement is idempotent. Zero switches the second off.
 */
export default defineEntry({
  id: 'cassandra',
  name: 'cassandra-driver',
  packages: ['cassandra-driver'],
  versions: '>=4',
  types: {
    Client: {
      is: ['new Client()'],
      annotations: ['Client'],
      options: 0,
      noun: 'client',
    },
  },
  acquires: [
    { path: 'Client', release: ['shutdown'], sync: true, mayLast: true, spared: ['connect'], noun: 'client', without: 'Its connections stay open, and each call adds as many, until the server takes no more', source: 'cassandra-driver@4.10.0 lib/client.js:883-914 (shutdown), :496-534 (connects, and closes what it has where that fails)' },
  ],
  calls: [
    {
      path: 'Client.execute|eachRow|stream',
      kind: 'outbound',
      does: 'query',
      options: 2,
      knobs: ['readTimeout', 'connectTimeout'],
      essential: ['query'],
      phases: ['connect', 'query'],
    },
    {
      path: 'Client.batch',
      kind: 'outbound',
      does: 'query',
      options: 1,
      knobs: ['readTimeout', 'connectTimeout'],
      essential: ['query'],
      phases: ['connect', 'query'],
    },
    { path: 'Client.connect', kind: 'outbound', does: 'connection to the database', knobs: ['connectTimeout'], essential: ['connect'], phases: ['connect'] },
  ],
  knobs: {
    readTimeout: {
      at: ['call.readTimeout', 'client.socketOptions.readTimeout'],
      unit: 'ms',
      default: 12_000,
      off: [0],
      covers: ['query'],
      source: 'cassandra-driver@4.10.0 lib/client-options.js:77-85',
    },
    connectTimeout: {
      at: ['client.socketOptions.connectTimeout'],
      unit: 'ms',
      default: 5_000,
      covers: ['connect'],
      source: 'cassandra-driver@4.10.0 lib/client-options.js:78',
      verified: '4.10.0',
    },
  },
  ignored: [
    {
      calls: 'Client.execute|eachRow|stream',
      option: 'timeout',
      why: 'does nothing: queries have no such option',
      instead: 'readTimeout',
      source: 'cassandra-driver@4.10.0 lib/execution-options.js (readTimeout)',
    },
  ],
  promises: [
    { path: 'Client.eachRow|stream', gives: 'none', source: 'https://docs.datastax.com/en/developer/nodejs-driver/4.8/api/class.Client/index.html' },
    { path: 'Client.execute|batch|connect|shutdown', callback: true, source: 'cassandra-driver@4.10.0 lib/client.js:489, :591, :797, :878', verified: '4.10.0' },
  ],
  clients: [
    { path: 'new Client()', noun: 'client', holds: 'connections', closes: ['shutdown'], source: 'https://docs.datastax.com/en/developer/nodejs-driver/4.8/coding-rules/index.html ("use one Client instance per keyspace or use a single Client")' },
  ],
});

import { defineEntry } from '../types.js';

/**
 * tedious, the driver under mssql. Bounded by default: `options.requestTimeout` and `options.connectTimeout` are 15 s. 0 switches the first off, and ends connecting at once. All
 * options but the server and the authentication stand in `options`; `requestTimeout` beside it is not read. A request's own `setTimeout` goes first.
 */
export default defineEntry({
  id: 'tedious',
  name: 'tedious',
  packages: ['tedious'],
  versions: '>=8',
  types: {
    Connection: {
      is: ['new Connection()', 'connect()'],
      annotations: ['Connection'],
      options: 0,
      optionNames: ['server', 'options', 'authentication'],
      noun: 'connection',
    },
  },
  calls: [
    {
      path: 'Connection.execSql|execSqlBatch|execute|callProcedure|execBulkLoad|prepare|unprepare',
      kind: 'outbound',
      does: 'query',
      knobs: ['requestTimeout'],
      essential: ['query'],
      phases: ['query'],
    },
    {
      path: 'Connection.beginTransaction|commitTransaction|rollbackTransaction|saveTransaction|reset',
      kind: 'outbound',
      does: 'transaction',
      knobs: ['requestTimeout'],
      essential: ['query'],
      phases: ['query'],
    },
    {
      path: 'Connection.connect',
      kind: 'outbound',
      does: 'connection to the database',
      knobs: ['connectTimeout'],
      essential: ['connect'],
      phases: ['connect'],
    },
  ],
  knobs: {
    requestTimeout: {
      at: ['client.options.requestTimeout'],
      unit: 'ms',
      default: 15_000,
      off: [0],
      covers: ['query'],
      source: 'tedious@19.2.2 lib/connection.js:495, :738-742, :1301-1306',
    },
    connectTimeout: {
      at: ['client.options.connectTimeout'],
      unit: 'ms',
      default: 15_000,
      zero: { 'client.options.connectTimeout': 'at once' },
      covers: ['connect'],
      source: 'tedious@19.2.2 lib/connection.js:54, :1040',
      verified: '19.2.2',
    },
  },
  promises: [
    { path: 'Connection.execSql|execSqlBatch|execute|callProcedure|execBulkLoad|prepare|unprepare|beginTransaction|commitTransaction|rollbackTransaction|saveTransaction|reset|connect|close', gives: 'none', source: 'https://tediousjs.github.io/tedious/api-connection.html (events and callbacks)' },
  ],
  statements: [
    { path: 'Request', text: 0, construct: true, advice: 'Write @name in the text and give the value with request.addParameter().', source: 'https://tediousjs.github.io/tedious/parameters.html' },
  ],
});

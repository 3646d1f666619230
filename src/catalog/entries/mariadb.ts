import { defineEntry } from '../types.js';

/** mariadb. */
export default defineEntry({
  id: 'mariadb',
  name: 'mariadb',
  packages: ['mariadb', 'mariadb/callback'],
  types: {
    Pool: { is: ['createPool()'], annotations: ['Pool'] },
    Connection: { is: ['Pool.getConnection()', 'Pool.getConnection().$1', 'createConnection()'], annotations: ['Connection', 'PoolConnection'] },
  },
  acquires: [
    { path: 'Pool.getConnection', release: ['release', 'end', 'close', 'destroy'], callback: 1, noun: 'connection', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'mariadb@3.5.4 lib/pool-promise.js:91-105, lib/pool-callback.js:101-115, lib/pool.js:201-202, :237-257 (destroy makes room as well)' },
    { path: 'createConnection', release: ['end', 'close', 'destroy'], mayLast: true, noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'mariadb@3.5.4 promise.js:33-43, lib/connection-promise.js:222-240' },
  ],
  statements: [
    { path: 'Pool|Connection.query|execute|batch', text: 0, advice: 'Write ? in the text and give the value in the list of parameters.', source: 'https://mariadb.com/docs/connectors/mariadb-connector-nodejs/connector-nodejs-promise-api' },
  ],
  escapes: [
    { path: 'Pool|Connection.escape|escapeId', source: 'https://mariadb.com/docs/connectors/mariadb-connector-nodejs/connector-nodejs-promise-api' },
  ],
  secrets: [
    { path: 'createPool|createConnection', at: ['arg0.password'], noun: 'password of the database', allows: 'read and change all data, wherever it reaches the database', source: 'https://mariadb.com/docs/connectors/mariadb-connector-nodejs/connector-nodejs-promise-api' },
  ],
});

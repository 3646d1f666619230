import { defineEntry } from '../types.js';

/** oracledb: a connection, of a pool or by itself, is given back by `close`, of which `release` is another name. */
export default defineEntry({
  id: 'oracledb',
  name: 'oracledb',
  packages: ['oracledb'],
  types: {
    Pool: { is: ['createPool()', 'getPool()', 'createPool().$1'], annotations: ['Pool'] },
    Connection: { is: ['Pool.getConnection()', 'Pool.getConnection().$1', 'getConnection()'], annotations: ['Connection'] },
  },
  acquires: [
    { path: 'Pool.getConnection', release: ['close', 'release'], callback: 1, noun: 'connection', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'oracledb@26.0.0 lib/connection.js:835-857, :2268' },
    { path: 'getConnection', release: ['close', 'release'], callback: 1, mayLast: true, noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'oracledb@26.0.0 lib/oracledb.js:767, lib/connection.js:835-857, :2268' },
  ],
  statements: [
    { path: 'Connection.execute|executeMany|queryStream', text: 0, advice: 'Write :name in the text and give the value as a bind parameter.', source: 'https://node-oracledb.readthedocs.io/en/latest/user_guide/bind.html' },
  ],
});

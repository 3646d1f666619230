import type { AcquireModel } from '../acquire-model.js';
import { defineEntry } from '../types.js';
import mysql2 from './mysql2.js';

/** Methods that take a callback here, and give no promise. */
const withCallback = /^(?:Pool|PoolConnection|Connection|PoolNamespace)\./;

/** mysql2 without `/promise`: a query without a callback is awaited by nobody, since what it gives is no promise; `.promise()` gives what `mysql2/promise` does. */
export default defineEntry({
  ...mysql2,
  id: 'mysql2-callbacks',
  packages: ['mysql2'],
  calls: mysql2.calls.map((call) => (withCallback.test(call.path) ? { ...call, callback: true as const } : call)),
  // The pool itself gives the connection that is used again, with all its listeners (mysql2@3.24.6 lib/base/pool.js:80, lib/pool_connection.js).
  acquires: mysql2.acquires.map((acquire: AcquireModel) => (acquire.path === 'Pool.getConnection' ? { ...acquire, relays: undefined } : acquire.path === 'createConnection' ? { ...acquire, sync: true, spared: ['connect'] } : acquire)),
  promises: [
    { path: 'PromisePool|PromiseConnection.end', source: 'https://sidorares.github.io/node-mysql2/docs/documentation/promise-wrapper' },
    { path: 'PromiseConnection.beginTransaction|commit|rollback|ping', source: 'https://sidorares.github.io/node-mysql2/docs/documentation/promise-wrapper' },
  ],
  emitters: [
    {
      path: 'createConnection()',
      without: 'crash',
      when: 'the server closes the connection while it is idle',
      noun: 'connection',
      source: 'mysql2@3.24.6 lib/base/connection.js:259',
      verified: '3.24.6',
    },
  ],
});

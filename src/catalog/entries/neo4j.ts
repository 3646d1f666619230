import { defineEntry } from '../types.js';

/**
 * neo4j-driver. Getting a connection is bounded (60 s for a free one, 30 s for a new one), and a managed transaction is
 * retried for 30 s, but a query that is running is waited for as long as the server runs it: `timeout` in the
 * configuration of the transaction, which the server keeps, is its only deadline, and there is none for a whole driver.
 * Servers from 4.4 on tell the driver after how long a silence they are to be taken for dead.
 */
export default defineEntry({
  id: 'neo4j',
  name: 'neo4j-driver',
  packages: ['neo4j-driver', 'neo4j-driver-lite'],
  versions: '>=4',
  types: {
    Driver: {
      is: ['driver()'],
      annotations: ['Driver'],
    },
    Session: {
      is: ['Driver.session()'],
      annotations: ['Session'],
    },
  },
  acquires: [
    { path: 'driver', release: ['close'], sync: true, mayLast: true, spared: ['verifyConnectivity', 'getServerInfo', 'verifyAuthentication'], gives: ['session', 'rxSession'], noun: 'driver', without: 'Its connections stay open, and each call adds as many, until the server takes no more', source: 'neo4j-driver-core@6.3.0 lib/driver.js:781-787 (close)' },
    { path: 'Driver.session', sync: true, release: ['close'], collected: 'warning', noun: 'session', without: 'It keeps what it still has of the pool: a transaction that is open, a result that nobody has read to its end; when no connection is left, every request that needs one waits', source: 'neo4j-driver-core@6.3.0 lib/session.js:506-530 (close rolls back what is open and returns both connections)', verified: '6.3.0' },
  ],
  calls: [
    { path: 'Session.run', kind: 'outbound', does: 'query', options: 2, knobs: ['timeout'], essential: ['query'], phases: ['query'] },
    { path: 'Session.beginTransaction', kind: 'outbound', does: 'transaction', options: 0, knobs: ['timeout'], essential: ['query'], phases: ['query'] },
    {
      path: 'Session.executeRead|executeWrite|readTransaction|writeTransaction',
      kind: 'outbound',
      does: 'transaction',
      options: 1,
      knobs: ['timeout'],
      essential: ['query'],
      phases: ['query'],
    },
    { path: 'Driver.executeQuery', kind: 'outbound', does: 'query', options: 2, knobs: ['queryTimeout', 'signal'], essential: ['query'], phases: ['query'] },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'neo4j-driver@6.3.0 neo4j-driver-core/types/session.d.ts:37, :131-223 (TransactionConfig.timeout)',
    },
    queryTimeout: {
      at: ['call.transactionConfig.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'neo4j-driver@6.3.0 neo4j-driver-core/types/driver.d.ts:128',
    },
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['query'],
      source: 'neo4j-driver@6.3.0 neo4j-driver-core/types/driver.d.ts:130 (QueryConfig.signal)',
    },
  },
  promises: [
    { path: 'Session.run', gives: 'quiet', source: 'neo4j-driver-core@6.3.0 lib/result.js:430 (sent at once; nobody hears it fail until then is called)', verified: '6.3.0' },
    { path: 'Session.beginTransaction', gives: 'quiet', source: 'neo4j-driver-core@6.3.0 lib/transaction-promise.js', verified: '6.3.0' },
    { path: 'Session.executeRead|executeWrite|readTransaction|writeTransaction', source: 'https://neo4j.com/docs/javascript-manual/current/transactions/', verified: '6.3.0' },
    { path: 'Session|Driver.close', source: 'https://neo4j.com/docs/api/javascript-driver/current/class/lib6/driver.js~Driver.html', verified: '6.3.0' },
    { path: 'Driver.verifyConnectivity|getServerInfo', source: 'https://neo4j.com/docs/api/javascript-driver/current/class/lib6/driver.js~Driver.html' },
  ],
  clients: [
    { path: 'driver()', noun: 'driver', holds: 'connections', closes: ['close'], source: 'https://neo4j.com/docs/javascript-manual/current/connect-advanced/ (a driver holds a pool, and is expensive to make)' },
  ],
});

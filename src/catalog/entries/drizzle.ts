import { drizzlePromises } from '../drizzle-promises.js';
import { drizzleReads } from '../drizzle-reads.js';
import { defineEntry } from '../types.js';

/** Drizzle on the drivers whose times it does not know. What its builders give is the same on each of them. */
export default defineEntry({
  id: 'drizzle',
  name: 'Drizzle',
  packages: [
    'drizzle-orm/mysql2', 'drizzle-orm/neon-http', 'drizzle-orm/neon-serverless', 'drizzle-orm/vercel-postgres', 'drizzle-orm/libsql', 'drizzle-orm/d1',
    'drizzle-orm/planetscale-serverless', 'drizzle-orm/pglite', 'drizzle-orm/aws-data-api/pg', 'drizzle-orm/bun-sql',
  ],
  types: {
    Db: { is: ['drizzle()'] },
    Tx: { is: ['Db.transaction().$0', 'Db.with()', 'Tx.transaction().$0', 'Tx.with()'] },
  },
  promises: drizzlePromises,
  reads: drizzleReads,
  slots: [
    { kind: 'connection', of: 'Db', takes: ['Db.select|selectDistinct|selectDistinctOn|insert|update|delete|execute|$count', 'Db.query.*.findMany|findFirst'], during: ['Db.transaction'], held: ['Tx'], lazy: true, noun: 'connection', packages: ['drizzle-orm/mysql2', 'drizzle-orm/neon-serverless', 'drizzle-orm/vercel-postgres'], source: 'drizzle-orm@0.44.5 mysql2/session.js:182-200 (a transaction takes a connection of the pool)' },
  ],
});

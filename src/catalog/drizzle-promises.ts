import type { PromiseModel } from './types.js';

/** `then` of `QueryPromise` runs the query (drizzle-orm query-promise.js:20): so do `catch` and `finally`, which call it. */
const source = 'drizzle-orm@0.45.4 query-promise.js:20 (then runs it)';

const beginnings = 'select|selectDistinct|selectDistinctOn|insert|update|delete|execute|refreshMaterializedView|$count';

const links = 'values|set|from|where|returning|onConflictDoNothing|onConflictDoUpdate|onDuplicateKeyUpdate|leftJoin|rightJoin|innerJoin|fullJoin|groupBy|having|orderBy|limit|offset|for|$dynamic|$returningId|overridingSystemValue';

/** What Drizzle's builders give, whatever the driver: thenables that run their query when they are awaited. Only a transaction begins at once. */
export const drizzlePromises = [
  { path: 'Db|Tx.transaction|batch', source: 'https://orm.drizzle.team/docs/transactions', verified: '0.45.4' },
  { path: `Db|Tx.${beginnings}`, gives: 'lazy', source, verified: '0.45.4' },
  { path: 'Db|Tx.query.*.findMany|findFirst', gives: 'lazy', source, verified: '0.45.4' },
  ...['', '.*()', '.*().*()', '.*().*().*()', '.*().*().*().*()'].map((between) => ({ path: `Db|Tx.${beginnings}()${between}.${links}`, gives: 'lazy' as const, source })),
  ...['', '.*()', '.*().*()', '.*().*().*()', '.*().*().*().*()'].map((between) => ({ path: `Db|Tx.*()${between}.execute`, source: 'https://orm.drizzle.team/docs/perf-queries' })),
] as const satisfies readonly PromiseModel[];

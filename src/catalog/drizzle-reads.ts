import type { ReadModel } from './read-model.js';

/** What gets and adds rows with Drizzle, whatever the driver. */
export const drizzleReads = [
  {
    path: 'Db|Tx.select|selectDistinct', is: 'rows', table: 'from',
    chained: { limits: ['limit'], filters: ['where', 'innerJoin'], others: ['groupBy', 'having', 'as', 'union', 'unionAll', '$dynamic', 'for', 'get', 'prepare', 'iterator'], sentBy: ['from'] },
    source: 'https://orm.drizzle.team/docs/select#limit--offset',
  },
  { path: 'Db|Tx.query.*.findMany', is: 'rows', table: 'star', filter: 'arg0.where', limits: ['arg0.limit'], source: 'https://orm.drizzle.team/docs/rqb#limit--offset' },
  { path: 'Db|Tx.insert', is: 'adds', table: 'argument', source: 'https://orm.drizzle.team/docs/insert' },
] as const satisfies readonly ReadModel[];

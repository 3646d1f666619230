import { defineEntry } from '../types.js';

const query = {
  kind: 'outbound',
  does: 'query',
  knobs: ['timeout', 'queryTimeout', 'statementTimeout', 'requestTimeout'],
  essential: ['query'],
  phases: ['acquire', 'connect', 'query'],
} as const;

/**
 * objection: models on knex. It has no time of its own: a query ends by `.timeout(ms)` on its builder, or by what the knex that the models are
 * bound to is told in `connection`. `Model.knex(knex)` binds all models that extend it, so it is what makes them; `query(trx)` takes another.
 */
export default defineEntry({
  id: 'objection',
  name: 'objection',
  packages: ['objection'],
  versions: '>=2',
  types: {
    BoundModel: {
      is: ['Model.knex()', 'Model.bindKnex()', 'BoundModel.bindKnex()'],
      annotations: ['Model', 'ModelClass'],
      // The knex that they are bound to, which has the options.
      options: 0,
      noun: 'models',
    },
    Builder: {
      is: ['BoundModel.query|relatedQuery|knexQuery|$query|$relatedQuery()', 'Builder.*()'],
      annotations: ['QueryBuilder'],
    },
  },
  calls: [{ path: 'BoundModel.query|relatedQuery|knexQuery|$query|$relatedQuery', ...query }],
  knobs: {
    timeout: {
      at: ['chain.timeout(0)'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'objection@3.1.5 lib/queryBuilder/QueryBuilderBase.js:508 (hands it on); knex@3.3.0 lib/query/querybuilder.js:110-119',
    },
    queryTimeout: {
      at: ['client(0) > client.connection.query_timeout', 'client(0) > url.query_timeout'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: 'objection@3.1.5 lib/model/Model.js (knex); knex@3.3.0 types/index.d.ts:3113',
    },
    statementTimeout: {
      at: ['client(0) > client.connection.statement_timeout', 'client(0) > url.statement_timeout', 'client(0) > client.connection.options'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: 'objection@3.1.5 lib/model/Model.js (knex); knex@3.3.0 types/index.d.ts:3110',
    },
    requestTimeout: {
      at: ['client(0) > client.connection.options.requestTimeout', 'client(0) > client.connection.requestTimeout'],
      unit: 'ms',
      // That of tedious, which alone of the drivers has one.
      default: 15_000,
      with: { at: ['client(0) > client.client', 'client(0) > client.dialect'], is: ['mssql'] },
      off: [0],
      covers: ['query'],
      source: 'knex@3.3.0 lib/dialects/mssql/index.js:58-60',
    },
  },
  promises: [
    { path: 'BoundModel.query|relatedQuery|knexQuery|$query|$relatedQuery', gives: 'lazy', source: 'objection@3.1.5 lib/queryBuilder/QueryBuilder.js:409', verified: '3.1.5' },
    { path: 'Builder.where|andWhere|orWhere|whereIn|whereNot|whereNull|whereNotNull|whereRaw|insert|insertAndFetch|insertGraph|insertGraphAndFetch|update|updateAndFetchById|updateAndFetch|patch|patchAndFetch|patchAndFetchById|upsertGraph|upsertGraphAndFetch|delete|deleteById|del|truncate|select|first|findById|findByIds|findOne|from|into|join|orderBy|groupBy|limit|offset|returning|onConflict|merge|ignore|increment|decrement|relate|unrelate|for|context|transacting|modify|joinRelated|withGraphFetched|withGraphJoined|page|range|throwIfNotFound|skipUndefined|timeout', gives: 'lazy', source: 'objection@3.1.5 lib/queryBuilder/QueryBuilder.js:409', verified: '3.1.5' },
    { path: 'BoundModel.transaction', source: 'https://vincit.github.io/objection.js/guide/transactions.html', verified: '3.1.5' },
    { path: 'Model.transaction|startTransaction', source: 'https://vincit.github.io/objection.js/guide/transactions.html', verified: '3.1.5' },
  ],
  slots: [
    { kind: 'connection', of: 'BoundModel', takes: ['BoundModel.query|$query'], during: ['BoundModel.transaction', 'Model.transaction'], outer: ['BoundModel'], toldBy: 0, told: ['transacting'], lazy: true, noun: 'connection', source: 'objection@3.1.5 lib/model/Model.js (query(trx): without it the models\' own knex is used); https://vincit.github.io/objection.js/guide/transactions.html' },
  ],
  statements: [
    { path: 'raw', text: 0, advice: 'Write ? for values and ?? for names, and give them after the text.', source: 'https://vincit.github.io/objection.js/api/objection/#raw' },
    { path: 'Builder.whereRaw|andWhereRaw|orWhereRaw|havingRaw|orHavingRaw|orderByRaw|groupByRaw|joinRaw', text: 0, advice: 'Write ? for values and ?? for names, and give them in the list of bindings.', source: 'https://vincit.github.io/objection.js/api/query-builder/find-methods.html#whereraw' },
  ],
  escapes: [
    { path: 'ref|raw', source: 'https://vincit.github.io/objection.js/api/objection/#ref' },
  ],
});

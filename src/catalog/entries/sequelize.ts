import { defineEntry } from '../types.js';

/** Where the options stand: `new Sequelize(…)` and `SequelizeModule.forRoot(…)`, or what `forRootAsync` is given. */
const roots = ['client', 'client.useFactory()', 'client.useClass().createSequelizeOptions()'] as const;
/** A model knows its Sequelize by `Model.init(attributes, { sequelize })`. */
const ofInit = 'client(1).sequelize > client';

const places = <const P extends string>(path: P) => [...roots.map((root) => `${root}.${path}` as const), `${ofInit}.${path}` as const] as const;

/** The engine that needs no deadline: a file. */
const unless = { at: places('dialect'), is: ['sqlite'] } as const;

const query = {
  kind: 'outbound',
  does: 'query',
  knobs: ['queryTimeout', 'statementTimeout', 'requestTimeout', 'mariadbTimeout', 'acquire'],
  essential: ['query'],
  phases: ['acquire', 'query'],
  unless,
} as const;

/**
 * Sequelize. It has no time for a query: `dialectOptions` hands on what the driver knows, `query_timeout` and `statement_timeout` of pg,
 * `options.requestTimeout` of tedious (which has a default, 15 s), `queryTimeout` of mariadb; mysql2 has none. `pool.acquire` (60 s) bounds the wait
 * for a connection, but not the very first one, which is opened outside of the pool. A `timeout` among a query's options does nothing.
 */
export default defineEntry({
  id: 'sequelize',
  name: 'Sequelize',
  packages: ['sequelize', 'sequelize-typescript', '@nestjs/sequelize'],
  types: {
    Db: {
      is: ['new Sequelize()', 'new ()', 'SequelizeModule.forRoot()', 'SequelizeModule.forRootAsync()'],
      annotations: ['Sequelize'],
      options: [3, 1, 0],
      urls: ['uri', 'useFactory().uri', 'useClass().createSequelizeOptions().uri'],
      // sequelize@6.37.8 types/sequelize.d.ts Options; the last six are of sequelize-typescript and @nestjs/sequelize.
      optionNames: [
        'dialect', 'dialectModule', 'dialectModulePath', 'dialectOptions', 'storage', 'database', 'username', 'password', 'host', 'port', 'ssl',
        'protocol', 'define', 'query', 'set', 'sync', 'timezone', 'omitNull', 'native', 'replication', 'pool', 'quoteIdentifiers', 'isolationLevel',
        'transactionType', 'typeValidation', 'operatorsAliases', 'standardConformingStrings', 'clientMinMessages', 'hooks', 'minifyAliases',
        'logQueryParameters', 'retry', 'schema', 'attributeBehavior', 'logging', 'benchmark', 'keepDefaultTimezone', 'databaseVersion',
        'noTypeValidation', 'models', 'modelPaths', 'modelMatch', 'repositoryMode', 'validateOnly', 'name', 'uri', 'autoLoadModels', 'synchronize',
        'retryAttempts', 'retryDelay', 'useFactory', 'useClass', 'useExisting', 'inject', 'imports',
      ],
      noun: 'connection',
    },
    Table: {
      is: ['Db.define|model()', 'Db.models.*', 'Db.getRepository()', 'Model.init()', 'Table.scope|unscoped|schema()'],
      annotations: ['Model', 'ModelStatic', 'ModelCtor', 'ModelDefined', 'Repository'],
      noun: 'connection',
    },
    Row: {
      is: ['Table.findOne|findByPk|create|build()', 'new Table()'],
      noun: 'connection',
    },
    Transaction: {
      is: ['Db.transaction()', 'Db.transaction().$0'],
      annotations: ['Transaction'],
    },
  },
  calls: [
    { path: 'Table.findAll|findOne|findAndCountAll|findOrCreate|findCreateFind|count|destroy|restore|truncate|sync|drop', options: 0, ...query },
    { path: 'Table.findByPk|create|bulkCreate|upsert|update|sum|min|max|increment|decrement', options: 1, ...query },
    { path: 'Table.aggregate|describe', ...query },
    { path: 'Row.save|update|destroy|restore|reload|increment|decrement', ...query },
    { path: 'Db.query', options: 1, ...query },
    { path: 'Db.authenticate|sync|drop|truncate|transaction', ...query },
    { path: 'Transaction.commit|rollback', ...query },
  ],
  knobs: {
    queryTimeout: {
      at: [...places('dialectOptions.query_timeout'), 'url.query_timeout', 'client(1).sequelize > url.query_timeout'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: 'sequelize@6.37.8 lib/dialects/postgres/connection-manager.js:82-97; lib/sequelize.js:76-94; pg@8.23.1 lib/client.js:702-731',
      verified: 'pg 8.23.1',
    },
    statementTimeout: {
      at: [
        ...places('dialectOptions.statement_timeout'),
        'url.statement_timeout',
        'client(1).sequelize > url.statement_timeout',
        'client.dialectOptions.options',
      ],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: 'sequelize@6.37.8 lib/dialects/postgres/connection-manager.js:82-97; pg@8.23.1 lib/client.js:558-559',
      verified: 'pg 8.23.1',
    },
    requestTimeout: {
      at: places('dialectOptions.options.requestTimeout'),
      unit: 'ms',
      // That of tedious, which alone of the drivers has one.
      default: 15_000,
      off: [0],
      covers: ['query'],
      with: { at: places('dialect'), is: ['mssql'] },
      source: 'sequelize@6.37.8 lib/dialects/mssql/connection-manager.js:41-50; tedious@19.2.2 lib/connection.js:495',
    },
    mariadbTimeout: {
      at: [...places('dialectOptions.queryTimeout'), ...places('dialectOptions.socketTimeout')],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'mariadb@3.4.5 lib/config/connection-options.js:119-120; sequelize@6.37.8 lib/dialects/mariadb/connection-manager.js',
    },
    acquire: {
      at: places('pool.acquire'),
      unit: 'ms',
      default: 60_000,
      covers: ['acquire'],
      source: 'sequelize@6.37.8 lib/dialects/abstract/connection-manager.js:15-28, :88',
      verified: '6.37.8',
    },
  },
  ignored: [
    {
      calls: 'Table.findAll|findOne|findByPk|findAndCountAll|count|create|update',
      option: 'timeout',
      why: 'does nothing: Sequelize has no such option',
      instead: 'dialectOptions: { query_timeout: 10_000 } where Sequelize is made',
      source: 'https://github.com/sequelize/sequelize/issues/2072',
    },
    {
      calls: 'Db.query',
      option: 'timeout',
      why: 'does nothing: Sequelize has no such option',
      instead: 'dialectOptions: { query_timeout: 10_000 } where Sequelize is made',
      source: 'https://github.com/sequelize/sequelize/issues/2072',
    },
    {
      calls: 'Db.query',
      option: 'client.dialectOptions.requestTimeout',
      why: 'does nothing: tedious reads it in options only',
      instead: 'dialectOptions: { options: { requestTimeout: 10_000 } }',
      source: 'sequelize@6.37.8 lib/dialects/mssql/connection-manager.js:41-50',
    },
  ],
  promises: [
    { path: 'Db.transaction', source: 'https://sequelize.org/docs/v6/other-topics/transactions/' },
    { path: 'Db.close', source: 'sequelize@6.37.8 lib/sequelize.js:555', verified: '6.37.8' },
  ],
  acquires: [
    { path: '', release: ['close'], sync: true, mayLast: true, spared: ['authenticate'], collected: 'warning', noun: 'connection', without: 'Its connections stay open until nobody has used them for ten seconds, and each call adds as many: many calls at once take all that the server has', source: 'sequelize@6.37.8 lib/sequelize.js:555 (close), lib/dialects/abstract/connection-manager.js:22-25 (what is idle is closed after ten seconds), :68', verified: '6.37.8' },
    { path: 'Sequelize', release: ['close'], sync: true, mayLast: true, spared: ['authenticate'], collected: 'warning', noun: 'connection', without: 'Its connections stay open until nobody has used them for ten seconds, and each call adds as many: many calls at once take all that the server has', source: 'sequelize@6.37.8 lib/sequelize.js:555 (close), lib/dialects/abstract/connection-manager.js:22-25 (what is idle is closed after ten seconds), :68', verified: '6.37.8' },
    { path: 'Db.transaction', release: ['commit', 'rollback'], managed: true, lent: ['transaction'], noun: 'transaction', without: 'The transaction stays open: its locks keep others waiting, and its connection never goes back to the pool', source: 'sequelize@6.37.7 lib/transaction.js:39-117 (commit and rollback give the connection back)' },
  ],
  slots: [
    { kind: 'connection', of: 'Db', takes: ['Table.findAll|findOne|findByPk|findAndCountAll|findOrCreate|count|sum|min|max|destroy|restore|truncate|create|bulkCreate|upsert|update|increment|decrement', 'Row.save|update|destroy|restore|reload|increment|decrement', 'Db.query'], during: ['Db.transaction'], until: ['Db.transaction'], held: ['Transaction'], outer: ['Table', 'Row'], told: ['transaction'], ambient: 'useCLS', noun: 'connection', source: 'sequelize@6.37.7 lib/sequelize.js:301-318 (a query without a transaction gets a connection of its own), :493-520; https://sequelize.org/docs/v6/other-topics/transactions/' },
  ],
  reads: [
    { path: 'Table.findAll', is: 'rows', table: 'receiver', filter: 'arg0.where', joins: 'arg0.include', anyOf: true, limits: ['arg0.limit'], source: 'https://sequelize.org/docs/v6/core-concepts/model-querying-basics/#limits-and-pagination' },
    { path: 'Table.findAndCountAll', is: 'rows', table: 'receiver', filter: 'arg0.where', joins: 'arg0.include', anyOf: true, limits: ['arg0.limit'], rowsAt: 'rows', source: 'https://sequelize.org/docs/v6/core-concepts/model-querying-finders/#findandcountall' },
    { path: 'Table.create|bulkCreate|upsert|findOrCreate|findCreateFind', is: 'adds', table: 'receiver', source: 'https://sequelize.org/docs/v6/core-concepts/model-querying-basics/#simple-insert-queries' },
  ],
  clients: [
    { path: 'new Sequelize()', noun: 'pool', holds: 'connections', closes: ['close'], source: 'https://sequelize.org/docs/v6/other-topics/connection-pool/' },
    { path: 'new ()', noun: 'pool', holds: 'connections', closes: ['close'], source: 'https://sequelize.org/docs/v6/other-topics/connection-pool/' },
  ],
  statements: [
    { path: 'Db.query', text: 0, advice: 'Write :name or ? in the text and give the value in replacements or bind.', source: 'https://sequelize.org/docs/v6/core-concepts/raw-queries/#replacements' },
    { path: 'literal', text: 0, advice: 'Write :name or ? in the text and give the value in replacements or bind.', source: 'https://sequelize.org/docs/v6/core-concepts/raw-queries/' },
    { path: 'Sequelize.literal', text: 0, advice: 'Write :name or ? in the text and give the value in replacements or bind.', source: 'https://sequelize.org/docs/v6/core-concepts/raw-queries/' },
    { path: 'Db.literal', text: 0, advice: 'Write :name or ? in the text and give the value in replacements or bind.', source: 'https://sequelize.org/docs/v6/core-concepts/raw-queries/' },
  ],
  escapes: [
    { path: 'Db.escape', source: 'https://sequelize.org/api/v6/class/src/sequelize.js~sequelize#instance-method-escape' },
  ],
  secrets: [
    { path: 'Sequelize', at: ['arg2', 'arg0.password'], construct: true, noun: 'password of the database', allows: 'read and change all data, wherever it reaches the database', source: 'https://sequelize.org/docs/v6/getting-started/#connecting-to-a-database' },
    { path: '', at: ['arg2', 'arg0.password'], construct: true, noun: 'password of the database', allows: 'read and change all data, wherever it reaches the database', source: 'https://sequelize.org/docs/v6/getting-started/#connecting-to-a-database' },
  ],
});

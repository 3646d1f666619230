import { defineEntry } from '../types.js';

/** Where the options stand: `new DataSource(…)` and `TypeOrmModule.forRoot(…)`, or what `forRootAsync` is given. */
const roots = ['client', 'client.useFactory()', 'client.useClass().createTypeOrmOptions()'] as const;
/** `new Repository(Entity, manager)`, also by a class that extends it. */
const ofManager = 'client(1) > client';

const places = <const P extends string>(path: P) => [...roots.map((root) => `${root}.${path}` as const), `${ofManager}.${path}` as const] as const;

/** Engines that need no deadline: files, and MongoDB, whose times are the driver's. */
const unless = {
  at: places('type'),
  is: ['sqlite', 'better-sqlite3', 'sqljs', 'capacitor', 'cordova', 'expo', 'react-native', 'nativescript', 'mongodb'],
} as const;

const query = {
  kind: 'outbound',
  does: 'query',
  knobs: ['queryTimeout', 'statementTimeout', 'requestTimeout', 'enableQueryTimeout', 'connectTimeout', 'connectionTimeout', 'acquireTimeout'],
  essential: ['query'],
  phases: ['acquire', 'connect', 'query'],
  unless,
} as const;

/**
 * TypeORM. It has no time for a query: `extra` goes to the driver as it is, `query_timeout` and `statement_timeout` of pg; `maxQueryExecutionTime`
 * only logs, save with `enableQueryTimeout` on MySQL, where it ends the query. `connectTimeoutMS` becomes pg's `connectionTimeoutMillis`, which bounds
 * the wait for a connection. SQL Server has `requestTimeout`, with a default (15 s). Repositories, managers and runners have the options of the
 * DataSource that they come from; in Nest it is made by TypeOrmModule.
 */
export default defineEntry({
  id: 'typeorm',
  name: 'TypeORM',
  packages: ['typeorm', '@nestjs/typeorm'],
  types: {
    Db: {
      is: ['new DataSource()', 'createConnection()', 'new Connection()', 'TypeOrmModule.forRoot()', 'TypeOrmModule.forRootAsync()'],
      annotations: ['DataSource', 'Connection'],
      options: 0,
      urls: ['url', 'useFactory().url', 'useClass().createTypeOrmOptions().url'],
      // typeorm@1.1.1 data-source/BaseDataSourceOptions.d.ts and driver/{postgres,mysql,sqlserver,better-sqlite3,mongodb}; then @nestjs/typeorm@12.0.2.
      optionNames: [
        'type', 'name', 'entities', 'subscribers', 'isolationLevel', 'migrations', 'migrationsTableName', 'migrationsTransactionMode',
        'metadataTableName', 'namingStrategy', 'logging', 'logger', 'maxQueryExecutionTime', 'poolSize', 'synchronize', 'migrationsRun', 'dropSchema',
        'entityPrefix', 'entitySkipConstructor', 'extra', 'relationLoadStrategy', 'typename', 'cache', 'isolateWhereStatements',
        'invalidWhereValuesBehavior', 'url', 'host', 'port', 'username', 'password', 'database', 'ssl', 'schema', 'driver', 'nativeDriver', 'useUTC',
        'replication', 'connectTimeoutMS', 'uuidExtension', 'poolErrorHandler', 'logNotifications', 'installExtensions', 'parseInt8', 'extensions',
        'applicationName', 'charset', 'timezone', 'connectTimeout', 'acquireTimeout', 'insecureAuth', 'supportBigNumbers', 'bigNumberStrings',
        'dateStrings', 'debug', 'trace', 'multipleStatements', 'legacySpatialSupport', 'flags', 'enableQueryTimeout', 'socketPath', 'connectorPackage',
        'connectionTimeout', 'requestTimeout', 'stream', 'options', 'pool', 'domain', 'authentication', 'key', 'readonly', 'fileMustExist', 'timeout',
        'verbose', 'nativeBinding', 'prepareDatabase', 'enableWAL', 'statementCacheSize', 'location', 'autoSave', 'cli', 'retryAttempts', 'retryDelay',
        'toRetry', 'autoLoadEntities', 'verboseRetryLog', 'manualInitialization', 'keepConnectionAlive', 'useFactory', 'useClass', 'useExisting',
        'dataSourceFactory', 'inject', 'imports', 'extraProviders',
      ],
      noun: 'data source',
    },
    OpenDb: {
      is: ['Db.initialize()', 'Manager.connection', 'Manager.dataSource', 'Runner.connection', 'Runner.dataSource'],
      noun: 'data source',
    },
    Manager: {
      is: [
        'Db.manager',
        'Db.createEntityManager()',
        'Db.transaction().$0',
        'OpenDb.manager',
        'OpenDb.createEntityManager()',
        'OpenDb.transaction().$0',
        'Manager.transaction().$0',
        'Runner.manager',
        'Repository.manager',
      ],
      annotations: ['EntityManager'],
      noun: 'data source',
    },
    Runner: {
      is: ['Db.createQueryRunner()', 'OpenDb.createQueryRunner()', 'Manager.queryRunner', 'Builder.queryRunner'],
      annotations: ['QueryRunner'],
      noun: 'data source',
    },
    Repository: {
      is: [
        'Db.getRepository|getTreeRepository()',
        'OpenDb.getRepository|getTreeRepository()',
        'Manager.getRepository|getTreeRepository|getCustomRepository|withRepository()',
        'Repository.extend()',
        'new Repository|TreeRepository()',
        'ActiveRecord.getRepository()',
      ],
      annotations: ['Repository', 'TreeRepository'],
      noun: 'data source',
    },
    ActiveRecord: {
      is: ['BaseEntity.useDataSource()'],
      annotations: ['BaseEntity'],
      noun: 'data source',
    },
    Builder: {
      is: [
        'Db.createQueryBuilder()',
        'OpenDb.createQueryBuilder()',
        'Manager.createQueryBuilder()',
        'Repository.createQueryBuilder()',
        'ActiveRecord.createQueryBuilder()',
        'Builder.*()',
      ],
      annotations: ['SelectQueryBuilder', 'QueryBuilder', 'InsertQueryBuilder', 'UpdateQueryBuilder', 'DeleteQueryBuilder', 'SoftDeleteQueryBuilder'],
      noun: 'data source',
    },
  },
  calls: [
    {
      path: 'Repository.find|findBy|findAndCount|findAndCountBy|findOne|findOneBy|findOneOrFail|findOneByOrFail|findByIds|findTrees|findDescendants',
      ...query,
    },
    { path: 'Repository.count|countBy|sum|average|minimum|maximum|exist|exists|existsBy|existBy|preload|query|increment|decrement', ...query },
    { path: 'Repository.save|insert|update|updateAll|upsert|delete|deleteAll|remove|softDelete|softRemove|recover|restore|clear', ...query },
    {
      path: 'Manager.find|findBy|findAndCount|findAndCountBy|findOne|findOneBy|findOneOrFail|findOneByOrFail|findByIds|preload|query|increment|decrement',
      ...query,
    },
    { path: 'Manager.save|insert|update|updateAll|upsert|delete|deleteAll|remove|softDelete|softRemove|recover|restore|clear', ...query },
    { path: 'Manager.count|countBy|sum|average|minimum|maximum|exist|exists|existsBy|transaction', ...query },
    {
      path: 'ActiveRecord.find|findBy|findAndCount|findAndCountBy|findOne|findOneBy|findOneOrFail|findOneByOrFail|count|countBy|exists|existsBy|preload',
      ...query,
    },
    { path: 'ActiveRecord.save|insert|update|upsert|delete|remove|softRemove|clear|query|sum|average|minimum|maximum|recover|reload', ...query },
    { path: 'Db.query|transaction|runMigrations|undoLastMigration|synchronize|dropDatabase', ...query },
    { path: 'OpenDb.query|transaction|runMigrations|undoLastMigration|synchronize|dropDatabase', ...query },
    { path: 'Runner.query|stream|startTransaction|commitTransaction|rollbackTransaction', ...query },
    { path: 'Builder.getMany|getOne|getOneOrFail|getManyAndCount|getCount|getExists|getRawMany|getRawOne|getRawAndEntities|execute|stream', ...query },
  ],
  knobs: {
    queryTimeout: {
      at: [...places('extra.query_timeout'), 'url.query_timeout'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: 'typeorm@1.1.1 driver/postgres/PostgresDriver.js:1370-1390 (extra and url are pg.Pool\'s); pg@8.23.1 lib/client.js:702-731',
      verified: 'pg 8.23.1',
    },
    statementTimeout: {
      at: [...places('extra.statement_timeout'), 'url.statement_timeout', ...places('extra.options'), 'url.options'],
      unit: 'ms',
      default: 'none',
      off: [0, false],
      covers: ['query'],
      source: 'typeorm@1.1.1 driver/postgres/PostgresDriver.js:1370-1390; pg@8.23.1 lib/client.js:558-559',
      verified: 'pg 8.23.1',
    },
    requestTimeout: {
      at: [...places('requestTimeout'), ...places('extra.requestTimeout')],
      unit: 'ms',
      // That of tedious, which alone of the drivers has one.
      default: 15_000,
      off: [0],
      covers: ['query'],
      with: { at: places('type'), is: ['mssql'] },
      source: 'typeorm@1.1.1 driver/sqlserver/SqlServerDriver.js:984-1001; mssql@12.7.14 lib/tedious/connection-pool.js:43',
    },
    connectionTimeout: {
      at: places('connectionTimeout'),
      unit: 'ms',
      default: 15_000,
      covers: ['connect'],
      with: { at: places('type'), is: ['mssql'] },
      source: 'typeorm@1.1.1 driver/sqlserver/SqlServerDriver.js:984-1001; mssql@12.7.14 lib/tedious/connection-pool.js',
    },
    acquireTimeout: {
      at: places('pool.acquireTimeoutMillis'),
      unit: 'ms',
      default: 30_000,
      covers: ['acquire'],
      with: { at: places('type'), is: ['mssql'] },
      source: 'typeorm@1.1.1 driver/sqlserver/SqlServerDriver.js:984-1001; tarn@3.0.2 dist/Pool.js (30 s)',
    },
    // Its value is `true`, and the time stands in maxQueryExecutionTime: the answer stays open rather than "none".
    enableQueryTimeout: {
      at: places('enableQueryTimeout'),
      unit: 'ms',
      default: 'none',
      off: [false],
      covers: ['query'],
      source: 'typeorm@1.1.1 driver/mysql/MysqlQueryRunner.js:158-162; driver/mysql/MysqlDataSourceOptions.d.ts:85-92',
    },
    connectTimeout: {
      at: [...places('connectTimeoutMS'), ...places('extra.connectionTimeoutMillis')],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['acquire', 'connect'],
      source: 'typeorm@1.1.1 driver/postgres/PostgresDriver.js:1378; pg-pool@3.14.0 index.js:206-262',
      verified: '1.1.1',
    },
  },
  ignored: [
    ...[
      'Repository.find|findBy|findAndCount|findAndCountBy|findOne|findOneBy|findOneOrFail|findOneByOrFail|count|countBy|exists|existsBy|query|save',
      'Manager.find|findBy|findAndCount|findAndCountBy|findOne|findOneBy|findOneOrFail|findOneByOrFail|count|countBy|exists|existsBy|query|save',
      'Builder.getMany|getOne|getOneOrFail|getManyAndCount|getCount|getRawMany|getRawOne|getRawAndEntities|execute',
      'Db.query|transaction',
      'OpenDb.query|transaction',
      'Runner.query',
    ].flatMap((calls) =>
      [
        {
          calls,
          option: 'client.maxQueryExecutionTime',
          why: 'only logs queries that took longer',
          instead: 'extra: { query_timeout: 10_000 }, or enableQueryTimeout: true on MySQL',
          source: 'typeorm@1.1.1 driver/mysql/MysqlDataSourceOptions.d.ts:85-92, data-source/BaseDataSourceOptions.d.ts',
        },
        {
          calls,
          option: 'client.statement_timeout',
          why: 'does nothing: TypeORM hands on what stands in extra',
          instead: 'extra: { statement_timeout: 10_000 }',
          source: 'typeorm@1.1.1 driver/postgres/PostgresDriver.js:1370-1390',
        },
        {
          calls,
          option: 'client.query_timeout',
          why: 'does nothing: TypeORM hands on what stands in extra',
          instead: 'extra: { query_timeout: 10_000 }',
          source: 'typeorm@1.1.1 driver/postgres/PostgresDriver.js:1370-1390',
        },
      ] as const,
    ),
  ],
  promises: [
    { path: 'Db|OpenDb|Manager.transaction', source: 'https://typeorm.io/docs/advanced-topics/transactions/' },
    { path: 'Db.initialize', source: 'typeorm@1.1.1 data-source/DataSource.js:131', verified: '1.1.1' },
    { path: 'Db|OpenDb.destroy', source: 'typeorm@1.1.1 data-source/DataSource.js:171' },
    { path: 'Db|OpenDb.connect|close', source: 'https://typeorm.io/docs/data-source/data-source-api/' },
    { path: 'createConnection|createConnections', source: 'https://github.com/typeorm/typeorm/blob/0.2.45/docs/connection.md', verified: '0.2.45' },
    { path: 'Runner.connect|release', source: 'https://typeorm.io/docs/query-runner/' },
  ],
  acquires: [
    { path: 'Db.initialize', release: ['destroy', 'close'], holds: 'receiver', mayLast: true, gives: ['getRepository', 'getTreeRepository', 'getMongoRepository', 'createEntityManager', 'createQueryRunner', 'createQueryBuilder'], noun: 'connection', without: 'Its connections stay open, and each call adds as many, until the server takes no more', source: 'typeorm@1.1.1 data-source/DataSource.js:131-165 (initialize; where it fails behind the connection, it closes that), :171 (destroy); typeorm@0.3.27 data-source/DataSource.js:182, :197 (close)' },
    { path: 'Runner.connect', holds: 'receiver', release: ['release'], spared: ['startTransaction'], noun: 'connection of the query runner', without: 'The pool has one less from then on; when none is left, every request that needs one waits', source: 'typeorm@0.3.27 driver/postgres/PostgresQueryRunner.js:106 (release gives the connection back)' },
    { path: 'Runner.startTransaction', holds: 'receiver', release: ['commitTransaction', 'rollbackTransaction'], noun: 'transaction', without: 'The transaction stays open: its locks keep others waiting, and its connection is given to others with it', source: 'typeorm@0.3.27 driver/postgres/PostgresQueryRunner.js (release gives the connection back as it is)' },
  ],
  slots: [
    { kind: 'connection', of: 'Db', takes: ['Repository.find|findBy|findAndCount|findAndCountBy|findOne|findOneBy|findOneOrFail|findOneByOrFail|findTrees|count|countBy|sum|average|minimum|maximum|exist|exists|existsBy|query|increment|decrement', 'Repository.save|insert|update|upsert|delete|remove|softDelete|softRemove|recover|restore|clear', 'Manager.find|findBy|findAndCount|findAndCountBy|findOne|findOneBy|findOneOrFail|findOneByOrFail|count|countBy|exists|existsBy|query|increment|decrement', 'Manager.save|insert|update|upsert|delete|remove|softDelete|softRemove|recover|restore|clear', 'ActiveRecord.find|findBy|findAndCount|findOne|findOneBy|findOneOrFail|findOneByOrFail|count|countBy|exists|save|insert|update|upsert|delete|remove|softRemove|query|reload', 'Db.query', 'OpenDb.query', 'Builder.getMany|getOne|getOneOrFail|getManyAndCount|getCount|getExists|getRawMany|getRawOne|getRawAndEntities|execute'], during: ['Db.transaction', 'OpenDb.transaction', 'Manager.transaction'], until: ['Runner.connect'], held: ['Runner', 'QueryRunner'], outer: ['ActiveRecord'], unless: { option: 'type', is: ['sqlite', 'better-sqlite3', 'sqljs', 'capacitor', 'cordova', 'expo', 'react-native', 'nativescript', 'mongodb'] }, noun: 'connection', source: 'typeorm@0.3.27 entity-manager/EntityManager.js:60-115 (a transaction has a query runner of its own), query-builder/QueryBuilder.js obtainQueryRunner (a query without one makes one, with a connection of the pool); https://typeorm.io/docs/advanced-topics/transactions/' },
  ],
  reads: [
    { path: 'Repository|ActiveRecord.find', is: 'rows', table: 'receiver', filter: 'arg0.where', limits: ['arg0.take'], source: 'https://typeorm.io/docs/working-with-entity-manager/find-options/' },
    { path: 'Repository|ActiveRecord.findAndCount', is: 'rows', table: 'receiver', filter: 'arg0.where', limits: ['arg0.take'], rowsAt: '0', source: 'https://typeorm.io/docs/working-with-entity-manager/find-options/' },
    { path: 'Repository|ActiveRecord.findBy', is: 'rows', table: 'receiver', filter: 'arg0', source: 'https://typeorm.io/docs/working-with-entity-manager/repository-api/' },
    { path: 'Manager.find', is: 'rows', table: 'argument', filter: 'arg1.where', limits: ['arg1.take'], source: 'https://typeorm.io/docs/working-with-entity-manager/entity-manager-api/' },
    { path: 'Manager.findBy', is: 'rows', table: 'argument', filter: 'arg1', source: 'https://typeorm.io/docs/working-with-entity-manager/entity-manager-api/' },
    {
      path: 'Repository|ActiveRecord.createQueryBuilder', is: 'rows', table: 'receiver',
      chained: {
        limits: ['take', 'limit'],
        filters: ['where', 'andWhere', 'orWhere', 'whereInIds', 'innerJoin', 'innerJoinAndSelect'],
        others: ['getOne', 'getOneOrFail', 'getCount', 'getExists', 'getRawOne', 'stream', 'execute', 'delete', 'update', 'insert', 'softDelete', 'groupBy', 'select', 'having', 'paginate'],
        sentBy: ['getMany', 'getManyAndCount', 'getRawMany', 'getRawAndEntities'],
      },
      source: 'https://typeorm.io/docs/query-builder/select-query-builder/#using-pagination',
    },
    { path: 'Repository|ActiveRecord.save|insert|upsert', is: 'adds', table: 'receiver', source: 'https://typeorm.io/docs/working-with-entity-manager/repository-api/' },
    { path: 'Manager.insert|upsert', is: 'adds', table: 'argument', source: 'https://typeorm.io/docs/working-with-entity-manager/entity-manager-api/' },
    { path: 'Db|OpenDb|Runner.query', is: 'text', source: 'https://typeorm.io/docs/data-source/data-source-api/' },
  ],
  clients: [
    { path: 'new DataSource()', noun: 'pool', holds: 'connections', closes: ['destroy'], source: 'https://typeorm.io/docs/data-source/data-source' },
    { path: 'createConnection()', noun: 'pool', holds: 'connections', closes: ['close'], source: 'https://typeorm.io/docs/data-source/data-source' },
  ],
  statements: [
    { path: 'Db|OpenDb|Runner|Manager|Repository.query', text: 0, advice: 'Write $1 or ? in the text and give the value in the list of parameters.', source: 'https://typeorm.io/docs/data-source/data-source-api/' },
    { path: 'Builder.where|andWhere|orWhere|having|andHaving|orHaving', text: 0, advice: 'Write :name in the text and give the value as a parameter: .where(\'user.id = :id\', { id }).', source: 'https://typeorm.io/docs/query-builder/select-query-builder/#using-parameters-to-escape-data' },
  ],
  secrets: [
    { path: 'DataSource', at: ['arg0.password'], construct: true, noun: 'password of the database', allows: 'read and change all data, wherever it reaches the database', source: 'https://typeorm.io/docs/data-source/data-source-options/' },
    { path: 'TypeOrmModule.forRoot', at: ['arg0.password'], noun: 'password of the database', allows: 'read and change all data, wherever it reaches the database', source: 'https://docs.nestjs.com/techniques/database' },
  ],
});

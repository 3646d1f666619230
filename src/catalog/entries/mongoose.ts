import { defineEntry } from '../types.js';

/** What an operation goes through: mongoose's buffer until there is a connection, then the driver's pool and the server. */
const operation = {
  kind: 'outbound',
  does: 'query',
  knobs: ['socketTimeoutMS', 'maxTimeMS', 'timeoutMS', 'bufferTimeoutMS', 'serverSelectionTimeoutMS', 'waitQueueTimeoutMS'],
  essential: ['query'],
  phases: ['queue', 'acquire', 'connect', 'query'],
} as const;

/** Writes of a document pass their options on, and a time is none of them. */
const write = { ...operation, knobs: operation.knobs.filter((knob) => knob !== 'maxTimeMS') };

/** Where the options of a connection stand. Models of `mongoose.model` say nothing of theirs, which is the one that `connect` opens. */
const connections = (name: string): readonly string[] => [
  `client.${name}`,
  `client.useFactory().${name}`,
  `client.useClass().createMongooseOptions().${name}`,
  `url.${name}`,
  `ambient.connect(1).${name}`,
];

/**
 * mongoose: the MongoDB driver behind models. An operation that comes before the connection is buffered for 10 s, finding
 * a server takes at most 30 s, and then a query waits for ever: the driver's `socketTimeoutMS`, given to `connect`, is
 * what ends it. `maxTimeMS` is kept by the server and counts for queries; for all of them it is set by
 * `mongoose.set({ maxTimeMS })`.
 *
 * A query is sent when it is awaited, wherever that is, so the method that begins it is the call here, and what is chained
 * to it may bound it. Models use the default connection, which another file opens.
 */
export default defineEntry({
  id: 'mongoose',
  name: 'mongoose',
  packages: ['mongoose', '@nestjs/mongoose', '@typegoose/typegoose'],
  types: {
    Connection: {
      is: [
        'connect()',
        'createConnection()',
        'Connection.asPromise()',
        'Connection.openUri()',
        'Connection.useDb()',
        'MongooseModule.forRoot()',
        'MongooseModule.forRootAsync()',
      ],
      annotations: ['Connection', 'Mongoose'],
      options: [1, 0],
      urls: ['uri', 'useFactory().uri', 'useClass().createMongooseOptions().uri'],
      noun: 'connection',
    },
    DefaultConnection: {
      is: ['connection'],
    },
    Model: {
      is: ['model()', 'Connection.model()', 'DefaultConnection.model()', 'getModelForClass()', 'Model.discriminator()'],
      annotations: ['Model', 'ReturnModelType', 'PaginateModel', 'AggregatePaginateModel'],
      noun: 'connection',
    },
    Document: {
      is: ['Model.new ()', 'Model.findOne|findById|findOneAndUpdate|findByIdAndUpdate|hydrate|create()', 'new Document()'],
      annotations: ['Document', 'HydratedDocument'],
      noun: 'connection',
    },
    Session: {
      is: ['startSession()', 'Connection.startSession()', 'DefaultConnection.startSession()', 'Model.startSession()'],
      annotations: ['ClientSession'],
      noun: 'connection',
    },
  },
  calls: [
    {
      path: 'Model.find|findOne|findById|findOneAndUpdate|findByIdAndUpdate|findOneAndReplace|updateOne|updateMany|replaceOne|distinct',
      options: [2],
      ...operation,
    },
    {
      path: 'Model.findOneAndDelete|findByIdAndDelete|findOneAndRemove|findByIdAndRemove|deleteOne|deleteMany|countDocuments|count|exists|aggregate',
      options: [1],
      ...operation,
    },
    { path: 'Model.estimatedDocumentCount', options: [0], ...operation },
    { path: 'Model.where', ...operation },
    { path: 'Model.create|insertMany|insertOne|bulkWrite|bulkSave', options: [1], ...write },
    { path: 'Model.populate|syncIndexes|createIndexes|ensureIndexes|createCollection', ...write },
    { path: 'Document.save|deleteOne|remove|populate', options: [0], ...write },
    { path: 'Document.updateOne', options: [1], ...operation },
    {
      path: 'Session.commitTransaction|abortTransaction|withTransaction',
      ...write,
      does: 'end of the transaction',
    },
    { path: 'Connection.transaction', ...write, does: 'commit of the transaction' },
    { path: 'DefaultConnection.transaction', ...write, does: 'commit of the transaction' },
    {
      path: 'connect',
      kind: 'outbound',
      does: 'connection to the database',
      options: [1],
      knobs: ['serverSelectionTimeoutMS'],
      essential: ['connect'],
      phases: ['connect'],
    },
    {
      path: 'Connection.asPromise|openUri',
      kind: 'outbound',
      does: 'connection to the database',
      knobs: ['serverSelectionTimeoutMS'],
      essential: ['connect'],
      phases: ['connect'],
    },
  ],
  knobs: {
    socketTimeoutMS: {
      // Among the options of a query it reaches the driver, which reads it there as well.
      at: ['call.socketTimeoutMS', ...connections('socketTimeoutMS')],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      ambient: true,
      source: 'mongoose@9.12.1 lib/connection.js:1051 (handed to the driver); mongodb@7.9.0 lib/connection_string.js:974',
      verified: '9.12.1',
    },
    maxTimeMS: {
      at: ['call.maxTimeMS', 'chain.maxTimeMS(0)', 'chain.setOptions(0).maxTimeMS', 'chain.option(0).maxTimeMS', 'ambient.set(0).maxTimeMS'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      ambient: true,
      source: 'mongoose@9.12.1 lib/query.js:1913, lib/helpers/query/applyGlobalOption.js:6, lib/validOptions.js:22; kept by the server',
    },
    timeoutMS: {
      at: ['call.timeoutMS', ...connections('timeoutMS')],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['acquire', 'connect', 'query'],
      ambient: true,
      versions: '>=8.9.0 <9.12.0',
      source: 'mongoose@8.9.0 package.json (mongodb ~6.12); mongoose@9.12.0 package.json (mongodb ~7.8, where timeoutMS has no effect)',
      verified: 'mongodb 6.21.0, 7.7.0; without effect in 7.9.0',
    },
    bufferTimeoutMS: {
      at: ['client.bufferTimeoutMS', 'client.useFactory().bufferTimeoutMS', 'ambient.connect(1).bufferTimeoutMS', 'ambient.set(0).bufferTimeoutMS'],
      unit: 'ms',
      default: 10_000,
      covers: ['queue'],
      ambient: true,
      source: 'mongoose@9.12.1 lib/connection.js:882-890',
      verified: '9.12.1',
    },
    serverSelectionTimeoutMS: {
      at: ['call.serverSelectionTimeoutMS', ...connections('serverSelectionTimeoutMS')],
      unit: 'ms',
      default: 30_000,
      off: [0],
      covers: ['connect'],
      ambient: true,
      source: 'mongoose@9.12.1 lib/connection.js:1048; mongodb@7.9.0 lib/connection_string.js:967',
      verified: '9.12.1',
    },
    waitQueueTimeoutMS: {
      at: connections('waitQueueTimeoutMS'),
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['acquire'],
      ambient: true,
      source: 'mongodb@7.9.0 lib/cmap/connection_pool.js:91, lib/connection_string.js:1076 (0)',
      verified: 'mongodb 7.9.0',
    },
  },
  ignored: [
    {
      calls: 'Model.find|findOne|findById|countDocuments|aggregate',
      option: 'timeout',
      why: 'does nothing: queries have no such option',
      instead: 'maxTimeMS, and socketTimeoutMS of the connection',
      source: 'mongoose@9.12.1 types/query.d.ts (QueryOptions)',
    },
  ],
  promises: [
    { path: 'Model.find|findOne|findById|findOneAndUpdate|findByIdAndUpdate|findOneAndReplace|updateOne|updateMany|replaceOne|distinct|findOneAndDelete|findByIdAndDelete|findOneAndRemove|findByIdAndRemove|deleteOne|deleteMany|countDocuments|count|exists|aggregate|estimatedDocumentCount|where|remove|update', gives: 'lazy', callback: true, versions: '<7', source: 'mongoose@6.13.11 lib/query.js:5023 (then runs it; a callback runs it at once)', verified: '6.13.11' },
    { path: 'Model.find|findOne|findById|findOneAndUpdate|findByIdAndUpdate|findOneAndReplace|updateOne|updateMany|replaceOne|distinct|findOneAndDelete|findByIdAndDelete|findOneAndRemove|findByIdAndRemove|deleteOne|deleteMany|countDocuments|count|exists|aggregate|estimatedDocumentCount|where|remove|update', gives: 'lazy', source: 'https://mongoosejs.com/docs/queries.html (queries are not promises); mongoose@9.12.1 lib/query.js:4888, lib/aggregate.js:1169', verified: '9.12.1' },
    { path: 'Model.find|findOneAndReplace|updateOne|updateMany|replaceOne|distinct|findOneAndDelete|findByIdAndDelete|findOneAndRemove|findByIdAndRemove|deleteOne|deleteMany|countDocuments|count|exists|aggregate|estimatedDocumentCount|where|remove|update().sort|limit|skip|lean|select|populate|where|equals|session|setOptions|hint|match|group|project|unwind|lookup|read|collation', gives: 'lazy', source: 'mongoose@9.12.1 lib/query.js:4888, lib/aggregate.js:1169' },
    { path: 'Model.*().exec', callback: true, source: 'https://mongoosejs.com/docs/api/query.html#Query.prototype.exec()' },
    { path: 'Model.*().*().exec', callback: true, source: 'https://mongoosejs.com/docs/api/query.html#Query.prototype.exec()' },
    { path: 'Model.*().*().*().exec', callback: true, source: 'https://mongoosejs.com/docs/api/query.html#Query.prototype.exec()' },
    { path: 'Document.exec', callback: true, source: 'https://mongoosejs.com/docs/api/query.html#Query.prototype.exec()' },
    { path: 'Document.*().exec', callback: true, source: 'https://mongoosejs.com/docs/api/query.html#Query.prototype.exec()' },
    { path: 'Document.updateOne', gives: 'lazy', source: 'mongoose@9.12.1 lib/document.js:910 (a Query)', verified: '9.12.1, 8.24.10, 7.8.13' },
    { path: 'Document.deleteOne', gives: 'lazy', versions: '>=8', source: 'mongoose@9.12.1 lib/model.js:818 (a Query); in 7.8.13 it ran at once', verified: '9.12.1, 8.24.10' },
    { path: 'Document.save|deleteOne|remove|populate', callback: true, versions: '<7', source: 'mongoose@6.13.11 lib/model.js (a callback, or a promise)', verified: '6.13.11' },
    { path: 'Model.create|insertMany|bulkWrite', callback: true, versions: '<7', source: 'mongoose@6.13.11 lib/model.js (a callback, or a promise)', verified: '6.13.11' },
    { path: 'Session.withTransaction', source: 'https://mongoosejs.com/docs/transactions.html' },
    { path: 'Connection|DefaultConnection.transaction', source: 'https://mongoosejs.com/docs/transactions.html#asynclocalstorage' },
    { path: 'Session.endSession', source: 'https://mongoosejs.com/docs/transactions.html' },
    { path: 'connect', callback: true, source: 'mongoose@9.12.1 lib/mongoose.js:464-466' },
    { path: 'disconnect', callback: true, source: 'mongoose@9.12.1 lib/mongoose.js:485' },
    { path: 'Connection|DefaultConnection.close', callback: true, source: 'https://mongoosejs.com/docs/api/connection.html#Connection.prototype.close()' },
    { path: 'createConnection', gives: 'none', source: 'https://mongoosejs.com/docs/connections.html#multiple_connections (a connection; asPromise() gives the promise)' },
  ],
  acquires: [
    { path: 'createConnection', release: ['close', 'destroy'], sync: true, spared: ['asPromise', 'openUri'], needs: ['arg0'], mayLast: true, gives: ['model', 'useDb', 'asPromise', 'collection', 'getClient'], noun: 'connection', without: 'Its connections stay open, and each call adds as many, until the server takes no more', source: 'mongoose@9.12.1 lib/mongoose.js:409-423 (without an address it opens nothing), lib/connection.js:1196, :1218; mongodb@7.8.0 lib/mongo_client.js:261' },
    { path: 'startSession', release: ['endSession'], lent: ['session', '$session'], noun: 'session', without: 'The session stays open, with its transaction and the locks of that, until the server gives it up', source: 'https://mongoosejs.com/docs/transactions.html' },
    { path: 'Connection|DefaultConnection.transaction', release: [], managed: true, noun: 'transaction', without: 'The session stays open, with its transaction and the locks of that, until the server gives it up', source: 'https://mongoosejs.com/docs/transactions.html#with-mongoose-connections' },
    { path: 'Connection|DefaultConnection|Model.startSession', release: ['endSession'], lent: ['session', '$session'], noun: 'session', without: 'The session stays open, with its transaction and the locks of that, until the server gives it up', source: 'https://mongoosejs.com/docs/transactions.html' },
  ],
  slots: [
    { kind: 'session', of: 'Connection', takes: ['Model.findOneAndUpdate|findByIdAndUpdate|findOneAndReplace|updateOne|updateMany|replaceOne|findOneAndDelete|findByIdAndDelete|deleteOne|deleteMany|create|insertMany|insertOne|bulkWrite|bulkSave'], during: ['Session.withTransaction', 'Connection.transaction', 'DefaultConnection.transaction'], told: ['session'], ambient: 'transactionAsyncLocalStorage', noun: 'session', source: 'https://mongoosejs.com/docs/transactions.html; mongoose@8.18.0 lib/query.js:2096 (without a session, only the local storage gives one)' },
  ],
  reads: [
    {
      path: 'Model.find', is: 'rows', table: 'receiver', filter: 'arg0', limits: ['arg2.limit'],
      chained: {
        limits: ['limit'],
        filters: ['where', 'or', 'and', 'nor', 'equals', 'in', 'gt', 'gte', 'lt', 'lte', 'find', 'regex', 'elemMatch', 'setQuery', 'merge'],
        others: ['countDocuments', 'count', 'estimatedDocumentCount', 'distinct', 'cursor', 'findOne', 'updateOne', 'updateMany', 'deleteOne', 'deleteMany', 'findOneAndUpdate', 'findOneAndDelete', 'setOptions', 'paginate', 'then', 'catch'],
      },
      source: 'https://mongoosejs.com/docs/api/query.html#Query.prototype.limit()',
    },
    { path: 'Model.aggregate', is: 'pipeline', table: 'receiver', chained: { limits: ['limit', 'sample', 'count'], filters: ['match'], others: ['cursor', 'group', 'facet', 'append', 'pipeline'] }, source: 'https://mongoosejs.com/docs/api/aggregate.html' },
    { path: 'Model.create|insertMany|insertOne|bulkSave', is: 'adds', table: 'receiver', source: 'https://mongoosejs.com/docs/api/model.html#Model.create()' },
    { path: 'Model', is: 'adds', table: 'receiver', construct: true, source: 'https://mongoosejs.com/docs/models.html#constructing-documents' },
  ],
  clients: [
    { path: 'createConnection()', noun: 'connection', holds: 'connections', closes: ['close', 'destroy'], source: 'https://mongoosejs.com/docs/connections.html#multiple_connections (each has a pool of its own)' },
  ],
});

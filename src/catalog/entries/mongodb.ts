import { defineEntry } from '../types.js';

/** What every operation goes through: a free connection of the pool, perhaps a new one, and the server's answer. */
const operation = {
  kind: 'outbound',
  does: 'query',
  knobs: ['socketTimeoutMS', 'maxTimeMS', 'timeoutMS', 'serverSelectionTimeoutMS', 'waitQueueTimeoutMS'],
  essential: ['query'],
  phases: ['acquire', 'connect', 'query'],
} as const;

/** Only these read a signal: they are `Abortable` in the driver's declarations. */
const abortable = { ...operation, knobs: [...operation.knobs, 'signal'] } as const;

/** The server's command itself may carry `maxTimeMS`. */
const command = { ...abortable, does: 'command', knobs: [...abortable.knobs, 'commandMaxTimeMS'] } as const;

/**
 * The MongoDB driver. Finding a server is bounded (30 s), and nothing else: a free connection and an answer are waited
 * for without end. `socketTimeoutMS` counts silence on the socket, and a read is retried once, so it takes up to twice as
 * long. `maxTimeMS` is kept by the server: a server that is gone keeps nothing. `timeoutMS` was to bound the whole
 * operation, and does so only in some versions: 6.22 and 7.8 made it do nothing.
 *
 * A cursor's options stand at `find` or are chained to it, and it may be read in a loop (`for await`), so `find` and
 * `aggregate` are the calls here. Change streams wait by nature. The driver refuses unknown options and parameters of the
 * connection string at start-up, so those are never misspelt in silence; the options of an operation are.
 */
export default defineEntry({
  id: 'mongodb',
  name: 'mongodb',
  packages: ['mongodb'],
  versions: '>=4',
  types: {
    Bucket: {
      is: ['new GridFSBucket()'],
      annotations: ['GridFSBucket'],
    },
    Cursor: {
      is: ['Collection.find|aggregate()', 'Cursor.sort|limit|skip|project|batchSize|maxTimeMS|hint|comment|match|group|addCursorFlag()'],
      annotations: ['FindCursor', 'AggregationCursor'],
    },
    Client: {
      is: ['new MongoClient()', 'MongoClient.connect()', 'MongoClient.connect().$1'],
      annotations: ['MongoClient'],
      // A list, because callbacks stood in the same place up to version 4.
      options: [1],
      noun: 'client',
    },
    // The client itself, by a method that takes no options.
    Connected: {
      is: ['Client.connect()'],
    },
    Db: {
      is: ['Client.db()', 'Connected.db()'],
      annotations: ['Db'],
    },
    Collection: {
      is: ['Db.collection()', 'Db.createCollection()'],
      annotations: ['Collection'],
    },
    Admin: {
      is: ['Db.admin()'],
      annotations: ['Admin'],
    },
    Bulk: {
      is: ['Collection.initializeOrderedBulkOp|initializeUnorderedBulkOp()', 'Bulk.*()'],
      annotations: ['OrderedBulkOperation', 'UnorderedBulkOperation'],
    },
    Session: {
      is: ['Client.startSession()', 'Connected.startSession()', 'Client.withSession().$0', 'Connected.withSession().$0'],
      annotations: ['ClientSession'],
    },
  },
  calls: [
    { path: 'Collection.find|findOne|countDocuments|aggregate', options: [1], ...abortable },
    { path: 'Collection.updateOne|updateMany|replaceOne|findOneAndUpdate|findOneAndReplace|distinct', options: [2], ...operation },
    {
      path: 'Collection.insertOne|insertMany|deleteOne|deleteMany|findOneAndDelete|bulkWrite|count|createIndex|createIndexes|dropIndex|indexExists|rename',
      options: [1],
      ...operation,
    },
    { path: 'Collection.estimatedDocumentCount|drop|dropIndexes|listIndexes|indexes|indexInformation|isCapped|options', options: [0], ...operation },
    { path: 'Collection.createSearchIndex|createSearchIndexes|dropSearchIndex|updateSearchIndex|listSearchIndexes', ...operation },
    { path: 'Bulk.execute', options: [0], ...operation },
    { path: 'Client|Connected.bulkWrite', options: [1], ...operation },
    { path: 'Db.command', options: [1], ...command },
    { path: 'Admin.command', options: [1], ...command },
    { path: 'Db.aggregate|listCollections', options: [1], ...abortable },
    { path: 'Db.createCollection|dropCollection', options: [1], ...operation },
    { path: 'Db.createIndex|renameCollection', options: [2], ...operation },
    { path: 'Db.stats|dropDatabase|collections', options: [0], ...operation },
    { path: 'Admin.ping|serverStatus|serverInfo|buildInfo|listDatabases|replSetGetStatus', options: [0], ...operation, does: 'command' },
    { path: 'Session.commitTransaction|abortTransaction', options: [0], ...operation, does: 'end of the transaction' },
    {
      path: 'Session.withTransaction',
      options: [1],
      ...operation,
      does: 'commit of the transaction',
      knobs: ['socketTimeoutMS', 'maxCommitTimeMS', 'timeoutMS', 'serverSelectionTimeoutMS', 'waitQueueTimeoutMS'],
    },
    {
      path: 'Client.connect',
      kind: 'outbound',
      does: 'connection to the database',
      knobs: ['serverSelectionTimeoutMS'],
      essential: ['connect'],
      phases: ['connect'],
    },
    {
      path: 'MongoClient.connect',
      kind: 'outbound',
      does: 'connection to the database',
      options: [1],
      knobs: ['serverSelectionTimeoutMS'],
      essential: ['connect'],
      phases: ['connect'],
    },
  ],
  callbacks: [
    { path: 'Collection.find|aggregate().forEach', from: 0, promise: 'dropped', source: 'mongodb@7.9.0 lib/cursor/abstract_cursor.js:321-332 (what the function gives is compared with false)' },
  ],
  knobs: {
    socketTimeoutMS: {
      // Among the options of a call the driver reads it as well, though it says nothing of that.
      at: ['call.socketTimeoutMS', 'client.socketTimeoutMS', 'url.socketTimeoutMS'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'mongodb@7.9.0 lib/connection_string.js:974 (0), lib/cmap/connection.js:71, :250-253; mongodb@4.17.2 lib/connection_string.js:881',
      verified: '7.9.0',
    },
    maxTimeMS: {
      at: ['call.maxTimeMS', 'chain.maxTimeMS(0)'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'mongodb@7.9.0 lib/operations/command.js:66, lib/cursor/find_cursor.js:260; kept by the server: not settled by one that is silent',
      verified: '7.9.0',
    },
    commandMaxTimeMS: {
      at: ['arg0.maxTimeMS'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'https://www.mongodb.com/docs/manual/reference/command/ (maxTimeMS is a field of the command)',
    },
    maxCommitTimeMS: {
      at: ['call.maxCommitTimeMS'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'mongodb@7.9.0 lib/transactions.js:75, lib/sessions.js:299 (the maxTimeMS of the commit)',
    },
    timeoutMS: {
      at: ['call.timeoutMS', 'client.timeoutMS', 'url.timeoutMS'],
      unit: 'ms',
      default: 'none',
      off: [0],
      // The first call of a client connects it, which this does not bound: serverSelectionTimeoutMS does.
      covers: ['acquire', 'query'],
      versions: '>=6.11.0 <6.22.0 || >=7.0.0 <7.8.0',
      source: 'mongodb@6.21.0 lib/utils.js:439-452; mongodb@6.22.0 and 7.8.0 lib/connection_string.js (timeoutMS has no effect)',
      verified: '6.21.0, 7.7.0; without effect in 6.22.0, 7.9.0',
    },
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['acquire', 'connect', 'query'],
      versions: '>=6.13.0',
      source: 'mongodb@6.13.0 mongodb.d.ts (Abortable); absent in 6.12.0',
      verified: '7.9.0',
    },
    serverSelectionTimeoutMS: {
      at: ['call.serverSelectionTimeoutMS', 'client.serverSelectionTimeoutMS', 'url.serverSelectionTimeoutMS'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      covers: ['connect'],
      source: 'mongodb@7.9.0 lib/connection_string.js:967; mongodb@4.17.2 lib/connection_string.js:874',
      verified: '7.9.0',
    },
    waitQueueTimeoutMS: {
      at: ['client.waitQueueTimeoutMS', 'url.waitQueueTimeoutMS'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['acquire'],
      source: 'mongodb@7.9.0 lib/cmap/connection_pool.js:91, lib/connection_string.js:1076 (0)',
      verified: '7.9.0',
    },
  },
  ignored: [
    {
      calls: 'Collection.find|findOne|countDocuments|aggregate',
      option: 'timeout',
      why: 'does nothing: the driver has no such option',
      instead: 'maxTimeMS, and socketTimeoutMS of the client',
      source: 'mongodb@7.9.0 mongodb.d.ts (FindOptions, AggregateOptions)',
    },
  ],
  promises: [
    { path: 'Collection.find|aggregate|listIndexes|listSearchIndexes', gives: 'none', source: 'mongodb@7.9.0 lib/collection.js (a cursor); mongodb@4.17.2 alike', verified: '7.9.0, 4.17.2' },
    { path: 'Db.aggregate|listCollections', gives: 'none', source: 'mongodb@7.9.0 lib/db.js (a cursor)', verified: '7.9.0' },
    { path: 'Collection.find|aggregate|listIndexes|listSearchIndexes().toArray|next|tryNext|hasNext|forEach|close', source: 'mongodb@7.9.0 lib/cursor/abstract_cursor.js (async methods)', verified: '7.9.0' },
    { path: 'Collection.find|aggregate().sort|limit|skip|project|map|batchSize().toArray|next|tryNext|hasNext|forEach|close', source: 'mongodb@7.9.0 lib/cursor/abstract_cursor.js (async methods)' },
    { path: 'Session.withTransaction', source: 'mongodb@7.9.0 lib/sessions.js:299' },
    { path: 'Session.endSession', callback: true, source: 'mongodb@7.9.0 lib/sessions.js (endSession)' },
    { path: 'Client|Connected.close', callback: true, source: 'mongodb@7.9.0 lib/mongo_client.js (async close); mongodb@4.17.2 lib/mongo_client.js (maybeCallback)', verified: '7.9.0, 4.17.2' },
    { path: 'Client|Connected.withSession', source: 'mongodb@7.9.0 lib/mongo_client.js (async withSession)' },
    { path: 'Client|MongoClient.connect', callback: true, versions: '<5', source: 'mongodb@4.17.2 lib/utils.js:335-350 (maybeCallback)', verified: '4.17.2' },
    { path: 'Collection.findOne|countDocuments|updateOne|updateMany|replaceOne|findOneAndUpdate|findOneAndReplace|distinct|insertOne|insertMany|deleteOne|deleteMany|findOneAndDelete|bulkWrite|count|createIndex|createIndexes|dropIndex|drop|rename|estimatedDocumentCount', callback: true, versions: '<5', source: 'mongodb@4.17.2 lib/utils.js:335-350 (maybeCallback)', verified: '4.17.2' },
  ],
  emitters: [
    {
      path: 'Client|Connected|Db|Collection.watch()',
      without: 'crash',
      when: 'the change stream cannot be resumed',
      noun: 'change stream',
      used: 'on|once|addListener',
      source: 'mongodb@7.9.0 lib/change_stream.js',
      verified: '7.9.0',
    },
    {
      path: 'Cursor.stream()',
      without: 'crash',
      when: 'the query fails, or the connection is lost',
      noun: 'stream',
      stream: true,
      source: 'mongodb@7.9.0 lib/cursor/abstract_cursor.js (ReadableCursorStream)',
      verified: '7.9.0',
    },
    {
      path: 'Bucket.openDownloadStream|openDownloadStreamByName|openUploadStream|openUploadStreamWithId()',
      without: 'crash',
      when: 'the file is missing, or the connection is lost',
      noun: 'stream',
      stream: true,
      source: 'mongodb@7.9.0 lib/gridfs/download.js, lib/gridfs/upload.js',
      verified: '7.9.0',
    },
  ],
  acquires: [
    { path: 'Client|Connected.startSession', sync: true, release: ['endSession'], lent: ['session'], noun: 'session', without: 'The session stays open, with its transaction and the locks of that, until the server gives it up', source: 'mongodb@6.22.0 lib/mongo_client.js:449, lib/sessions.js:119; https://www.mongodb.com/docs/drivers/node/current/crud/transactions/' },
    { path: 'Client|Connected.withSession', release: ['endSession'], managed: true, noun: 'session', without: 'The session stays open, with its transaction and the locks of that, until the server gives it up', source: 'mongodb@6.22.0 lib/mongo_client.js:457-480' },
    { path: 'MongoClient.connect', release: ['close'], gives: ['db', 'collection', 'startSession'], mayLast: true, noun: 'client', without: 'Its connections stay open, and each call adds as many, until the server takes no more', source: 'mongodb@6.22.0 lib/mongo_client.js:302 (close ends the connections)' },
    { path: 'Client.connect', holds: 'receiver', release: ['close'], gives: ['db', 'collection', 'startSession'], mayLast: true, noun: 'connection of the client', without: 'Its connections stay open, and each call adds as many, until the server takes no more', source: 'mongodb@6.22.0 lib/mongo_client.js:302 (close ends the connections)' },
  ],
  slots: [
    { kind: 'session', of: 'Client', takes: ['Collection.insertOne|insertMany|updateOne|updateMany|replaceOne|deleteOne|deleteMany|findOneAndUpdate|findOneAndReplace|findOneAndDelete|bulkWrite'], during: ['Session.withTransaction'], told: ['session'], noun: 'session', source: 'https://www.mongodb.com/docs/drivers/node/current/crud/transactions/' },
  ],
  reads: [
    {
      path: 'Collection.find', is: 'rows', table: 'made', filter: 'arg0', limits: ['arg1.limit'],
      chained: { limits: ['limit'], filters: ['filter'], others: ['count', 'hasNext', 'next', 'tryNext', 'stream', 'forEach', 'explain'], sentBy: ['toArray'] },
      source: 'https://www.mongodb.com/docs/drivers/node/current/crud/query/cursor/#return-an-array-of-all-documents',
    },
    { path: 'Collection.aggregate', is: 'pipeline', table: 'made', chained: { limits: ['limit'], filters: ['match'], others: ['group', 'hasNext', 'next', 'tryNext', 'stream', 'forEach', 'addStage'], sentBy: ['toArray'] }, source: 'https://www.mongodb.com/docs/drivers/node/current/aggregation/' },
    { path: 'Collection.insertOne|insertMany|bulkWrite', is: 'adds', table: 'made', source: 'https://www.mongodb.com/docs/drivers/node/current/crud/insert/' },
  ],
  clients: [
    { path: 'new MongoClient()', noun: 'client', holds: 'connections', closes: ['close'], source: 'https://www.mongodb.com/docs/drivers/node/current/connect/connection-options/ (a client holds a pool, maxPoolSize 100); mongodb src/mongo_client.ts' },
    { path: 'MongoClient.connect()', noun: 'client', holds: 'connections', closes: ['close'], source: 'https://www.mongodb.com/docs/drivers/node/current/connect/' },
  ],
});

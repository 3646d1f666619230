import { defineEntry } from '../types.js';

/** Clients that bound every query of the project's database, whoever makes the collection that is handed in. */
const anyClient = [
  'ambient:mongodb.MongoClient(1).socketTimeoutMS',
  'ambient:mongodb.MongoClient.connect(1).socketTimeoutMS',
  'ambient:mongoose.connect(1).socketTimeoutMS',
  'ambient:mongoose.createConnection(1).socketTimeoutMS',
] as const;

const page = { kind: 'outbound', does: 'query', essential: ['query'], phases: ['query'] } as const;

/**
 * mongo-cursor-pagination: pages of a collection that it is given, read with the options that it passes on. It has no
 * `maxTimeMS` of its own, and says nothing about one that it does not read. Up to version 8 the parameter `fields` is
 * handed to `collection.find` as its options, so a time there works; from 9 on it is a projection and nothing else. The
 * parameter `options` is read by `aggregate` only. What bounds `find` in 9 is the client that made the collection.
 */
export default defineEntry({
  id: 'mongo-cursor-pagination',
  name: 'mongo-cursor-pagination',
  packages: ['mongo-cursor-pagination'],
  versions: '>=7',
  calls: [
    { path: 'find', options: 1, ...page, knobs: ['maxTimeMS', 'socketTimeoutMS'] },
    { path: 'findWithReq', options: 2, ...page, knobs: ['maxTimeMS', 'socketTimeoutMSOfSecond'] },
    { path: 'aggregate', options: 1, ...page, knobs: ['aggregateMaxTimeMS', 'socketTimeoutMS'] },
    { path: 'search', ...page, knobs: ['socketTimeoutMS'] },
  ],
  knobs: {
    maxTimeMS: {
      // Not as a place of the options: adding `fields` where there are none would drop `_id` from the results.
      at: ['arg1.fields.maxTimeMS'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      versions: '<9',
      source: 'mongo-cursor-pagination@8.1.3 dist/node/find.js:68-70 (params.fields is the second argument of collection.find)',
    },
    aggregateMaxTimeMS: {
      at: ['call.options.maxTimeMS'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      source: 'mongo-cursor-pagination@9.1.1 dist/node/aggregate.js:29-36',
    },
    socketTimeoutMS: {
      at: ['arg0 > client.socketTimeoutMS', ...anyClient],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      ambient: true,
      source: 'mongodb@7.9.0 lib/cmap/connection.js:71, :250-253',
    },
    socketTimeoutMSOfSecond: {
      at: ['arg1 > client.socketTimeoutMS', ...anyClient],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['query'],
      ambient: true,
      source: 'mongodb@7.9.0 lib/cmap/connection.js:71, :250-253',
    },
  },
  ignored: [
    {
      calls: 'find|findWithReq',
      option: 'maxTimeMS',
      why: 'does nothing: the package does not read it',
      instead: 'fields.maxTimeMS beside fields.projection, up to version 8, or socketTimeoutMS of the MongoClient',
      source: 'mongo-cursor-pagination@8.1.3 dist/node/find.js; 9.1.1 alike',
    },
    {
      calls: 'find|findWithReq',
      option: 'options.maxTimeMS',
      why: 'does nothing here: only aggregate reads it',
      instead: 'fields.maxTimeMS beside fields.projection, up to version 8, or socketTimeoutMS of the MongoClient',
      source: 'mongo-cursor-pagination@9.1.1 dist/node/find.js (not read), dist/node/aggregate.js:29',
    },
    {
      calls: 'aggregate',
      option: 'maxTimeMS',
      why: 'does nothing: the package does not read it',
      instead: 'options.maxTimeMS',
      source: 'mongo-cursor-pagination@9.1.1 dist/node/aggregate.js:29-36',
    },
  ],
});

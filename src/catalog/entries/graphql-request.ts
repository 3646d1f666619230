import { defineEntry } from '../types.js';

/**
 * graphql-request. It has no timeout: one among the constructor's options is handed to fetch, which reads none. A
 * signal is taken per request, and only by the form with one object (`{ document, variables, signal }`); in
 * the constructor it is one clock for all requests. `requestMiddleware` may give each request its own.
 * Version 7 uses Node's fetch (300 s for the headers), 4 to 6 bring node-fetch 2, which waits for ever.
 */
export default defineEntry({
  id: 'graphql-request',
  name: 'graphql-request',
  packages: ['graphql-request'],
  versions: '>=4',
  types: {
    Client: {
      is: ['new GraphQLClient()'],
      annotations: ['GraphQLClient'],
      options: 1,
      noun: 'client',
    },
  },
  calls: [
    {
      path: 'Client.request|rawRequest|batchRequests',
      kind: 'outbound',
      does: 'GraphQL request',
      options: [0],
      knobs: ['signal', 'timeout', 'headersTimeout', 'bodyTimeout', 'connectTimeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: '',
      kind: 'outbound',
      does: 'GraphQL request',
      options: [0],
      url: 0,
      knobs: ['signal', 'timeout', 'headersTimeout', 'bodyTimeout', 'connectTimeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'request|rawRequest|batchRequests',
      kind: 'outbound',
      does: 'GraphQL request',
      options: [0],
      url: 0,
      knobs: ['signal', 'timeout', 'headersTimeout', 'bodyTimeout', 'connectTimeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    signal: {
      // Not `call.`: a document in the same place is no object that was meant as options.
      at: ['arg0.signal', 'client.signal', 'client.requestMiddleware().signal', 'client.fetch() > client.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'graphql-request@7.4.0 build/legacy/classes/GraphQLClient.js:23-27, :60-64; build/legacy/helpers/runRequest.js (requestMiddleware)',
      verified: '7.4.0',
    },
    // Until version 7 it brought cross-fetch, which is node-fetch 2 and has such an option.
    timeout: {
      at: ['client.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '<7',
      source: 'graphql-request@6.1.0 build/cjs/index.js (options of the client go to cross-fetch); node-fetch@2.7.0 lib/index.js:1491-1496',
      verified: '6.1.0',
    },
    headersTimeout: {
      at: ['ambient:undici.setGlobalDispatcher(0) > client.headersTimeout'],
      unit: 'ms',
      default: 300_000,
      off: [0],
      covers: ['headers'],
      ambient: true,
      versions: '>=7',
      source: 'undici@6.29.1 lib/dispatcher/client.js:241',
      verified: 'graphql-request 7.4.0 on Node 20.20.2',
    },
    bodyTimeout: {
      at: ['ambient:undici.setGlobalDispatcher(0) > client.bodyTimeout'],
      unit: 'ms',
      default: 300_000,
      off: [0],
      covers: ['body'],
      ambient: true,
      versions: '>=7',
      source: 'undici@6.29.1 lib/dispatcher/client.js:240',
    },
    connectTimeout: {
      at: ['ambient:undici.setGlobalDispatcher(0) > client.connect.timeout', 'ambient:undici.setGlobalDispatcher(0) > client.connectTimeout'],
      unit: 'ms',
      default: 10_000,
      off: [0],
      covers: ['connect'],
      ambient: true,
      versions: '>=7',
      source: 'undici@6.29.1 lib/core/connect.js:86',
    },
  },
  ignored: [{
    calls: 'Client.request|rawRequest|batchRequests',
    option: 'client.timeout',
    why: 'does nothing: graphql-request has no such option',
    instead: 'fetch: a function that adds a signal, or signal: AbortSignal.timeout(ms) in the object given to request',
    versions: '>=7',
    source: 'graphql-request@7.4.0 build/legacy/classes/GraphQLClient.js:60 (what is not known goes to fetch)',
  }, ...['Client.request|rawRequest|batchRequests', '', 'request|rawRequest|batchRequests'].map((calls) => ({
    calls,
    option: 'timeout',
    why: 'does nothing: graphql-request has no such option',
    instead: 'signal: AbortSignal.timeout(ms) in the object given to request',
    source: 'graphql-request@7.4.0 build/legacy/classes/GraphQLClient.js:60 (what is not known goes to fetch)',
  }))],
});

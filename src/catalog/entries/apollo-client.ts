import { defineEntry } from '../types.js';

/** The link itself, and where it stands in a chain: `from([auth, http])`, `auth.concat(http)`, `split(test, ws, http)`. */
const links = [
  'client.link',
  ...[0, 1, 2, 3, 4, 5].map((at) => `client.link > client(0).${String(at)}`),
  ...[0, 1, 2].map((at) => `client.link > client(${String(at)})`),
];

/**
 * Apollo Client on a server. It has no timeout of its own and calls Node's fetch, which waits 300 s for the headers.
 * A deadline stands in the HttpLink: in a `fetch` of one's own that adds a signal to each request. A signal among the
 * link's `fetchOptions` is one for all requests: its clock runs once. A signal for one request goes through its
 * context (`context: { fetchOptions: { signal } }`). The hooks of React are not meant here.
 */
export default defineEntry({
  id: 'apollo-client',
  name: 'Apollo Client',
  packages: ['@apollo/client', '@apollo/client/*', 'apollo-link-timeout'],
  versions: '>=3',
  types: {
    Client: {
      is: ['new ApolloClient()'],
      annotations: ['ApolloClient'],
      options: 0,
      noun: 'client',
    },
    HttpLink: {
      is: ['new HttpLink|BaseHttpLink|BatchHttpLink|BaseBatchHttpLink()', 'createHttpLink()'],
      annotations: ['HttpLink'],
      options: 0,
    },
    Chain: {
      is: [
        'from|concat|split()',
        'ApolloLink.from|concat|split()',
        'setContext|onError|createPersistedQueryLink|removeTypenameFromVariables().concat()',
        'new ApolloLink|RetryLink|ErrorLink|SetContextLink|PersistedQueryLink|RemoveTypenameFromVariablesLink().concat()',
        'Chain.concat()',
      ],
      options: 'all',
    },
    // The milliseconds are its first argument.
    TimeoutLink: {
      is: ['new ()', 'new ApolloLinkTimeout()'],
    },
  },
  calls: [
    {
      path: 'Client.query|mutate',
      kind: 'outbound',
      does: 'GraphQL request',
      options: 0,
      knobs: ['signal', 'timeoutLink', 'headersTimeout', 'bodyTimeout', 'connectTimeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    signal: {
      at: [
        'call.context.fetchOptions.signal',
        ...links.flatMap((link) => [`${link} > client.fetch() > client.signal`, `${link} > client.fetchOptions.signal`]),
      ],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@apollo/client@4.3.8 link/http/BaseHttpLink.js:52-57, :69-74 (fetchOptions), :126 (the own fetch)',
      verified: '4.3.8',
    },
    timeoutLink: {
      at: [0, 1, 2, 3, 4].map((at) => `client.link > client(0).${String(at)} > client(0)`),
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'https://github.com/drcallaway/apollo-link-timeout#readme',
    },
    headersTimeout: {
      at: ['ambient:undici.setGlobalDispatcher(0) > client.headersTimeout'],
      unit: 'ms',
      default: 300_000,
      off: [0],
      covers: ['headers'],
      ambient: true,
      source: 'undici@6.29.1 lib/dispatcher/client.js:241',
    },
    bodyTimeout: {
      at: ['ambient:undici.setGlobalDispatcher(0) > client.bodyTimeout'],
      unit: 'ms',
      default: 300_000,
      off: [0],
      covers: ['body'],
      ambient: true,
      source: 'undici@6.29.1 lib/dispatcher/client.js:240',
    },
    connectTimeout: {
      at: ['ambient:undici.setGlobalDispatcher(0) > client.connect.timeout', 'ambient:undici.setGlobalDispatcher(0) > client.connectTimeout'],
      unit: 'ms',
      default: 10_000,
      off: [0],
      covers: ['connect'],
      ambient: true,
      source: 'undici@6.29.1 lib/core/connect.js:86',
    },
  },
  ignored: [
    {
      calls: 'Client.query|mutate',
      option: 'timeout',
      why: 'does nothing: Apollo Client has no such option',
      instead: 'context: { fetchOptions: { signal: AbortSignal.timeout(ms) } }',
      source: '@apollo/client@4.3.8 core/ApolloClient.d.ts (QueryOptions)',
    },
    {
      calls: 'Client.query|mutate',
      option: 'context.timeout',
      why: 'does nothing: it is read by apollo-link-timeout alone',
      instead: 'context: { fetchOptions: { signal: AbortSignal.timeout(ms) } }',
      source: '@apollo/client@4.3.8 link/http/BaseHttpLink.js:59-74 (what is read of the context)',
    },
    {
      calls: 'Client.query|mutate',
      option: 'context.fetchOptions.timeout',
      why: 'does nothing: it is handed to fetch, which has no such option',
      instead: 'signal: AbortSignal.timeout(ms) in the same place',
      source: 'undici@7.30.2 lib/web/fetch/request.js:1020 (the members of RequestInit)',
    },
  ],
});

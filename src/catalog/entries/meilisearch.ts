import { defineEntry } from '../types.js';

const call = { kind: 'outbound', does: 'request to Meilisearch', knobs: ['timeout', 'httpClient'], phases: ['connect', 'headers', 'body', 'total'] } as const;

/** Meilisearch's client, over the runtime's fetch. Its `timeout` bounds a request whole, and nothing does by default; a search also takes a signal, in its third argument. */
export default defineEntry({
  id: 'meilisearch',
  name: 'Meilisearch',
  packages: ['meilisearch'],
  versions: '>=0.50.0',
  types: {
    Client: {
      is: ['new Meilisearch|MeiliSearch()'],
      annotations: ['Meilisearch', 'MeiliSearch'],
      options: 0,
      optionNames: ['host', 'apiKey', 'clientAgents', 'requestInit', 'httpClient', 'timeout', 'defaultWaitOptions'],
      noun: 'client',
    },
    Index: { is: ['Client.index|getIndex()'], annotations: ['Index'] },
  },
  calls: [
    { ...call, path: 'Index.search|searchGet|searchForFacetValues', options: 2, knobs: ['timeout', 'signal', 'httpClient'] },
    { ...call, path: 'Index.getDocument|getDocuments|addDocuments|updateDocuments|deleteDocument|deleteDocuments|deleteAllDocuments|getSettings|updateSettings|resetSettings|getStats|fetchInfo|getRawInfo|fetchPrimaryKey|update|delete' },
    { ...call, path: 'Client.multiSearch|createIndex|updateIndex|deleteIndex|getIndexes|getRawIndexes|getIndex|swapIndexes|getKeys|createKey|deleteKey|health|isHealthy|getStats|getVersion|createDump|createSnapshot' },
  ],
  knobs: {
    timeout: {
      at: ['client.timeout'],
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'meilisearch@0.62.0 dist/index.js:282-304 (until the body is read), :322',
      verified: '0.62.0',
    },
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'meilisearch@0.62.0 dist/index.js:284-302',
      verified: '0.62.0',
    },
    // What somebody hands in may do anything, and undici's own times hold where nobody does.
    httpClient: {
      at: ['client.httpClient'],
      unit: 'signal',
      default: 300_000,
      covers: ['headers', 'body'],
      source: 'meilisearch@0.62.0 dist/index.js:322; undici@6.29.1 lib/dispatcher/client.js:240-241 (300 s)',
    },
  },
});

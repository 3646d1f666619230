import { defineEntry } from '../types.js';

const reads = [
  'search|searchSingleIndex|searchForHits|searchForFacets|searchForFacetValues|getObject|getObjects|getSettings|browse|browseObjects|browseRules',
  'browseSynonyms|getRule|getSynonym|searchRules|searchSynonyms|getTask|getAppTask|waitForTask|waitForApiKey|waitForAppTask|listIndices|indexExists',
  'listApiKeys|getApiKey',
].join('|');
const writes = [
  'saveObject|saveObjects|addOrUpdateObject|partialUpdateObject|partialUpdateObjects|deleteObject|deleteObjects|deleteBy|replaceAllObjects|chunkedBatch|batch',
  'multipleBatch|clearObjects|setSettings|saveRule|saveRules|saveSynonym|saveSynonyms|deleteIndex|operationIndex|addApiKey|updateApiKey|deleteApiKey',
].join('|');
const ofIndex = [
  'search|searchForFacetValues|browseObjects|getObject|getObjects|findObject|getSettings|exists|saveObject|saveObjects|partialUpdateObject',
  'partialUpdateObjects|deleteObject|deleteObjects|deleteBy|replaceAllObjects|replaceAllRules|clearObjects|setSettings|saveRule|saveRules|saveSynonyms',
  'delete|waitTask',
].join('|');

const phases = ['connect', 'headers', 'body'] as const;
const call = { kind: 'outbound', does: 'request', knobs: ['connect', 'read'], phases } as const;

/**
 * algoliasearch is bounded by default: 2 s until the headers (its "connect" is cleared by the response, not by the
 * connection), then 5 s for the body of a read and 30 s of a write, per host and growing with each that timed out. Version 4
 * counts in seconds, version 5 in milliseconds: a 5000 that was meant as five seconds is 83 minutes in version 4.
 */
export default defineEntry({
  id: 'algoliasearch',
  name: 'algoliasearch',
  packages: ['algoliasearch', 'algoliasearch/lite', '@algolia/client-search'],
  versions: '>=4',
  types: {
    Client: {
      is: ['algoliasearch()', '()', 'liteClient()', 'searchClient()'],
      annotations: ['SearchClient', 'Algoliasearch', 'LiteClient'],
      options: 2,
      noun: 'client',
    },
    Index: {
      is: ['Client.initIndex()'],
      annotations: ['SearchIndex'],
    },
  },
  calls: [
    { path: `Client.${reads}`, ...call, options: 1 },
    { path: `Client.${writes}`, ...call, options: 1 },
    { path: `Index.${ofIndex}`, ...call, options: 1 },
  ],
  knobs: {
    'connect': {
      at: ['call.timeouts.connect', 'client.timeouts.connect'],
      unit: 'ms',
      default: 2_000,
      covers: ['connect', 'headers'],
      versions: '>=5',
      source: '@algolia/client-search@5.64.0 dist/builds/node.js:4043-4047; @algolia/requester-node-http dist/requester.http.js:83-100',
      verified: '5.64.0',
    },
    'connect@4': {
      at: ['client.timeouts.connect'],
      unit: 's',
      default: 2,
      covers: ['connect', 'headers'],
      versions: '<5',
      source: 'algoliasearch@4.24.0 dist/algoliasearch.cjs.js:18-22 (seconds)',
    },
    'read': {
      at: ['call.timeouts.read', 'client.timeouts.read'],
      unit: 'ms',
      default: 5_000,
      covers: ['body'],
      versions: '>=5',
      source: '@algolia/client-search@5.64.0 dist/builds/node.js:4043-4047 (write: 30 s)',
      verified: '5.64.0',
    },
    'read@4': {
      at: ['call.timeout', 'client.timeouts.read'],
      unit: 's',
      default: 5,
      covers: ['body'],
      versions: '<5',
      source: 'algoliasearch@4.24.0 dist/algoliasearch.cjs.js:18-22 (write: 30 s)',
    },
  },
  promises: [
    { path: 'Client.initIndex', gives: 'none', source: 'https://www.algolia.com/doc/libraries/javascript/v4/' },
  ],
});

import { defineEntry } from '../types.js';

/** APIs of one function, and those of several: @opensearch-project/opensearch@3.9.0 api/OpenSearchApi.js. */
const apis = [
  'bulk|clearScroll|count|create|createPit|delete|deleteAllPits|deleteByQuery|deleteByQueryRethrottle|deletePit|deleteScript|exists|existsSource|explain',
  'fieldCaps|get|getAllPits|getScript|getScriptContext|getScriptLanguages|getSource|index|info|mget|msearch|msearchTemplate|mtermvectors|ping|putScript',
  'rankEval|reindex|reindexRethrottle|renderSearchTemplate|scriptsPainlessExecute|scroll|search|searchShards|searchTemplate|termvectors|update',
  'updateByQuery|updateByQueryRethrottle',
].join('|');
const namespaces = [
  'asynchronousSearch|cat|cluster|danglingIndices|http|indices|ingest|ism|knn|ml|neural|nodes|ppl|query|remoteStore|replication|rollups|searchPipeline',
  'security|snapshot|sql|tasks|transforms',
].join('|');

const call = { kind: 'outbound', does: 'request', options: 1, knobs: ['requestTimeout'], phases: ['connect', 'headers', 'body', 'total'] } as const;

/**
 * The OpenSearch client: made from version 7 of the one for Elasticsearch, whose 30 s it kept. `requestTimeout` is the idle time
 * of the socket of node:http, per attempt. Unlike its model from version 8 on, it takes no signal.
 */
export default defineEntry({
  id: 'opensearch',
  name: 'OpenSearch',
  packages: ['@opensearch-project/opensearch'],
  types: {
    Client: {
      is: ['new Client()', 'Client.child()'],
      annotations: ['Client'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    { path: `Client.${apis}`, ...call },
    { path: `Client.${namespaces}.*`, ...call },
    { path: 'Client.transport.request', ...call },
  ],
  knobs: {
    requestTimeout: {
      at: ['call.requestTimeout', 'client.requestTimeout'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      zero: { 'call.requestTimeout': 'unset' },
      covers: ['connect', 'headers'],
      source: '@opensearch-project/opensearch@3.9.0 lib/Client.js:103, lib/Transport.js:504, lib/Connection.js:120-125, :168 (nobody listens once the headers are there); 2.12.0 lib/Client.js:109',
      verified: '3.9.0',
    },
  },
  clients: [
    { path: 'new Client()', noun: 'client', holds: 'agent', closes: ['close'], source: 'https://opensearch.org/docs/latest/clients/javascript/index' },
  ],
});

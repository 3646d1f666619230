import { defineEntry } from '../types.js';

/** APIs of one function: @elastic/elasticsearch@9.4.3 lib/api/api, and those of @opensearch-project/opensearch@3.9.0. */
const apis = [
  'bulk|cancelReindex|capabilities|clearScroll|closePointInTime|count|create|delete|deleteByQuery|deleteByQueryRethrottle|deleteScript|exists|existsSource',
  'explain|fieldCaps|get|getReindex|getScript|getScriptContext|getScriptLanguages|getSource|healthReport|index|info|knnSearch|listReindex|mget|msearch',
  'msearchTemplate|mtermvectors|openPointInTime|ping|putScript|rankEval|reindex|reindexRethrottle|renderSearchTemplate|scriptsPainlessExecute|scroll|search',
  'searchMvt|searchShards|searchTemplate|termsEnum|termvectors|update|updateByQuery|updateByQueryRethrottle|createPit|deletePit|deleteAllPits|getAllPits',
].join('|');

/** APIs of several functions: `client.indices.create()`. */
const namespaces = [
  'asyncSearch|autoscaling|cat|ccr|cluster|connector|danglingIndices|enrich|eql|esql|features|fleet|graph|ilm|indices|inference|ingest|license|logstash',
  'migration|ml|monitoring|nodes|profiling|queryRules|rollup|searchApplication|searchableSnapshots|security|shutdown|simulate|slm|snapshot|sql|ssl|streams',
  'synonyms|tasks|textStructure|transform|watcher|xpack|asynchronousSearch|ism|knn|neural|ppl|searchPipeline|transforms|http',
].join('|');

const phases = ['connect', 'headers', 'body', 'total'] as const;

/**
 * The Elasticsearch client. Its default went from 30 s (7, and 8 up to 8.19.1) to ten minutes (8.19.2) and to none (9), while
 * the documentation of 8 still says 30 s. `requestTimeout` bounds the headers and the body's idle time, not the connecting:
 * there undici gives up after 10 s, four times. A time-out is not retried, a body that stalls is. A search's own `timeout`
 * is kept by the server.
 */
export default defineEntry({
  id: 'elasticsearch',
  name: 'Elasticsearch',
  packages: ['@elastic/elasticsearch'],
  versions: '>=7',
  types: {
    Client: {
      is: ['new Client()', 'Client.child()'],
      annotations: ['Client'],
      options: 0,
      // ClientOptions, @elastic/elasticsearch@9.4.3 lib/client.d.ts; `ssl` and others of version 7 with them.
      optionNames: [
        'node', 'nodes', 'Connection', 'ConnectionPool', 'Transport', 'Serializer', 'maxRetries', 'requestTimeout', 'pingTimeout', 'sniffInterval',
        'sniffOnStart', 'sniffEndpoint', 'sniffOnConnectionFault', 'resurrectStrategy', 'compression', 'tls', 'ssl', 'agent', 'nodeFilter', 'nodeSelector',
        'headers', 'opaqueIdPrefix', 'generateRequestId', 'name', 'auth', 'context', 'proxy', 'enableMetaHeader', 'cloud',
        'disablePrototypePoisoningProtection', 'caFingerprint', 'maxResponseSize', 'maxCompressedResponseSize', 'maxPathLength', 'redaction', 'serverMode',
        'suggestCompression', 'retryOnTimeout', 'retryBackoff', 'memoryCircuitBreaker',
      ],
      noun: 'client',
    },
    // No calls of their own: `client.helpers.bulk()` sends in the background, and `close` ends.
    Helper: { is: ['Client.helpers'] },
  },
  calls: [
    { path: `Client.${apis}`, kind: 'outbound', does: 'request', options: 1, knobs: ['requestTimeout', 'bodyTimeout', 'signal', 'connectTimeout'], phases },
    { path: `Client.${namespaces}.*`, kind: 'outbound', does: 'request', options: 1, knobs: ['requestTimeout', 'bodyTimeout', 'signal', 'connectTimeout'], phases },
    { path: 'Client.transport.request', kind: 'outbound', does: 'request', options: 1, knobs: ['requestTimeout', 'bodyTimeout', 'signal', 'connectTimeout'], phases },
  ],
  knobs: {
    'requestTimeout': {
      at: ['call.requestTimeout', 'client.requestTimeout'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      zero: { 'call.requestTimeout': 'at once' },
      covers: ['headers'],
      versions: '>=8 <8.19.2',
      source: '@elastic/elasticsearch@8.0.0 to 8.19.1 lib/client.js (30000); @elastic/transport@8.11.0 lib/connection/UndiciConnection.js',
    },
    'requestTimeout@7': {
      at: ['call.requestTimeout', 'client.requestTimeout'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      zero: { 'call.requestTimeout': 'unset' },
      covers: ['connect', 'headers'],
      versions: '>=7 <8',
      source: '@elastic/elasticsearch@7.17.14 index.js:96, lib/Connection.js:112-116, :186 (nobody listens once the headers are there)',
      verified: '7.17.14',
    },
    'requestTimeout@8.19.2': {
      at: ['call.requestTimeout', 'client.requestTimeout'],
      unit: 'ms',
      default: 600_000,
      off: [0],
      zero: { 'call.requestTimeout': 'at once' },
      covers: ['headers'],
      versions: '>=8.19.2 <9',
      source: '@elastic/elasticsearch@8.19.2 lib/client.js:143 (600000)',
    },
    'requestTimeout@9': {
      at: ['call.requestTimeout', 'client.requestTimeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      zero: { 'call.requestTimeout': 'at once' },
      covers: ['headers'],
      versions: '>=9',
      source: '@elastic/elasticsearch@9.4.3 lib/client.js:132-145 (no default), @elastic/transport@9.4.0 lib/connection/UndiciConnection.js:123-142 (that of a call is cleared at the headers)',
      verified: '9.4',
    },
    // Only the client's own time goes to undici, which counts the body's idle time with it.
    'bodyTimeout@8': {
      at: ['client.requestTimeout'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      covers: ['body'],
      versions: '>=8 <8.19.2',
      source: '@elastic/elasticsearch@8.0.0 to 8.19.1 lib/client.js (30000); @elastic/transport@8.11.0 lib/connection/UndiciConnection.js',
    },
    'bodyTimeout@8.19.2': {
      at: ['client.requestTimeout'],
      unit: 'ms',
      default: 600_000,
      off: [0],
      covers: ['body'],
      versions: '>=8.19.2 <9',
      source: '@elastic/elasticsearch@8.19.2 lib/client.js:143 (600000); @elastic/transport@8.11.0 lib/connection/UndiciConnection.js',
      verified: '8.19.2',
    },
    'bodyTimeout@9': {
      at: ['client.requestTimeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['body'],
      versions: '>=9',
      source: '@elastic/elasticsearch@9.4.3 lib/client.js:132-145 (no default), @elastic/transport@9.4.0 lib/connection/UndiciConnection.js:54-57',
      verified: '9.4.3',
    },
    'signal': {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['headers', 'body', 'total'],
      versions: '>=8',
      source: '@elastic/transport@9.4.0 lib/Transport.js:367, :504-526; not heard while connecting',
      verified: '9.4',
    },
    'connectTimeout': {
      at: ['client.agent.connect.timeout'],
      unit: 'ms',
      default: 10_000,
      covers: ['connect'],
      versions: '>=8',
      source: '@elastic/transport@9.4.0 lib/connection/UndiciConnection.js (undici, 10 s), four attempts',
      verified: '9.4',
    },
  },
  ignored: [
    {
      calls: `Client.${apis}`,
      option: 'timeout',
      why: 'is sent to the server, which may never answer',
      instead: 'requestTimeout',
      versions: '>=8',
      source: 'https://www.elastic.co/docs/reference/elasticsearch/clients/javascript/timeout-best-practices',
    },
  ],
  clients: [
    { path: 'new Client()', noun: 'client', holds: 'agent', closes: ['close'], source: 'https://www.elastic.co/docs/reference/elasticsearch/clients/javascript/connecting (keeps a pool of connections)' },
  ],
});

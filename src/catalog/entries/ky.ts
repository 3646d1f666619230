import { defineEntry } from '../types.js';

/**
 * ky on Node: fetch with ten seconds by default. Version 1 stops counting at the headers, so a body that stalls is
 * left to undici's 300 s; version 2 bounds reading the body as well and has `totalTimeout`, which includes the retries.
 */
export default defineEntry({
  id: 'ky',
  name: 'ky',
  packages: ['ky'],
  versions: '>=1',
  types: {
    Client: {
      // `create` starts from nothing, `extend` keeps what is there.
      is: ['', 'create()', 'extend()', 'Client.extend()'],
      annotations: ['KyInstance'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    {
      path: 'Client',
      kind: 'outbound',
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['timeout', 'totalTimeout', 'signal', 'bodyTimeout', 'fetch'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Client.get|post|put|patch|head|delete|query',
      kind: 'outbound',
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['timeout', 'totalTimeout', 'signal', 'bodyTimeout', 'fetch'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    // A fetch of the caller's may read the whole body before it settles, or set a signal: what it does is not known.
    fetch: {
      at: ['call.fetch', 'client.fetch'],
      unit: 'signal',
      default: 'none',
      covers: ['body'],
      source: 'ky@1.14.3 distribution/core/Ky.js (options.fetch makes the request)',
    },
    timeout: {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 10_000,
      off: [false],
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '>=2',
      source: 'ky@2.1.0 distribution/core/Ky.js:277, :523-565 (the body)',
      verified: '2.1.0 (Node 24)',
    },
    'timeout@1': {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 10_000,
      off: [false],
      covers: ['connect', 'headers'],
      versions: '<2',
      source: 'ky@1.14.3 distribution/core/Ky.js:153, distribution/utils/timeout.js:5-18 (cleared at the headers)',
      verified: '1.14.3',
    },
    totalTimeout: {
      at: ['call.totalTimeout', 'client.totalTimeout'],
      unit: 'ms',
      default: 'none',
      off: [false],
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '>=2',
      source: 'ky@2.1.0 distribution/core/Ky.js:278, :569-612',
      verified: '2.1.0 (Node 24)',
    },
    signal: {
      at: ['call.signal', 'client.signal', 'arg0 > client.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'https://github.com/sindresorhus/ky#signal; ky@1.14.3 distribution/core/Ky.js',
      verified: '1.14.3',
    },
    // ky calls Node's fetch: what neither ky nor a signal bounds is left to the dispatcher.
    bodyTimeout: {
      at: ['ambient:undici.setGlobalDispatcher(0) > client.bodyTimeout'],
      unit: 'ms',
      default: 300_000,
      off: [0],
      covers: ['body'],
      ambient: true,
      source: 'undici@6.29.1 lib/dispatcher/client.js:240',
      verified: 'ky 1.14.3 on Node 20.20.2',
    },
  },
  ignored: [
    {
      calls: 'Client.get|post|put|patch|head|delete',
      option: 'totalTimeout',
      why: 'does nothing: ky has it from version 2 on',
      instead: 'timeout, and signal: AbortSignal.timeout(ms) for the body',
      versions: '<2',
      source: 'ky@1.14.3 distribution/core/Ky.js (no totalTimeout is read)',
    },
  ],
  promises: [
    { path: 'Client.get|post|put|patch|head|delete|query().json|text|arrayBuffer|blob|formData|bytes', source: 'https://github.com/sindresorhus/ky#api' },
    { path: 'Client().json|text|arrayBuffer|blob|formData|bytes', source: 'https://github.com/sindresorhus/ky#api' },
  ],
});

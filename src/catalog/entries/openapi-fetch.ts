import { defineEntry } from '../types.js';

/** openapi-fetch: the runtime's fetch behind typed paths, with fetch's own times. */
export default defineEntry({
  id: 'openapi-fetch',
  name: 'openapi-fetch',
  packages: ['openapi-fetch'],
  types: {
    Client: {
      is: ['()', 'createClient()'],
      annotations: ['Client'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    { path: 'Client.GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE', kind: 'outbound', does: 'request', options: 1, url: 0, knobs: ['signal', 'fetch'], phases: ['connect', 'headers', 'body', 'total'] },
  ],
  knobs: {
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'openapi-fetch@0.17.0 dist/index.mjs (init goes to fetch)',
      verified: '0.17.0',
    },
    // What somebody hands in may do anything, and undici's own times hold where nobody does.
    fetch: {
      at: ['call.fetch', 'client.fetch'],
      unit: 'signal',
      default: 300_000,
      covers: ['headers', 'body'],
      source: 'openapi-fetch@0.17.0 dist/index.mjs; undici@6.29.1 lib/dispatcher/client.js:240-241 (300 s)',
    },
  },
  ignored: [
    { calls: 'Client.GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE', option: 'timeout', why: 'does nothing: fetch has no such option', instead: 'signal: AbortSignal.timeout(10_000)', source: 'openapi-fetch@0.17.0 dist/index.mjs' },
  ],
});

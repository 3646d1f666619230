import { defineEntry } from '../types.js';

/**
 * ofetch: Node's fetch with hooks and a retry. Up to version 1 its `timeout` ends with the headers (from 1.3.4 on) and,
 * the trap, is not looked at when a `signal` is given too: a signal that only a user's click aborts takes the deadline
 * away. The retry (one for methods without a body) doubles what fetch waits by itself: 300 s for the headers.
 * What `createFetch` and `create` are given as defaults holds for every call.
 */
export default defineEntry({
  id: 'ofetch',
  name: 'ofetch',
  packages: ['ofetch', 'ofetch/node'],
  versions: '>=1',
  types: {
    Client: {
      is: ['ofetch', '$fetch', 'createFetch()', 'Client.create()'],
      annotations: ['$Fetch'],
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
      knobs: ['timeout', 'signal', 'headersTimeout', 'bodyTimeout', 'connectTimeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Client.raw',
      kind: 'outbound',
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['timeout', 'signal', 'headersTimeout', 'bodyTimeout', 'connectTimeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout', 'client.timeout', 'client.defaults.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers'],
      disabledBy: 'signal',
      versions: '>=1.3.4 <2.0.0-0',
      source: 'ofetch@1.5.1 dist/shared/ofetch.CWycOUEr.mjs:261 (only without a signal), :287-290 (cleared at the headers)',
      verified: '1.5.1',
    },
    'timeout@1.3': {
      at: ['call.timeout', 'client.timeout', 'client.defaults.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body', 'total'],
      disabledBy: 'signal',
      versions: '>=1.2 <1.3.4',
      source: 'ofetch@1.2.0 dist/shared/ofetch.941404c3.mjs:228-230 (never cleared)',
    },
    'timeout@2': {
      at: ['call.timeout', 'client.timeout', 'client.defaults.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '>=2.0.0-0',
      source: 'https://github.com/unjs/ofetch/releases/tag/v2.0.0-alpha.3 (dist/index.mjs:222, joined with the signal by AbortSignal.any)',
    },
    signal: {
      at: ['call.signal', 'client.signal', 'client.defaults.signal', 'arg0 > client.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'ofetch@1.5.1 dist/shared/ofetch.CWycOUEr.mjs:274-277 (the options are handed to fetch)',
      verified: '1.5.1',
    },
    headersTimeout: {
      at: [
        'call.dispatcher > client.headersTimeout',
        'client.dispatcher > client.headersTimeout',
        'client.defaults.dispatcher > client.headersTimeout',
        'ambient:undici.setGlobalDispatcher(0) > client.headersTimeout',
      ],
      unit: 'ms',
      default: 300_000,
      off: [0],
      covers: ['headers'],
      ambient: true,
      source: 'undici@6.29.1 lib/dispatcher/client.js:241; two attempts',
      verified: 'ofetch 1.5.1 on Node 20.20.2',
    },
    bodyTimeout: {
      at: [
        'call.dispatcher > client.bodyTimeout',
        'client.dispatcher > client.bodyTimeout',
        'client.defaults.dispatcher > client.bodyTimeout',
        'ambient:undici.setGlobalDispatcher(0) > client.bodyTimeout',
      ],
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
      source: 'undici@6.29.1 lib/core/connect.js:86; two attempts',
      verified: 'ofetch 1.5.1 on Node 20.20.2',
    },
  },
  ignored: [
    {
      calls: 'Client',
      option: 'timeout',
      why: 'does nothing: ofetch has it from version 1.2 on',
      instead: 'signal: AbortSignal.timeout(ms)',
      versions: '<1.2',
      source: 'ofetch@1.1.0 dist/index.mjs (no timeout is read)',
    },
  ],
});

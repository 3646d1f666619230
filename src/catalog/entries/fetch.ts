import { defineEntry } from '../types.js';

/**
 * Node's own `fetch`. Its options take no time at all: only a signal ends a call. What else bounds it sits in the
 * dispatcher of undici, and those defaults were measured alike on Node 18, 20, 22 and 24. A body that arrives one byte
 * at a time is bounded by the signal alone: `bodyTimeout` counts idle time. An Agent of undici 8 is no dispatcher for the
 * fetch of Node 24, which has undici 7 inside: each request fails at once (measured on 24.21.0 with undici 8.12.4).
 */
export default defineEntry({
  id: 'fetch',
  name: 'Node\'s fetch',
  packages: ['globalThis'],
  versions: '>=18',
  types: {
    // What a function that stands for `fetch` gives: a client that is handed one has its deadline.
    Response: { is: ['fetch()'], options: 1 },
    Request: {
      is: ['new Request()', 'Request.clone()'],
      annotations: ['Request'],
      options: 1,
      noun: 'request',
    },
  },
  calls: [
    {
      path: 'fetch',
      kind: 'outbound',
      settles: 'headers',
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['signal', 'headersTimeout', 'bodyTimeout', 'connectTimeout'],
      essential: ['headers'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    signal: {
      at: ['call.signal', 'arg0 > client.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'https://nodejs.org/api/globals.html#fetch; undici@6.29.1 lib/web/fetch/request.js',
      verified: 'Node 20.20.2',
    },
    headersTimeout: {
      at: ['call.dispatcher > client.headersTimeout', 'ambient:undici.setGlobalDispatcher(0) > client.headersTimeout'],
      unit: 'ms',
      default: 300_000,
      off: [0],
      covers: ['headers'],
      ambient: true,
      source: 'undici@6.29.1 lib/dispatcher/client.js:241',
      verified: 'Node 18.20.8, 20.20.2, 24.21.0',
    },
    bodyTimeout: {
      at: ['call.dispatcher > client.bodyTimeout', 'ambient:undici.setGlobalDispatcher(0) > client.bodyTimeout'],
      unit: 'ms',
      default: 300_000,
      off: [0],
      covers: ['body'],
      ambient: true,
      source: 'undici@6.29.1 lib/dispatcher/client.js:240',
      verified: 'Node 18.20.8, 20.20.2, 24.21.0',
    },
    connectTimeout: {
      at: [
        'call.dispatcher > client.connect.timeout',
        'call.dispatcher > client.connectTimeout',
        'ambient:undici.setGlobalDispatcher(0) > client.connect.timeout',
        'ambient:undici.setGlobalDispatcher(0) > client.connectTimeout',
      ],
      unit: 'ms',
      default: 10_000,
      off: [0],
      covers: ['connect'],
      ambient: true,
      source: 'undici@6.29.1 lib/core/connect.js:86',
      verified: 'Node 24.21.0',
    },
  },
  ignored: [
    {
      calls: 'fetch',
      option: 'timeout',
      why: 'does nothing: fetch has no such option',
      instead: 'signal: AbortSignal.timeout(ms)',
      source: 'undici@7.30.2 lib/web/fetch/request.js:1020 (the members of RequestInit)',
    },
    {
      calls: 'fetch',
      option: 'headersTimeout',
      why: 'does nothing: it is an option of a dispatcher, not of fetch',
      instead: 'signal: AbortSignal.timeout(ms)',
      source: 'undici@7.30.2 lib/web/fetch/request.js:1020 (the members of RequestInit)',
    },
    {
      calls: 'fetch',
      option: 'bodyTimeout',
      why: 'does nothing: it is an option of a dispatcher, not of fetch',
      instead: 'signal: AbortSignal.timeout(ms)',
      source: 'undici@7.30.2 lib/web/fetch/request.js:1020 (the members of RequestInit)',
    },
  ],
  promises: [
    { path: 'Response|Request.json|text|arrayBuffer|blob|formData|bytes', source: 'https://developer.mozilla.org/en-US/docs/Web/API/Response#instance_methods', verified: 'Node 20.20.2' },
    { path: 'Response.clone().json|text|arrayBuffer|blob|formData|bytes', source: 'https://developer.mozilla.org/en-US/docs/Web/API/Response/clone' },
    { path: 'Response.body.cancel|pipeTo', source: 'https://developer.mozilla.org/en-US/docs/Web/API/ReadableStream' },
  ],
  bodies: [
    {
      path: 'fetch',
      reads: ['json', 'text', 'arrayBuffer', 'blob', 'formData', 'bytes'],
      part: 'body',
      options: 1,
      ahead: 16_384,
      collected: true,
      noun: 'body',
      without: 'Of an answer of more than 16 KiB the connection stays open until the garbage collector comes to the response, and each further call opens another one',
      endedBy: ['signal'],
      end: 'await response.body?.cancel()',
      source: 'undici@6.29.1 README.md, Garbage Collection',
      verified: 'Node 20.20.2: of 50 calls with 20 kB each one connection is used when they are read, 50 stay open when not, and a collection frees them',
    },
  ],
});

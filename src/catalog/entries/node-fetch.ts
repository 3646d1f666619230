import { defineEntry } from '../types.js';

/**
 * node-fetch. Version 2 has a `timeout` that starts anew for the body; version 3 dropped it without a word. It runs on
 * `node:http`, so nothing bounds a call by default.
 */
export default defineEntry({
  id: 'node-fetch',
  name: 'node-fetch',
  packages: ['node-fetch'],
  versions: '>=2',
  types: {
    // What a function that stands for `fetch` gives.
    Response: { is: ['()', 'default()'], options: 1 },
    Request: {
      is: ['new Request()', 'Request.clone()'],
      annotations: ['Request'],
      options: 1,
      noun: 'request',
    },
  },
  calls: [
    {
      path: '',
      kind: 'outbound',
      settles: 'headers',
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['signal', 'timeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    signal: {
      at: ['call.signal', 'arg0 > client.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '>=2.3',
      source: 'node-fetch@3.3.2 src/index.js:66-97; node-fetch@2.7.0 lib/index.js:1453-1482',
      verified: '3.3.2, 2.7.0',
    },
    timeout: {
      at: ['call.timeout', 'arg0 > client.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '<3',
      source: 'node-fetch@2.7.0 lib/index.js:1491-1496 (until the headers), :384-389 (the body)',
      verified: '2.7.0',
    },
  },
  ignored: [
    {
      calls: '',
      option: 'timeout',
      why: 'does nothing: node-fetch 3 has no such option, version 2 had',
      instead: 'signal: AbortSignal.timeout(ms)',
      versions: '>=3',
      source: 'node-fetch@3.3.2 src/index.js, src/request.js (no timeout is read)',
    },
  ],
  promises: [
    { path: 'Response|Request.json|text|arrayBuffer|blob|formData|buffer', source: 'https://www.npmjs.com/package/node-fetch#class-response' },
  ],
  bodies: [
    {
      path: '',
      reads: ['json', 'text', 'arrayBuffer', 'blob', 'formData', 'buffer', 'textConverted'],
      part: 'body',
      options: 1,
      ahead: 32_768,
      noun: 'body',
      without: 'Of an answer of more than some 64 KiB the connection stays open for good: nothing collects it, and an agent with a limit stops',
      endedBy: ['signal'],
      copy: {
        without: 'The one that is read stops after some 64 KiB, and the reading waits for ever',
        source: 'node-fetch@3.3.2 README.md, Custom highWaterMark',
        verified: '3.3.2: of 200 kB the reading gets 65 kB and waits, 10 kB are read',
      },
      end: 'response.body.destroy()',
      source: 'node-fetch@3.3.2 src/index.js (the body is the response of node:http, piped), README.md, Custom highWaterMark',
      verified: '3.3.2, 2.7.0: of 30 calls with 66 kB each 30 connections stay open, also after a collection; with 5 sockets the sixth call waits for ever',
    },
  ],
});

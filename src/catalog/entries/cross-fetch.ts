import { defineEntry } from '../types.js';

/**
 * cross-fetch. Under Node it is node-fetch 2 in versions 3 and 4 alike, whatever fetch Node itself has; so the
 * `timeout` of node-fetch 2 works. In a browser it would be ignored.
 */
export default defineEntry({
  id: 'cross-fetch',
  name: 'cross-fetch',
  packages: ['cross-fetch'],
  versions: '>=3',
  types: {
    // What a function that stands for `fetch` gives.
    Response: { is: ['()', 'fetch()', 'default()'], options: 1 },
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
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['signal', 'timeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'fetch',
      kind: 'outbound',
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
      source: 'cross-fetch@4.1.0 dist/node-ponyfill.js:1-11 (hands the options to node-fetch 2)',
      verified: '4.1.0, 3.2.0',
    },
    timeout: {
      at: ['call.timeout', 'arg0 > client.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'cross-fetch@4.1.0 dist/node-ponyfill.js:1-11; node-fetch@2.7.0 lib/index.js:1491-1496, :384-389',
      verified: '4.1.0, 3.2.0',
    },
  },
  promises: [
    { path: 'Response|Request.json|text|arrayBuffer|blob|formData', source: 'https://developer.mozilla.org/en-US/docs/Web/API/Response#instance_methods' },
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
      end: 'response.body.destroy()',
      source: 'cross-fetch@4.1.0 dist/node-ponyfill.js:1-11 (node-fetch 2)',
      verified: 'node-fetch 2.7.0: of 30 calls with 66 kB each 30 connections stay open, also after a collection; with 5 sockets the sixth call waits for ever',
    },
    {
      path: 'fetch',
      reads: ['json', 'text', 'arrayBuffer', 'blob', 'formData', 'buffer', 'textConverted'],
      part: 'body',
      options: 1,
      ahead: 32_768,
      noun: 'body',
      without: 'Of an answer of more than some 64 KiB the connection stays open for good: nothing collects it, and an agent with a limit stops',
      endedBy: ['signal'],
      end: 'response.body.destroy()',
      source: 'cross-fetch@4.1.0 dist/node-ponyfill.js:1-11 (node-fetch 2)',
      verified: 'node-fetch 2.7.0: of 30 calls with 66 kB each 30 connections stay open, also after a collection; with 5 sockets the sixth call waits for ever',
    },
  ],
});

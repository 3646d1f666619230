import { defineEntry } from '../types.js';

/**
 * Servers of `node:http2`. A connection is one session with many requests; nothing ends a session whose client went silent
 * but `timeout`, which is off by default. `keepAliveTimeout` and `requestTimeout` are of HTTP/1 and mean nothing here.
 */
export default defineEntry({
  id: 'node-http2-server',
  name: 'node:http2',
  packages: ['http2', 'node:http2'],
  types: {
    Http2Server: {
      is: ['createServer()', 'createSecureServer()', 'Http2Server.on|once|addListener|prependListener|setTimeout()'],
      annotations: ['Http2Server', 'Http2SecureServer'],
      options: [0],
      noun: 'server',
    },
  },
  calls: [{ path: 'Http2Server.listen', kind: 'listen', does: 'server', knobs: ['timeout'], phases: ['headers', 'body'] }],
  knobs: {
    timeout: {
      at: ['result.timeout', 'set.timeout', 'chain.setTimeout(0)'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['headers', 'body'],
      source: 'https://nodejs.org/api/http2.html#servertimeout (0 since Node 13)',
      verified: 'Node 16.20.2, 20.20.2, 26.10.0',
    },
  },
});

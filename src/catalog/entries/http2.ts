import { defineEntry } from '../types.js';

/**
 * The client of `node:http2`. Neither `connect` nor `request` has a time among its options, and a session that cannot
 * connect keeps its streams waiting without an error. `setTimeout` of a stream counts idle time and only emits
 * `timeout`: the listener must close or destroy the stream. That of a session must destroy it: `close()` waits for
 * the open streams. A signal given to `request` ends the stream in every phase.
 */
export default defineEntry({
  id: 'http2',
  name: 'node:http2',
  packages: ['http2', 'node:http2'],
  types: {
    Session: {
      is: ['connect()'],
      annotations: ['ClientHttp2Session'],
      options: 1,
      noun: 'session',
    },
  },
  calls: [
    {
      path: 'Session.request',
      kind: 'outbound',
      does: 'HTTP request',
      options: 1,
      knobs: ['signal', 'setTimeout', 'sessionTimeout', 'timer', 'closingTimer'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '>=15.14 || ^14.17',
      source: 'https://nodejs.org/api/http2.html#clienthttp2sessionrequestheaders-options',
      verified: 'Node 20.20.2',
    },
    setTimeout: {
      at: ['chain.setTimeout(0)'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      listener: { event: 'timeout', calls: ['close', 'destroy'], orCallback: 1 },
      source: 'https://nodejs.org/api/http2.html#http2streamsettimeoutmsecs-callback (idle time; emits an event)',
      verified: 'Node 20.20.2',
    },
    sessionTimeout: {
      at: ['set.setTimeout(0)'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      source: 'https://nodejs.org/api/http2.html#http2sessionsettimeoutmsecs-callback (idle time; its callback must destroy the session)',
      verified: 'Node 20.20.2',
    },
    timer: {
      at: ['timer.destroy'],
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'https://nodejs.org/api/stream.html#writabledestroyerror',
      verified: 'Node 20.20.2',
    },
    // Without a connection there is nothing to close: the stream waits for one.
    closingTimer: {
      at: ['timer.close'],
      unit: 'ms',
      default: 'none',
      covers: ['headers', 'body', 'total'],
      source: 'https://nodejs.org/api/http2.html#http2streamclosecode-callback',
      verified: 'Node 20.20.2',
    },
  },
  ignored: [
    {
      calls: 'Session.request',
      option: 'timeout',
      why: 'does nothing: requests of http2 have no such option',
      instead: 'signal: AbortSignal.timeout(ms)',
      source: 'https://nodejs.org/api/http2.html#clienthttp2sessionrequestheaders-options; measured on Node 20.20.2',
    },
  ],
  promises: [
    { path: 'Session.request', gives: 'none', source: 'https://nodejs.org/api/http2.html#clienthttp2sessionrequestheaders-options (a stream)' },
  ],
  emitters: [
    {
      path: 'Session',
      without: 'crash',
      when: 'the server cannot be reached, or breaks the protocol',
      noun: 'session',
      source: 'https://nodejs.org/api/http2.html#event-error',
      verified: 'Node 20.20.2',
    },
    {
      path: 'Session.request()',
      without: 'crash',
      when: 'the stream is reset, or its session fails',
      noun: 'stream',
      stream: true,
      source: 'https://nodejs.org/api/http2.html#event-error_1',
      verified: 'Node 20.20.2',
    },
  ],
});

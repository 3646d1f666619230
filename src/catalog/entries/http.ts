import { defineEntry } from '../types.js';

/**
 * The requests of `node:http` and `node:https`. A timeout, wherever it is set, ends nothing: it emits `timeout`, and the
 * listener must destroy the request. The global agent sets 5 s since Node 19, so there a listener alone is enough.
 * `setTimeout` starts to count when the socket is connected; while connecting, the agent's time counts.
 */
export default defineEntry({
  id: 'http',
  name: 'node:http',
  packages: ['http', 'https', 'node:http', 'node:https'],
  types: {
    Agent: {
      is: ['new Agent()'],
      annotations: ['Agent'],
      options: 0,
      noun: 'agent',
    },
  },
  calls: [
    {
      path: 'request|get',
      kind: 'outbound',
      does: 'HTTP request',
      options: [1, 0],
      url: 0,
      knobs: ['signal', 'timeout', 'setTimeout', 'timer'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'https://nodejs.org/api/http.html#httprequestoptions-callback; Node 20.20.2 lib/_http_client.js:206-209',
      verified: 'Node 20.20.2',
    },
    timeout: {
      at: ['call.timeout', 'call.agent > client.timeout'],
      unit: 'ms',
      default: 5_000,
      off: [0],
      covers: ['connect', 'headers', 'body'],
      versions: '>=19',
      listener: { event: 'timeout', calls: ['destroy', 'abort'] },
      source: 'https://nodejs.org/api/http.html#event-timeout; Node 20.20.2 lib/_http_agent.js:552, lib/https.js:357 (5000)',
      verified: 'Node 20.20.2',
    },
    'timeout@18': {
      at: ['call.timeout', 'call.agent > client.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      versions: '<19',
      listener: { event: 'timeout', calls: ['destroy', 'abort'] },
      source: 'https://nodejs.org/api/http.html#httpglobalagent (5 s by default since 19.0.0)',
    },
    timer: {
      at: ['timer.destroy|abort'],
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'https://nodejs.org/api/http.html#requestdestroyerror',
    },
    setTimeout: {
      at: ['chain.setTimeout(0)'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['headers', 'body'],
      listener: { event: 'timeout', calls: ['destroy', 'abort'], orCallback: 1 },
      source: 'https://nodejs.org/api/http.html#requestsettimeouttimeout-callback; Node 20.20.2 lib/_http_client.js:939-957',
      verified: 'Node 20.20.2',
    },
  },
  promises: [
    { path: 'request|get', gives: 'none', source: 'https://nodejs.org/api/http.html#httprequesturl-options-callback (a ClientRequest)' },
  ],
  emitters: [
    {
      path: 'request|get()',
      without: 'crash',
      when: 'the server cannot be reached, or resets the connection',
      noun: 'request',
      source: 'https://nodejs.org/api/http.html#httprequesturl-options-callback (an "error" event on the request)',
      verified: 'Node 20.20.2',
    },
    // An "error" of the response is only emitted where somebody listens.
    {
      path: 'request|get().$0',
      event: 'error|aborted|close',
      without: 'hang',
      when: 'the server breaks off in the middle',
      noun: 'response',
      stream: true,
      remote: true,
      used: 'pipe',
      source: 'Node 20.20.2 lib/_http_incoming.js (_destroy: no error without listeners)',
      verified: 'Node 20.20.2',
    },
  ],
  // Without a listener for the response node reads it by itself.
  bodies: [
    { path: 'request|get', callback: 0 },
    { path: 'request|get().on|once', callback: 0, event: 'response' },
  ].map((given) => ({
    ...given,
    sync: true as const,
    head: true as const,
    noun: 'response',
    without: 'Its connection stays taken: that of a small answer until the server closes it, that of more than some 64 KiB for good, and an agent with a limit stops',
    endedBy: ['signal', 'timeout', 'setTimeout'],
    end: 'response.resume()',
    source: 'https://nodejs.org/api/http.html#class-httpclientrequest (the data from the response object must be consumed)',
    verified: 'Node 20.20.2: of 30 calls 30 connections stay open, with an empty body and with HEAD as well, until the server closes what is idle (5 s where that is Node, at once with Connection: close); with maxSockets 5 the sixth call waits; a signal, and a timeout whose listener destroys the request, close an unread one',
  })),
  clients: [
    { path: 'new Agent()', noun: 'agent', holds: 'agent', closes: ['destroy'], where: 'arg0.keepAlive', source: 'https://nodejs.org/api/http.html#new-agentoptions (sockets that are kept for the next request of the same agent)' },
  ],
});

import { defineEntry } from '../types.js';

/**
 * Node's own servers: the handler may follow options, so whatever function stands among the arguments is it; or it listens
 * to an event of the server. Requests have no signal: `request.on('close')` tells that the client is gone.
 */
export default defineEntry({
  id: 'http-server',
  name: 'node:http server',
  packages: ['http', 'https', 'http2', 'node:http', 'node:https', 'node:http2'],
  types: {
    Listener: {
      is: ['createServer()', 'createSecureServer()', 'new Server()', 'Listener.on|once|addListener|listen|setTimeout()'],
      annotations: ['Server', 'Http2Server', 'Http2SecureServer'],
      noun: 'server',
    },
  },
  handlers: [
    { path: 'createServer|createSecureServer|Server', from: 0, reach: 'request' },
    {
      path: 'Listener.on|once|addListener|prependListener',
      from: 1,
      event: 'request|upgrade|connect|checkContinue|checkExpectation|stream',
      route: 0,
      reach: 'request',
    },
  ],
  emitters: [
    {
      path: 'Listener.on|once|addListener|prependListener().$1',
      handedOn: 'upgrade|connect',
      without: 'crash',
      when: 'the client resets the connection',
      noun: 'socket',
      remote: true,
      source: 'https://nodejs.org/api/http.html#event-upgrade; Node 20.20.2 lib/_http_server.js (takes its own listener away)',
      verified: 'Node 20.20.2',
    },
    {
      path: 'Listener.on|once|addListener|prependListener().$0',
      handedOn: 'stream',
      without: 'crash',
      when: 'the client resets the stream',
      noun: 'stream',
      stream: true,
      remote: true,
      source: 'https://nodejs.org/api/http2.html#event-stream_1',
      verified: 'Node 20.20.2',
    },
  ],
});

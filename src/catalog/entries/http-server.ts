import { defineEntry } from '../types.js';

const listening = 'Listener.on|once|addListener|prependListener';
/** https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpserverresponse */
const answers = { response: '$1', by: ['end', 'destroy'] } as const;

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
  rejections: [{ end: 'nobody', source: 'Node 20.20.2: EventEmitter drops what a listener gives', verified: '16, 18, 20, 22, 24' }],
  handlers: [
    { path: 'createServer|createSecureServer|Server', from: 0, reach: 'request', answers },
    { path: listening, from: 1, event: 'request|checkContinue|checkExpectation', route: 0, reach: 'request', answers },
    { path: listening, from: 1, event: 'stream', route: 0, reach: 'request', answers: { response: '$0', by: ['end', 'respondWithFile', 'respondWithFD', 'close', 'destroy'] } },
    { path: listening, from: 1, event: 'upgrade|connect', route: 0, reach: 'request' },
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

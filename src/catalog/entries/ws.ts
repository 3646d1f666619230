import { defineEntry } from '../types.js';

/**
 * ws: a server's connections and what they say. The socket of a connection is told from one that the service opened itself
 * (`new WebSocket(url)`): nobody waits for what that one receives.
 */
export default defineEntry({
  id: 'ws',
  name: 'ws',
  packages: ['ws'],
  types: {
    Listener: { is: ['new WebSocketServer()', 'new Server()', 'Listener.on|once|addListener()'], annotations: ['WebSocketServer', 'Server'], noun: 'server' },
    Socket: { is: ['Listener.on|once|addListener().$0', 'Listener.handleUpgrade().$0', 'Socket.on|once|addListener()'], annotations: ['WebSocket', 'default'] },
    Outgoing: { is: ['new ()', 'new WebSocket()', 'Outgoing.on|once|addListener()'] },
  },
  rejections: [{ end: 'nobody', source: 'ws@8.23.0 lib/websocket-server.js:338-453 (EventEmitter: what a listener gives is dropped)', verified: '7.5.14, 8.23.0' }],
  handlers: [
    { path: 'Listener.on|once|addListener', from: 1, event: 'connection', route: 0, reach: 'request' },
    { path: 'Listener.handleUpgrade', from: 3, reach: 'request' },
    { path: 'WebSocketServer|Server', from: 0, property: 'verifyClient', reach: 'request' },
    { path: 'WebSocketServer|Server', from: 0, property: 'handleProtocols', reach: 'request' },
    { path: 'Socket.on|once|addListener|addEventListener', from: 1, event: 'message|close|ping|pong', route: 0, reach: 'request' },
    { path: 'Outgoing.on|once|addListener|addEventListener', from: 1, event: 'message|open|close|ping|pong', route: 0, reach: 'worker' },
  ],
  sizeLimits: ['WebSocketServer', 'Server'].map((path) => ({
    path, noun: 'WebSocket message', limits: ['arg0.maxPayload'], off: [0], otherwise: 104_857_600, into: 'memory',
    advice: 'Set maxPayload to what clients send, such as 1_048_576.', source: 'ws@8.18.0 and ws@7.5.10 lib/websocket-server.js:65, :55, lib/receiver.js:38 (0: no limit)',
  } as const)),
  emitters: [
    {
      path: 'Listener.on|once|addListener().$0',
      handedOn: 'connection',
      without: 'crash',
      when: 'a client sends a frame that breaks the protocol',
      noun: 'WebSocket',
      remote: true,
      source: 'ws@8.23.0 lib/websocket.js:1261 (receiverOnError)',
      verified: '8.23.0',
    },
    {
      path: 'Listener.handleUpgrade().$0',
      without: 'crash',
      when: 'a client sends a frame that breaks the protocol',
      noun: 'WebSocket',
      remote: true,
      source: 'ws@8.23.0 lib/websocket.js:1261 (receiverOnError)',
    },
    ...['new ()', 'new WebSocket()'].map((path) => ({
      path,
      without: 'crash' as const,
      when: 'the server cannot be reached, or breaks the protocol',
      noun: 'WebSocket',
      source: 'ws@8.23.0 lib/websocket.js:1092 (emitErrorAndClose)',
      verified: '8.23.0',
    })),
    {
      path: 'createWebSocketStream()',
      without: 'crash',
      when: 'the WebSocket fails',
      noun: 'stream',
      stream: true,
      source: 'ws@8.23.0 lib/stream.js',
      verified: '8.23.0',
    },
  ],
  hearers: [
    { path: 'Listener.handleUpgrade', hears: true, source: 'ws@8.23.0 lib/websocket-server.js (socket.on("error", socketOnError)), measured' },
    { path: 'createWebSocketStream', hears: 'result', source: 'ws@8.23.0 lib/stream.js, measured' },
  ],
});

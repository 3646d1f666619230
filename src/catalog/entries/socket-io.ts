import { defineEntry } from '../types.js';

/** socket.io: connections of the server or of a namespace, what a socket says, and middleware of both. Acknowledgements are callbacks; there is no signal. */
export default defineEntry({
  id: 'socket-io',
  name: 'socket.io',
  packages: ['socket.io'],
  types: {
    Server: {
      is: ['new Server()', 'new ()', '()', 'Server()', 'listen()', 'Server.of|on|once|use|listen|attach()', 'Server.sockets'],
      annotations: ['Server', 'Namespace'],
      noun: 'server',
    },
    Socket: { is: ['Server.on|once|addListener|use().$0', 'Socket.on|once|onAny|use|join|leave()'], annotations: ['Socket'] },
  },
  rejections: [{ end: 'nobody', source: 'socket.io@4.8.4 dist/socket.js:458, :693, :740, :963, dist/namespace.js:133 (what the function gives is dropped)', verified: '4.8.4' }],
  handlers: [
    { path: 'Server.on|once|addListener', from: 1, event: 'connection|connect', route: 0, reach: 'request' },
    { path: 'Server.use', from: 0, reach: 'request' },
    { path: 'Server', from: 0, property: 'allowRequest', reach: 'request' },
    { path: 'Server', from: 1, property: 'allowRequest', reach: 'request' },
    { path: 'Socket.on|once|addListener', from: 1, route: 0, reach: 'request' },
    { path: 'Socket.onAny|prependAny|use', from: 0, reach: 'request' },
  ],
  sizeLimits: ['Server', '', 'listen'].map((path) => ({
    path, noun: 'socket.io message', limits: ['arg0.maxHttpBufferSize', 'arg1.maxHttpBufferSize'], otherwise: 1_000_000, into: 'memory',
    advice: 'Set maxHttpBufferSize to what clients send; upload files over HTTP.', source: 'engine.io@6.6.2 build/server.js:42, engine.io@3.6.2 lib/server.js:43',
  } as const)),
  localStates: ['Server', '', 'listen'].map((path) => ({ path, keeps: 'connections', unless: ['arg0.adapter', 'arg1.adapter'], unlessCalled: ['adapter'], advice: 'Set an adapter that connects the instances, such as @socket.io/redis-adapter.', source: 'https://socket.io/docs/v4/using-multiple-nodes/#using-an-adapter' }) as const),
  promises: [
    { path: 'Server|Socket.emitWithAck', source: 'https://socket.io/docs/v4/server-api/#serveremitwithackeventname-args', verified: '4.8.4' },
    { path: 'Server|Socket.timeout().emitWithAck', source: 'https://socket.io/docs/v4/server-api/#servertimeoutvalue', verified: '4.8.4' },
    { path: 'Server.fetchSockets', source: 'https://socket.io/docs/v4/server-api/#serverfetchsockets', verified: '4.8.4' },
    { path: 'Server.in|to().fetchSockets', source: 'https://socket.io/docs/v4/server-api/#serverfetchsockets' },
  ],
});

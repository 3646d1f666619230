import { defineEntry } from '../types.js';

const reset = {
  without: 'crash',
  when: 'the client resets the connection',
  noun: 'socket',
  stream: true,
  remote: true,
  source: 'https://nodejs.org/api/net.html#event-error_1',
  verified: 'Node 20.20.2',
} as const;

/** Servers of raw sockets: a connection is a request, and so is what it says. */
export default defineEntry({
  id: 'net-server',
  name: 'node:net server',
  packages: ['net', 'tls', 'node:net', 'node:tls'],
  types: {
    Listener: { is: ['createServer()', 'new Server()', 'Listener.on|once|addListener|listen()'], annotations: ['Server'], noun: 'server' },
    Connection: {
      is: ['createServer().$0', 'Listener.on|once|addListener().$0', 'Connection.on|once|addListener|setEncoding|setTimeout|setKeepAlive|setNoDelay()'],
    },
  },
  rejections: [{ end: 'nobody', source: 'Node 20.20.2: EventEmitter drops what a listener gives', verified: '20.20.2' }],
  handlers: [
    { path: 'createServer|Server', from: 0, reach: 'request' },
    { path: 'Listener.on|once|addListener', from: 1, event: 'connection|secureConnection', route: 0, reach: 'request' },
    { path: 'Connection.on|once|addListener', from: 1, event: 'data|end|close|readable|timeout', route: 0, reach: 'request' },
  ],
  emitters: [
    { path: 'createServer().$0', ...reset },
    { path: 'new Server().$0', ...reset },
    { path: 'Listener.on|once|addListener().$0', handedOn: 'connection|secureConnection', ...reset },
  ],
});

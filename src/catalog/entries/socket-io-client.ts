import { defineEntry } from '../types.js';

/** The client of socket.io. An event that asks for an acknowledgement waits for it as long as the connection lives; the options' `ackTimeout` ends it, or `socket.timeout(ms)` before it. */
export default defineEntry({
  id: 'socket-io-client',
  name: 'socket.io-client',
  packages: ['socket.io-client'],
  versions: '>=4.6',
  types: {
    Socket: { is: ['io()', '()', 'connect()', 'default()'], annotations: ['Socket'], options: [1, 0], noun: 'socket' },
  },
  calls: [
    { path: 'Socket.emitWithAck', kind: 'outbound', does: 'event that is acknowledged', knobs: ['ackTimeout'], essential: ['query'], phases: ['query'] },
  ],
  knobs: {
    ackTimeout: {
      at: ['client.ackTimeout'],
      unit: 'ms',
      default: 'none',
      covers: ['query'],
      source: 'socket.io-client@4.8.4 build/cjs/socket.js:291',
    },
  },
  promises: [
    { path: 'Socket.emitWithAck', source: 'https://socket.io/docs/v4/client-api/#socketemitwithackeventname-args' },
    { path: 'Socket.timeout().emitWithAck', source: 'https://socket.io/docs/v4/client-api/#sockettimeoutvalue' },
  ],
});

import { defineEntry } from '../types.js';

/** Datagrams: each one that arrives. Nobody waits for an answer as far as the protocol goes. */
export default defineEntry({
  id: 'dgram-server',
  name: 'node:dgram',
  packages: ['dgram', 'node:dgram'],
  types: {
    Socket: { is: ['createSocket()', 'Socket.on|once|addListener|bind()'], annotations: ['Socket'], noun: 'socket' },
  },
  rejections: [{ end: 'nobody', source: 'Node 20.20.2: EventEmitter drops what a listener gives', verified: '20.20.2' }],
  handlers: [
    { path: 'createSocket', from: 1, reach: 'worker' },
    { path: 'Socket.on|once|addListener', from: 1, event: 'message', route: 0, reach: 'worker' },
  ],
  emitters: [
    {
      path: 'createSocket()',
      without: 'crash',
      when: 'its port is taken, or a name cannot be resolved',
      noun: 'socket',
      source: 'https://nodejs.org/api/dgram.html#event-error',
      verified: 'Node 20.20.2',
    },
  ],
});

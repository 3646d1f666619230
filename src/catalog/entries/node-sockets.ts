import { defineEntry } from '../types.js';

/** Connections that the service opens. */
export default defineEntry({
  id: 'node-sockets',
  name: 'node:net',
  packages: ['net', 'tls', 'node:net', 'node:tls'],
  emitters: ['connect|createConnection()', 'new Socket()'].map((path) => ({
    path,
    without: 'crash' as const,
    when: 'the peer cannot be reached, or resets the connection',
    noun: 'socket',
    stream: true as const,
    source: 'https://nodejs.org/api/net.html#event-error_1',
    verified: 'Node 20.20.2',
  })),
});

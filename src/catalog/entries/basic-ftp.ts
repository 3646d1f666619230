import { defineEntry } from '../types.js';

/** basic-ftp. */
export default defineEntry({
  id: 'basic-ftp',
  name: 'basic-ftp',
  packages: ['basic-ftp'],
  types: {
    Client: { is: ['new Client()'], annotations: ['Client'] },
  },
  acquires: [
    { path: 'Client.access|connect|connectImplicitTLS', holds: 'receiver', release: ['close'], mayLast: true, noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'basic-ftp@6.2.6 dist/Client.js:60-63 (close), :81, :94, :227', verified: '6.2.6' },
  ],
});

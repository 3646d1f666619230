import { defineEntry } from '../types.js';

/** ssh2, the client. */
export default defineEntry({
  id: 'ssh2',
  name: 'ssh2',
  packages: ['ssh2'],
  acquires: [
    { path: 'Client', sync: true, release: ['end', 'destroy'], mayLast: true, spared: ['connect'], noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'ssh2@1.17.0 lib/client.js:113 (only connect opens it), :1179-1190 (end, destroy)', verified: '1.17.0' },
  ],
  emitters: [
    {
      path: 'new Client()',
      without: 'crash',
      when: 'the server cannot be reached, refuses the key, or resets the connection',
      noun: 'client',
      source: 'ssh2@1.17.0 lib/client.js:311-342, :754-805',
      verified: '1.17.0',
    },
  ],
});

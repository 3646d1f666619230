import { defineEntry } from '../types.js';

/** node-ssh. */
export default defineEntry({
  id: 'node-ssh',
  name: 'node-ssh',
  packages: ['node-ssh'],
  types: {
    Client: { is: ['new NodeSSH()'], annotations: ['NodeSSH'] },
  },
  acquires: [
    { path: 'Client.connect', holds: 'receiver', release: ['dispose'], mayLast: true, noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'node-ssh@13.2.1 lib/cjs/index.js:181-205 (connect), :728-733 (dispose)', verified: '13.2.1' },
  ],
});

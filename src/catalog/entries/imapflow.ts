import { defineEntry } from '../types.js';

/** imapflow. Whoever has a mailbox locked keeps all other work on the connection waiting. */
export default defineEntry({
  id: 'imapflow',
  name: 'imapflow',
  packages: ['imapflow'],
  types: {
    Client: { is: ['new ImapFlow()'], annotations: ['ImapFlow'] },
  },
  acquires: [
    { path: 'Client.connect', holds: 'receiver', release: ['logout', 'close'], mayLast: true, going: ['idle'], noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'imapflow@2.10.2 dist/cjs/imap-flow.js:2250 (connects), :2440 (logout), :2501 (close)', verified: '2.10.2' },
    { path: 'Client.getMailboxLock', release: ['release'], owner: ['logout', 'close'], noun: 'lock of the mailbox', without: 'The mailbox stays locked, and everybody who asks for it on this connection waits for ever', source: 'imapflow@2.10.2 dist/cjs/imap-flow.js:3774-3793', verified: '2.10.2' },
  ],
});

import { defineEntry } from '../types.js';

/** ssh2-sftp-client. */
export default defineEntry({
  id: 'ssh2-sftp-client',
  name: 'ssh2-sftp-client',
  packages: ['ssh2-sftp-client'],
  types: {
    Sftp: { is: ['new ()'], annotations: ['default'] },
  },
  acquires: [
    { path: 'Sftp.connect', holds: 'receiver', release: ['end'], mayLast: true, noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'ssh2-sftp-client@12.1.1 src/index.js:130, :1461' },
  ],
});

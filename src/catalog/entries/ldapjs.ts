import { defineEntry } from '../types.js';

/** ldapjs, the client: it connects when it is made. */
export default defineEntry({
  id: 'ldapjs',
  name: 'ldapjs',
  packages: ['ldapjs'],
  acquires: [
    { path: 'createClient', sync: true, release: ['unbind', 'destroy'], mayLast: true, noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'ldapjs@3.0.7 lib/client/client.js:166 (connects when it is made), :653-666 (unbind), :768-785 (destroy)', verified: '3.0.7' },
  ],
});

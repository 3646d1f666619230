import { defineEntry } from '../types.js';

/** ldapts. */
export default defineEntry({
  id: 'ldapts',
  name: 'ldapts',
  packages: ['ldapts'],
  types: {
    Client: { is: ['new Client()'], annotations: ['Client'] },
  },
  acquires: [
    { path: 'Client.bind', holds: 'receiver', release: ['unbind'], mayLast: true, noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'ldapts@8.2.0 dist/index.cjs:2784, :3077 (bind connects), :3063-3075 (unbind)', verified: '8.2.0' },
  ],
});

import { defineEntry } from '../types.js';

/** What takes a stream as the body of a web Response, and hears its errors. */
export default defineEntry({
  id: 'body-streams',
  name: 'Response',
  packages: ['globalThis'],
  hearers: [{ path: 'Response', hears: true, source: 'Node 20.20.2 lib/internal/deps/undici (the body is read with an async iterator), measured' }],
});

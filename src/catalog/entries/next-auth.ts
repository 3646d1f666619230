import { defineEntry } from '../types.js';

/** NextAuth and Auth.js: callbacks and the `authorize` of a credentials provider run while somebody signs in or loads a page. */
export default defineEntry({
  id: 'next-auth',
  name: 'NextAuth',
  packages: ['next-auth', 'next-auth/providers/credentials', 'next-auth/next', '@auth/core', '@auth/core/providers/credentials', '@auth/express'],
  rejections: [{ end: 'framework', source: 'next-auth@4.24.15 core/routes/callback.js:94-374' }],
  handlers: [
    { path: '', from: 0, property: 'callbacks.*', reach: 'request' },
    { path: '', from: 0, property: 'events.*', reach: 'request' },
    { path: '', from: 0, property: 'authorize', reach: 'request' },
    { path: 'NextAuth|Auth|ExpressAuth', from: 0, property: 'callbacks.*', reach: 'request' },
    { path: 'NextAuth|Auth|ExpressAuth', from: 0, property: 'events.*', reach: 'request' },
    { path: 'CredentialsProvider|Credentials', from: 0, property: 'authorize', reach: 'request' },
  ],
  secrets: [
    { path: '', at: ['arg0.secret'], noun: 'key that signs sessions', allows: 'forge the session of any user', source: 'https://next-auth.js.org/configuration/options#secret' },
  ],
});

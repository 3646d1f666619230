import { defineEntry } from '../types.js';

/** Sessions that a key encrypts and that stand in a cookie. */
export default defineEntry({
  id: 'sealed-cookies',
  name: 'Sealed cookies',
  packages: ['client-sessions', 'express-openid-connect'],
  secrets: [
    { path: '', at: ['arg0.secret'], noun: 'key that seals sessions', allows: 'forge the session of any user', source: 'https://github.com/mozilla/node-client-sessions#usage' },
    { path: 'auth', at: ['arg0.secret'], noun: 'key that seals sessions', allows: 'forge the session of any user', source: 'https://github.com/auth0/express-openid-connect#getting-started' },
  ],
});

import { defineEntry } from '../types.js';

/** The asynchronous half of node:crypto; the rest of it is synchronous or takes callbacks. */
export default defineEntry({
  id: 'node-crypto',
  name: 'Node\'s Web Crypto',
  packages: ['crypto', 'node:crypto'],
  costs: [{ path: 'scrypt|scryptSync|pbkdf2|pbkdf2Sync', is: 'password', source: 'https://nodejs.org/api/crypto.html#cryptoscryptpassword-salt-keylen-options-callback' }],
  promises: [
    { path: 'webcrypto.subtle.decrypt|deriveBits|deriveKey|digest|encrypt|exportKey|generateKey|importKey|sign|unwrapKey|verify|wrapKey', source: 'https://nodejs.org/api/webcrypto.html#class-subtlecrypto' },
    { path: 'subtle.decrypt|deriveBits|deriveKey|digest|encrypt|exportKey|generateKey|importKey|sign|unwrapKey|verify|wrapKey', source: 'https://nodejs.org/api/webcrypto.html#class-subtlecrypto' },
  ],
});

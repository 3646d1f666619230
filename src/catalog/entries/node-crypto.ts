import { defineEntry } from '../types.js';

/** The asynchronous half of node:crypto, and what of the rest is made to be slow. */
export default defineEntry({
  id: 'node-crypto',
  name: 'Node\'s Web Crypto',
  packages: ['crypto', 'node:crypto'],
  blocking: [
    { path: 'pbkdf2Sync|scryptSync|argon2Sync', does: 'derives a key', takes: 'work', instead: 'Use its form with a callback, by util.promisify: that runs in the thread pool.', source: 'https://nodejs.org/api/crypto.html#cryptoscryptsyncpassword-salt-keylen-options (made to be expensive)', verified: 'Node 20.20.2' },
    { path: 'generateKeyPairSync|generatePrimeSync', does: 'makes a key', takes: 'work', instead: 'Use its form with a callback, by util.promisify: that runs in the thread pool.', source: 'https://nodejs.org/api/crypto.html#cryptogeneratekeypairsynctype-options ("it is recommended to use the promisified version")' },
  ],
  promises: [
    { path: 'webcrypto.subtle.decrypt|deriveBits|deriveKey|digest|encrypt|exportKey|generateKey|importKey|sign|unwrapKey|verify|wrapKey', source: 'https://nodejs.org/api/webcrypto.html#class-subtlecrypto' },
    { path: 'subtle.decrypt|deriveBits|deriveKey|digest|encrypt|exportKey|generateKey|importKey|sign|unwrapKey|verify|wrapKey', source: 'https://nodejs.org/api/webcrypto.html#class-subtlecrypto' },
  ],
  secrets: [
    { path: 'createHmac', at: ['arg1'], noun: 'key of a signature', allows: 'sign in the name of the service', source: 'https://nodejs.org/api/crypto.html#cryptocreatehmacalgorithm-key-options' },
    { path: 'createCipheriv|createDecipheriv', at: ['arg1'], noun: 'key that encrypts', allows: 'read whatever was encrypted with it', source: 'https://nodejs.org/api/crypto.html#cryptocreatecipherivalgorithm-key-iv-options' },
  ],
});

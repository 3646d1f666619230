import { defineEntry } from '../types.js';

/** Signed cookies of Express. */
export default defineEntry({
  id: 'cookie-parser',
  name: 'cookie-parser',
  packages: ['cookie-parser'],
  secrets: [
    { path: '', at: ['arg0'], noun: 'key that signs cookies', allows: 'forge any cookie of the service', source: 'https://github.com/expressjs/cookie-parser#cookieparsersecret-options' },
  ],
});

import { defineEntry } from '../types.js';

/** Tokens of jsonwebtoken. */
export default defineEntry({
  id: 'jsonwebtoken',
  name: 'jsonwebtoken',
  packages: ['jsonwebtoken'],
  secrets: [
    { path: 'sign|verify', at: ['arg1'], noun: 'key that signs tokens', allows: 'sign a token for any user', source: 'https://github.com/auth0/node-jsonwebtoken#usage' },
  ],
});

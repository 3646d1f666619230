import { defineEntry } from '../types.js';

/** Sessions that stand in a cookie, signed or sealed by a key. */
export default defineEntry({
  id: 'cookie-sessions',
  name: 'sessions in cookies',
  packages: ['cookie-session', 'client-sessions', 'express-openid-connect'],
  secrets: [
    { path: '', at: ['arg0.secret', 'arg0.keys'], noun: 'key that signs sessions', allows: 'forge the session of any user', source: 'https://github.com/expressjs/cookie-session#options' },
  ],
});

import { defineEntry } from '../types.js';

/** Sessions in a cookie, for Express and Koa, signed by a key. */
export default defineEntry({
  id: 'cookie-sessions',
  name: 'Sessions in cookies',
  packages: ['cookie-session', 'koa-session', 'koa-generic-session'],
  sessions: [
    { path: '', as: 'call', sameSite: ['arg0.sameSite', 'arg0.cookie.sameSite', 'arg1.sameSite'], otherwise: 'unset', source: 'cookies@0.9.1 index.js:154, :170 (behind cookie-session@2.1.1 and koa-session@7.0.2)', verified: 'cookie-session 2.1.1, koa-session 7.0.2' },
    { path: 'createSession', as: 'call', sameSite: ['arg0.sameSite', 'arg1.sameSite'], otherwise: 'unset', source: 'koa-session@7.0.2 dist/esm/index.js:213' },
  ],
  secrets: [
    { path: '', at: ['arg0.secret', 'arg0.keys'], noun: 'key that signs sessions', allows: 'forge the session of any user', source: 'https://github.com/expressjs/cookie-session#options' },
  ],
});

import { defineEntry } from '../types.js';

/** Sessions, in memory where no store is given. */
export default defineEntry({
  id: 'express-session',
  name: 'express-session',
  packages: ['express-session'],
  sessions: [{ path: '', as: 'call', sameSite: ['arg0.cookie.sameSite'], otherwise: 'unset', source: 'express-session@1.19.0 session/cookie.js:127; README.md, cookie.sameSite', verified: '1.19.0' }],
  localStates: [{ path: '', keeps: 'sessions', unless: ['arg0.store'], advice: 'Set store to one that all instances share, such as connect-redis or connect-pg-simple.', source: 'express-session@1.19.0 index.js:54-57, :100', verified: '1.19.0' }],
  caches: [{ path: '', is: 'store', noun: 'session store', bounds: [{ at: 'arg0.store' }], advice: 'Set store to one that is made for production, such as connect-redis or connect-pg-simple.', source: 'express-session@1.19.0 index.js:54-57 (MemoryStore "will leak memory"), :100', verified: '1.19.0' }],
  secrets: [
    { path: '', at: ['arg0.secret'], noun: 'key that signs sessions', allows: 'forge the session of any user', source: 'https://github.com/expressjs/session#secret' },
  ],
});

import { defineEntry } from '../types.js';

/** Sessions that are sealed by a password, and libraries of logins. */
export default defineEntry({
  id: 'sealed-sessions',
  name: 'sealed sessions',
  packages: ['iron-session', 'better-auth', '@auth/express', '@auth/core'],
  secrets: [
    { path: 'getIronSession', at: ['arg2.password'], noun: 'key that signs sessions', allows: 'forge the session of any user', source: 'https://github.com/vvo/iron-session#usage' },
    { path: 'betterAuth', at: ['arg0.secret'], noun: 'key that signs sessions', allows: 'forge the session of any user', source: 'https://www.better-auth.com/docs/reference/options' },
    { path: 'ExpressAuth|Auth', at: ['arg0.secret', 'arg1.secret'], noun: 'key that signs sessions', allows: 'forge the session of any user', source: 'https://authjs.dev/reference/core#secret' },
  ],
});

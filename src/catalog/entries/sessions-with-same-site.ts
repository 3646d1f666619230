import { defineEntry } from '../types.js';

/** Sessions whose cookie is kept from the requests of other sites by default, and authentication that brings such a cookie. */
export default defineEntry({
  id: 'sessions-with-same-site',
  name: 'Sessions with SameSite',
  packages: ['iron-session', 'iron-session/next', 'iron-session/edge', 'lucia', '@hapi/yar', 'express-openid-connect', 'better-auth', 'next-auth', 'next-auth/next', '@auth/express'],
  sessions: [
    ...['', 'NextAuth|ExpressAuth'].map((path) => ({ path, as: 'call', sameSite: ['arg0.cookies.sessionToken.options.sameSite'], otherwise: 'lax', source: 'next-auth@4.24.15 core/lib/cookie.js' }) as const),
    { path: 'getIronSession', as: 'call', sameSite: ['arg2.cookieOptions.sameSite', 'arg1.cookieOptions.sameSite'], otherwise: 'lax', source: 'iron-session@8.0.4 dist/index.js:12', verified: '8.0.4' },
    { path: 'withIronSessionApiRoute|withIronSessionSsr', as: 'call', sameSite: ['arg1.cookieOptions.sameSite'], otherwise: 'lax', source: 'https://github.com/vvo/iron-session/tree/v6' },
    { path: 'Lucia', as: 'call', sameSite: ['arg1.sessionCookie.attributes.sameSite'], otherwise: 'lax', source: 'lucia@3.2.2 dist/core.js:35' },
    { path: 'auth', as: 'call', sameSite: ['arg0.session.cookie.sameSite'], otherwise: 'lax', source: 'express-openid-connect@3.4.0 lib/config.js:118-121' },
    { path: 'betterAuth', as: 'call', sameSite: ['arg0.advanced.defaultCookieAttributes.sameSite', 'arg0.advanced.cookies.session_token.attributes.sameSite'], otherwise: 'lax', source: 'https://www.better-auth.com/docs/reference/security' },
  ],
});

/** Packages whose calls keep who is logged in in a cookie, by their own descriptions: browsers send it along with whatever another site makes them ask. */
const keepsSession: ReadonlySet<string> = new Set([
  'express-session', 'cookie-session', 'client-sessions', 'koa-session', 'koa-generic-session', '@fastify/session', 'fastify-session', '@fastify/secure-session', 'fastify-secure-session',
  '@hapi/yar', '@hapi/cookie', 'iron-session', 'next-auth', '@auth/core', '@auth/express', 'lucia', 'better-auth', 'hono-sessions', 'supertokens-node', 'egg-session', 'grant', 'express-openid-connect',
]);

/** Packages that read or write cookies of any kind. */
const handlesCookies: ReadonlySet<string> = new Set(['cookie-parser', 'cookies', 'cookie', '@fastify/cookie', 'fastify-cookie', 'hono/cookie', 'cookies-next']);

/** What the use of a module says: `session` that a cookie carries one, `cookie` that cookies are read or written. */
export function cookieUseOf(specifier: string): 'session' | 'cookie' | undefined {
  const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : (specifier.split('/')[0] ?? specifier);
  if (keepsSession.has(name)) return 'session';
  return handlesCookies.has(specifier) || handlesCookies.has(name) ? 'cookie' : undefined;
}

import { defineEntry } from '../types.js';

const guarded = [{ end: 'framework', source: 'https://docs.nestjs.com/recipes/passport' }] as const;

/**
 * Passport runs a strategy's verify function for each request that is authenticated with it, and the (de)serializers for
 * each request with a session. Every strategy package takes the verify function as its last argument.
 */
export default defineEntry({
  id: 'passport',
  name: 'Passport',
  packages: ['passport', 'passport-*', '@nestjs/passport'],
  costs: [{ path: 'authenticate', is: 'password', where: ['local', 'ldapauth', 'basic'], source: 'https://www.passportjs.org/concepts/authentication/password/' }],
  rejections: [
    { end: 'nobody', packages: ['passport'], source: 'passport@0.7.0 lib/authenticator.js:307-372, lib/middleware/authenticate.js:110 (what the function gives is dropped)', verified: '0.7.0' },
    { end: 'nobody', packages: ['passport-local', 'passport-jwt', 'passport-http', 'passport-http-bearer', 'passport-custom', 'passport-oauth2', 'passport-google-oauth20', 'passport-github', 'passport-github2', 'passport-facebook'], source: 'passport-local@1.0.0 lib/strategy.js:88, passport-jwt@4.0.1 lib/strategy.js:121, passport-http@0.3.0 lib/passport-http/strategies/basic.js:95, passport-oauth2@1.8.0 lib/strategy.js:196, passport-custom@1.2.1 (what verify gives is dropped)', verified: 'passport-local 1.0.0, passport-jwt 4.0.1, passport-http 0.3.0, passport-custom 1.2.1' },
  ],
  handlers: [
    { path: '*', from: 'last', reach: 'request' },
    { path: '', from: 'last', reach: 'request' },
    { path: '#canActivate|handleRequest', of: 'AuthGuard', reach: 'request', rejections: guarded },
    { path: '#validate', of: 'PassportStrategy', reach: 'request', rejections: guarded },
  ],
});

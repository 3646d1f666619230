import { defineEntry } from '../types.js';

/**
 * Passport runs a strategy's verify function for each request that is authenticated with it, and the (de)serializers for
 * each request with a session. Every strategy package takes the verify function as its last argument.
 */
export default defineEntry({
  id: 'passport',
  name: 'Passport',
  packages: ['passport', 'passport-*', '@nestjs/passport'],
  handlers: [
    { path: '*', from: 'last', reach: 'request' },
    { path: '', from: 'last', reach: 'request' },
    { path: '#canActivate|handleRequest', of: 'AuthGuard', reach: 'request' },
    { path: '#validate', of: 'PassportStrategy', reach: 'request' },
  ],
});

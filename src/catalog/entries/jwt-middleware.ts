import { defineEntry } from '../types.js';

/** Middleware and strategies that check tokens. */
export default defineEntry({
  id: 'jwt-middleware',
  name: 'middleware for tokens',
  packages: ['express-jwt', 'koa-jwt', 'passport-jwt', 'hono/jwt', '@nestjs/jwt'],
  types: {
    Service: { is: ['new JwtService()'], annotations: ['JwtService'] },
  },
  secrets: [
    { path: 'expressjwt|jwt', at: ['arg0.secret'], noun: 'key that signs tokens', allows: 'sign a token for any user', source: 'https://github.com/auth0/express-jwt#usage' },
    { path: '', at: ['arg0.secret'], noun: 'key that signs tokens', allows: 'sign a token for any user', packages: ['express-jwt', 'koa-jwt'], source: 'https://github.com/koajs/jwt#usage' },
    { path: 'sign|verify', at: ['arg1'], noun: 'key that signs tokens', allows: 'sign a token for any user', packages: ['hono/jwt'], source: 'https://hono.dev/docs/helpers/jwt' },
    { path: 'Strategy', at: ['arg0.secretOrKey'], construct: true, noun: 'key that signs tokens', allows: 'sign a token for any user', packages: ['passport-jwt'], source: 'https://www.passportjs.org/packages/passport-jwt/' },
    { path: 'JwtModule.register', at: ['arg0.secret'], noun: 'key that signs tokens', allows: 'sign a token for any user', packages: ['@nestjs/jwt'], source: 'https://docs.nestjs.com/security/authentication#jwt-token' },
    { path: 'JwtService', at: ['arg0.secret'], construct: true, noun: 'key that signs tokens', allows: 'sign a token for any user', packages: ['@nestjs/jwt'], source: 'https://docs.nestjs.com/security/authentication#jwt-token' },
    { path: 'Service.sign|signAsync|verify|verifyAsync', at: ['arg1.secret'], noun: 'key that signs tokens', allows: 'sign a token for any user', packages: ['@nestjs/jwt'], source: 'https://docs.nestjs.com/security/authentication#jwt-token' },
  ],
});

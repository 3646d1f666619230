import { defineEntry } from '../types.js';

/** Tokens, signed and verified by Web Crypto. */
export default defineEntry({
  id: 'jose',
  name: 'jose',
  packages: ['jose', 'jose/*'],
  promises: [
    { path: 'jwtVerify|jwtDecrypt|compactVerify|compactDecrypt|flattenedVerify|flattenedDecrypt|generalVerify|generalDecrypt|importJWK|importPKCS8|importSPKI|importX509|exportJWK|exportPKCS8|exportSPKI|generateKeyPair|generateSecret|calculateJwkThumbprint|calculateJwkThumbprintUri|EmbeddedJWK', source: 'jose@6.2.17 dist/webapi/jwt/verify.js:4', verified: '6.2.17' },
    { path: 'new SignJWT|CompactSign|FlattenedSign|GeneralSign().sign', source: 'https://github.com/panva/jose/blob/main/docs/jwt/sign/classes/SignJWT.md' },
    { path: 'new SignJWT|CompactSign|FlattenedSign|GeneralSign().*().sign', source: 'https://github.com/panva/jose/blob/main/docs/jwt/sign/classes/SignJWT.md' },
    { path: 'new SignJWT|CompactSign|FlattenedSign|GeneralSign().*().*().sign', source: 'https://github.com/panva/jose/blob/main/docs/jwt/sign/classes/SignJWT.md' },
    { path: 'new SignJWT|CompactSign|FlattenedSign|GeneralSign().*().*().*().sign', source: 'https://github.com/panva/jose/blob/main/docs/jwt/sign/classes/SignJWT.md' },
    { path: 'new SignJWT|CompactSign|FlattenedSign|GeneralSign().*().*().*().*().sign', source: 'https://github.com/panva/jose/blob/main/docs/jwt/sign/classes/SignJWT.md' },
    { path: 'new SignJWT|CompactSign|FlattenedSign|GeneralSign().*().*().*().*().*().sign', source: 'https://github.com/panva/jose/blob/main/docs/jwt/sign/classes/SignJWT.md' },
    { path: 'new SignJWT|CompactSign|FlattenedSign|GeneralSign().*().*().*().*().*().*().sign', source: 'https://github.com/panva/jose/blob/main/docs/jwt/sign/classes/SignJWT.md' },
    { path: 'new EncryptJWT|CompactEncrypt|FlattenedEncrypt|GeneralEncrypt().encrypt', source: 'https://github.com/panva/jose/blob/main/docs/jwt/encrypt/classes/EncryptJWT.md' },
    { path: 'new EncryptJWT|CompactEncrypt|FlattenedEncrypt|GeneralEncrypt().*().encrypt', source: 'https://github.com/panva/jose/blob/main/docs/jwt/encrypt/classes/EncryptJWT.md' },
    { path: 'new EncryptJWT|CompactEncrypt|FlattenedEncrypt|GeneralEncrypt().*().*().encrypt', source: 'https://github.com/panva/jose/blob/main/docs/jwt/encrypt/classes/EncryptJWT.md' },
    { path: 'new EncryptJWT|CompactEncrypt|FlattenedEncrypt|GeneralEncrypt().*().*().*().encrypt', source: 'https://github.com/panva/jose/blob/main/docs/jwt/encrypt/classes/EncryptJWT.md' },
    { path: 'new EncryptJWT|CompactEncrypt|FlattenedEncrypt|GeneralEncrypt().*().*().*().*().encrypt', source: 'https://github.com/panva/jose/blob/main/docs/jwt/encrypt/classes/EncryptJWT.md' },
  ],
});

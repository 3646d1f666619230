import { EncryptJWT, SignJWT } from 'jose';

import type { Case } from '../case.js';
import { gives } from '../gives.js';
import { subject } from '../subject.js';

const { shown } = subject('jose', 'jose');

/** Too short for what it is to do. */
const key = new Uint8Array(1);
const sign = { alg: 'RS256' } as const;
const encrypt = { alg: 'dir', enc: 'A256GCM' } as const;

/** A token with so many of its parts set, one after the other. */
const chained = <Token>(token: Token, steps: readonly ((token: Token) => Token)[], count: number): Token => steps.slice(0, count).reduce((made, step) => step(made), token);

const signing: readonly ((token: SignJWT) => SignJWT)[] = [
  (token) => token.setProtectedHeader(sign),
  (token) => token.setIssuedAt(),
  (token) => token.setIssuer('issuer'),
  (token) => token.setAudience('audience'),
  (token) => token.setSubject('subject'),
  (token) => token.setExpirationTime('1h'),
];
const encrypting: readonly ((token: EncryptJWT) => EncryptJWT)[] = [
  (token) => token.setProtectedHeader(encrypt),
  (token) => token.setIssuedAt(),
  (token) => token.setIssuer('issuer'),
  (token) => token.setExpirationTime('1h'),
];

const links = (count: number): string => '.*()'.repeat(count);

export const cases: readonly Case[] = [
  ...[0, 1, 2, 3, 4, 5, 6].map((count) => shown(`new-SignJWT()${links(count)}.sign/gives`, () => gives.promise(() => chained(new SignJWT({}), signing, count).sign(key)))),
  ...[0, 1, 2, 3, 4].map((count) => shown(`new-EncryptJWT()${links(count)}.encrypt/gives`, () => gives.promise(() => chained(new EncryptJWT({}), encrypting, count).encrypt(key)))),
];

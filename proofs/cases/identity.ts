import { OAuth2Client } from 'google-auth-library-10';
import { allowInsecureRequests, discovery } from 'openid-client';

import { limit, second, type Case } from '../case.js';
import { subject } from '../subject.js';

const openid = subject('openid-client', 'openid-client');
const google = subject('google-auth-library', 'google-auth-library-10');

const discovered = (url: string, options: object = {}): Promise<unknown> => discovery(new URL(url), 'client', {}, undefined, { execute: [allowInsecureRequests], ...options });
const token = (oauth2TokenUrl: string, transporterOptions: object = {}): Promise<unknown> =>
  new OAuth2Client({ clientId: 'client', clientSecret: 'secret', endpoints: { oauth2TokenUrl }, transporterOptions: { retry: false, ...transporterOptions } } as ConstructorParameters<typeof OAuth2Client>[0]).getToken('code');

export const cases: readonly Case[] = [
  ...openid.phases('discoveryTimeout', (url) => discovered(url, { timeout: second })),
  openid.wait('discoveryTimeout/default', (s) => discovered(s.silent)),
  ...google.phases('timeout', (url) => token(url, { timeout: limit })),
  google.wait('timeout/default', (s) => token(s.silent)),
  google.wait('timeout/0/off', (s) => token(s.silent, { timeout: 0 })),
];

import { ServerClient } from 'postmark';
import { ServerClient as Client4 } from 'postmark-4';
import { Resend } from 'resend';

import { limit, second, type Case } from '../case.js';
import { dispatched } from '../global-dispatcher.js';
import { subject } from '../subject.js';

const postmark = subject('postmark', 'postmark');
const resend = subject('resend', 'resend');
const postmark4 = subject('postmark', 'postmark-4');

const posted = (url: string, options: object = {}, Client: unknown = ServerClient): Promise<unknown> =>
  new (Client as typeof ServerClient)('token', { useHttps: false, requestHost: new URL(url).host, ...options }).sendEmail({ From: 'a@example.org', To: 'b@example.org', Subject: 'subject', TextBody: 'text' });
const sent = (baseUrl: string, call: object): Promise<unknown> =>
  new Resend('re_key', { baseUrl } as object).emails.send({ from: 'a@example.org', to: 'b@example.org', subject: 'subject', text: 'text' }, call);

export const cases: readonly Case[] = [
  ...postmark.phases('timeout', (url) => posted(url, { timeout: second })),
  postmark.wait('timeout/default', (s) => posted(s.silent)),
  ...resend.phases('signal', (url) => sent(url, { signal: AbortSignal.timeout(limit) })),
  ...dispatched(resend, 'fetch', { headersTimeout: limit, bodyTimeout: limit }, (url) => sent(url, {})),
  ...postmark4.phases('timeout@4', (url) => posted(url, { timeout: second }, Client4)),
  postmark4.wait('timeout@4/default', (s) => posted(s.silent, {}, Client4)),
];

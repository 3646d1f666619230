import { ServerClient } from 'postmark';
import { Resend } from 'resend';

import { limit, second, type Case } from '../case.js';
import { subject } from '../subject.js';

const postmark = subject('postmark', 'postmark');
const resend = subject('resend', 'resend');

const posted = (url: string, options: object = {}): Promise<unknown> =>
  new ServerClient('token', { useHttps: false, requestHost: new URL(url).host, ...options }).sendEmail({ From: 'a@example.org', To: 'b@example.org', Subject: 'subject', TextBody: 'text' });
const sent = (baseUrl: string, call: object): Promise<unknown> =>
  new Resend('re_key', { baseUrl } as object).emails.send({ from: 'a@example.org', to: 'b@example.org', subject: 'subject', text: 'text' }, call);

export const cases: readonly Case[] = [
  ...postmark.phases('timeout', (url) => posted(url, { timeout: second })),
  postmark.wait('timeout/default', (s) => posted(s.silent)),
  ...resend.phases('signal', (url) => sent(url, { signal: AbortSignal.timeout(limit) })),
];

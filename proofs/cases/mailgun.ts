import FormData from 'form-data';
import Mailgun from 'mailgun.js';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { phases, wait } = subject('mailgun', 'mailgun.js');

const list = (url: string, options: object = {}): Promise<unknown> =>
  new Mailgun(FormData as unknown as ConstructorParameters<typeof Mailgun>[0]).client({ username: 'api', key: 'key', url, ...options }).domains.list();

export const cases: readonly Case[] = [
  ...phases('timeout', (url) => list(url, { timeout: limit })),
  wait('timeout/default', (s) => list(s.silent)),
  wait('timeout/0/off', (s) => list(s.silent, { timeout: 0 })),
];

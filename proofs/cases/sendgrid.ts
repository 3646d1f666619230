import { Client } from '@sendgrid/client';
import { MailService } from '@sendgrid/mail';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const client = subject('sendgrid', '@sendgrid/client');
const mail = subject('sendgrid', '@sendgrid/mail');

const letter = { to: 'a@example.com', from: 'b@example.com', subject: 'subject', text: 'text' };

function request(url: string, defaults: object = {}): Promise<unknown> {
  const made = new Client();
  made.setApiKey('SG.key');
  made.setDefaultRequest({ baseUrl: url, ...defaults } as unknown as Parameters<Client['setDefaultRequest']>[0]);
  return made.request({ method: 'GET', url: '/' });
}

function send(url: string, then: (service: MailService) => unknown = () => undefined, more: object = {}): Promise<unknown> {
  const made = new Client();
  const service = new MailService();
  service.setClient(made);
  service.setApiKey('SG.key');
  // The key chooses the address.
  made.setDefaultRequest('baseUrl', url);
  then(service);
  return service.send({ ...letter, ...more });
}

export const cases: readonly Case[] = [
  ...client.phases('defaultRequest', (url) => request(url, { timeout: limit })),
  client.wait('defaultRequest/default', (s) => request(s.silent)),
  client.wait('defaultRequest/0/off', (s) => request(s.silent, { timeout: 0 })),
  ...mail.phases('timeout', (url) => send(url, (service) => service.setTimeout(limit))),
  mail.wait('timeout/default', (s) => send(s.silent)),
  mail.wait('Service.send/timeout/ignored', (s) => send(s.silent, undefined, { timeout: limit })),
];

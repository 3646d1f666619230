import { App } from '@slack/bolt';
import { App as App4 } from 'bolt-4';
import { WebClient } from '@slack/web-api';
import { IncomingWebhook } from '@slack/webhook';
import { WebClient as WebClient7 } from 'slack-web-api-7';
import { IncomingWebhook as IncomingWebhook7 } from 'slack-webhook-7';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const api = subject('slack', '@slack/web-api');
const webhook = subject('slack', '@slack/webhook');
const api7 = subject('slack', 'slack-web-api-7');
const webhook7 = subject('slack', 'slack-webhook-7');

const call = (url: string, options: object = {}, Client: typeof WebClient = WebClient): Promise<unknown> =>
  new Client('token', { slackApiUrl: `${url}/`, retryConfig: { retries: 0 }, ...options }).apiCall('api.test');
const send = (url: string, options: object = {}): Promise<unknown> => new IncomingWebhook(url, options).send('text');
const call7 = (url: string, options: object = {}): Promise<unknown> => call(url, options, WebClient7 as unknown as typeof WebClient);
const send7 = (url: string, options: object = {}): Promise<unknown> => new IncomingWebhook7(url, options).send('text');

const bolt = subject('slack', '@slack/bolt');
const bolt4 = subject('slack', 'bolt-4');
const app = (url: string, options: object, Made: unknown = App): App['client'] =>
  new (Made as typeof App)({ token: 'token', receiver: { init: () => undefined, start: () => Promise.resolve(), stop: () => Promise.resolve() }, clientOptions: { slackApiUrl: `${url}/`, retryConfig: { retries: 0 }, ...options } }).client;

export const cases: readonly Case[] = [
  ...api.phases('timeout', (url) => call(url, { timeout: limit })),
  api.wait('timeout/default', (s) => call(s.silent)),
  api.wait('timeout/0/off', (s) => call(s.silent, { timeout: 0 })),
  ...webhook.phases('timeout', (url) => send(url, { timeout: limit })),
  webhook.wait('timeout/default', (s) => send(s.silent)),
  ...api7.phases('timeout@7', (url) => call7(url, { timeout: limit })),
  api7.wait('timeout@7/default', (s) => call7(s.silent)),
  api7.wait('timeout@7/0/off', (s) => call7(s.silent, { timeout: 0 })),
  ...webhook7.phases('timeout@7', (url) => send7(url, { timeout: limit })),
  ...bolt.phases('boltTimeout', (url) => app(url, { timeout: limit }).apiCall('api.test')),
  bolt.wait('boltTimeout/default', (s) => app(s.silent, {}).apiCall('api.test')),
  bolt.wait('boltTimeout/0/off', (s) => app(s.silent, { timeout: 0 }).apiCall('api.test')),
  ...bolt.phases('boltTimeout', (url) => app(url, { timeout: limit }).chat.postMessage({ channel: 'C', text: 'text' }), { how: 'chat.postMessage' }),
  ...bolt4.phases('boltTimeout@4', (url) => app(url, { timeout: limit }, App4).apiCall('api.test')),
  bolt4.wait('boltTimeout@4/default', (s) => app(s.silent, {}, App4).apiCall('api.test')),
  bolt4.wait('boltTimeout@4/0/off', (s) => app(s.silent, { timeout: 0 }, App4).apiCall('api.test')),
];

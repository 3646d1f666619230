import twilio from 'twilio';
import twilio4 from 'twilio-4';
import twilio5 from 'twilio-5';
import twilio50 from 'twilio-50';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const get = (make: unknown, uri: string, options: object = {}): Promise<unknown> =>
  (make as typeof twilio)('AC00000000000000000000000000000000', 'token', options).request({ method: 'get', uri });

const withOption = ([library, make]: readonly [string, unknown]): readonly Case[] => {
  const { phases, wait } = subject('twilio', library);
  return [
    ...phases('timeout', (url) => get(make, url, { timeout: limit })),
    wait('timeout/default', (s) => get(make, s.silent)),
    wait('Client.request/total/unbounded', (s) => get(make, s.dripping, { timeout: limit })),
  ];
};

/** A client whose requests go to another server, of the paths that its resources have. */
const sentTo = (url: string) => {
  const httpClient = new twilio.RequestClient({ timeout: limit });
  const send = httpClient.request.bind(httpClient);
  httpClient.request = ((options: Parameters<typeof send>[0]) => send({ ...options, uri: options.uri.replace(/^https:\/\/[^/]+/, url) })) as typeof httpClient.request;
  return twilio('AC00000000000000000000000000000000', 'token', { httpClient });
};

const { wait } = subject('twilio', 'twilio');
const mail = { to: '+1', from: '+2', body: 'text' };
const code = { to: '+1', channel: 'sms' };

const dripping: readonly Case[] = [
  wait('Client.*.create/total/unbounded', (s) => sentTo(s.dripping).messages.create(mail)),
  wait('Client.*().fetch/total/unbounded', (s) => sentTo(s.dripping).messages('SM').fetch()),
  wait('Client.*().*.create/total/unbounded', (s) => sentTo(s.dripping).conferences('CF').participants.create({ from: '+1', to: '+2' })),
  wait('Client.*.*.*.create/total/unbounded', (s) => sentTo(s.dripping).verify.v2.services.create({ friendlyName: 'name' })),
  wait('Client.*.*.*().fetch/total/unbounded', (s) => sentTo(s.dripping).verify.v2.services('VA').fetch()),
  wait('Client.*.*.*().*.create/total/unbounded', (s) => sentTo(s.dripping).verify.v2.services('VA').verifications.create(code)),
  wait('Client.*.*.*().*().fetch/total/unbounded', (s) => sentTo(s.dripping).verify.v2.services('VA').verifications('VE').fetch()),
  wait('Client.*.*().fetch/total/unbounded', (s) => sentTo(s.dripping).api.accounts('AC').fetch()),
  wait('Client.*.*().*.create/total/unbounded', (s) => sentTo(s.dripping).api.accounts('AC').messages.create(mail)),
];

export const cases: readonly Case[] = [
  ...dripping,
  ...[['twilio', twilio] as const, ['twilio-5', twilio5] as const].flatMap(withOption),
  // The option that they do not have is given to them all the same.
  ...[['twilio-4', twilio4] as const, ['twilio-50', twilio50] as const].map(([library, make]) => subject('twilio', library).wait('timeout@4/default', (s) => get(make, s.silent, { timeout: limit }))),
];

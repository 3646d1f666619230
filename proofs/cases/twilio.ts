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

export const cases: readonly Case[] = [
  ...[['twilio', twilio] as const, ['twilio-5', twilio5] as const].flatMap(withOption),
  // The option that they do not have is given to them all the same.
  ...[['twilio-4', twilio4] as const, ['twilio-50', twilio50] as const].map(([library, make]) => subject('twilio', library).wait('timeout@4/default', (s) => get(make, s.silent, { timeout: limit }))),
];

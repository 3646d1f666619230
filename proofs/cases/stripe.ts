import Stripe from 'stripe';
// @ts-expect-error: its types declare the module "stripe"
import Stripe14 from 'stripe-14';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';
import { zeroIsUnset } from '../zero.js';

/** Version 14 takes parameters only where there are some. */
const at = (Client: typeof Stripe) => (url: string, options: object, call: object = {}): Promise<unknown> =>
  new Client('sk_test_key', { host: '127.0.0.1', port: new URL(url).port, protocol: 'http', telemetry: false, ...options }).balance.retrieve(...(Object.keys(call).length === 0 ? [] : Client === Stripe ? [{}, call] : [call]));

const of = (library: string, knob: string, Client: typeof Stripe): readonly Case[] => {
  const { phases, shown } = subject('stripe', library);
  const balance = at(Client);
  return [
    ...phases(knob, (url) => balance(url, { maxNetworkRetries: 0, timeout: limit })),
    ...phases(knob, (url) => balance(url, { maxNetworkRetries: 0 }, { timeout: limit }), { how: 'call.timeout' }),
    shown(`${knob}/0-at-call.timeout`, (s) => zeroIsUnset(() => balance(s.silent, { maxNetworkRetries: 0, timeout: limit }, { timeout: 0 }))),
  ];
};

const { attempts, phases, wait } = subject('stripe', 'stripe');
const viaFetch = Stripe.createFetchHttpClient((url: string | URL | Request, init?: RequestInit) => fetch(url, { ...init, signal: AbortSignal.timeout(limit) }));

export const cases: readonly Case[] = [
  ...of('stripe', 'timeout', Stripe),
  ...of('stripe-14', 'timeout@22', Stripe14 as unknown as typeof Stripe),
  ...phases('httpClient', (url) => at(Stripe)(url, { maxNetworkRetries: 0, httpClient: viaFetch })),
  wait('Client.*.accept/signal/ignored', (s) => at(Stripe)(s.silent, { maxNetworkRetries: 0 }, { signal: AbortSignal.timeout(limit) })),
  attempts('Client/retries', (s) => at(Stripe)(s.failing, {}).catch(() => undefined)),
];

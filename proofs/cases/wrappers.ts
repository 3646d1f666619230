import { TimeoutStrategy, handleAll, retry, timeout, wrap } from 'cockatiel';
import CircuitBreaker from 'opossum';
import pTimeout from 'p-timeout';
import pTimeout5 from 'p-timeout-5';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const pTimeouts = subject('p-timeout', 'p-timeout');
const pTimeouts5 = subject('p-timeout', 'p-timeout-5');
const cockatiel = subject('cockatiel', 'cockatiel');
const opossum = subject('opossum', 'opossum');

const never = (): Promise<never> => new Promise(() => undefined);

/** Work that uses the signal that it is given. */
const obedient = ({ signal }: { readonly signal: AbortSignal }): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));

const aggressive = timeout(limit, TimeoutStrategy.Aggressive);
const cooperative = timeout(limit, TimeoutStrategy.Cooperative);
const around = (inner: typeof aggressive) => wrap(retry(handleAll, { maxAttempts: 1 }), inner);
const breaker = (options: CircuitBreaker.Options): Promise<unknown> => new CircuitBreaker(never, options).fire();

export const cases: readonly Case[] = [
  pTimeouts.wait('milliseconds/task', () => pTimeout(never(), { milliseconds: limit })),
  pTimeouts.wait('milliseconds/Infinity/off', () => pTimeout(never(), { milliseconds: Infinity })),
  pTimeouts5.wait('milliseconds@5/task', () => pTimeout5(never(), limit)),
  pTimeouts5.wait('milliseconds@5/Infinity/off', () => pTimeout5(never(), Infinity)),
  cockatiel.wait('duration/task', () => aggressive.execute(never)),
  cockatiel.wait('duration/task', () => cooperative.execute(obedient), { how: 'cooperative, signal used' }),
  cockatiel.wait('duration/task', () => around(aggressive).execute(never), { how: 'wrapped' }),
  cockatiel.wait('Timeout.execute/signals', () => cooperative.execute(never)),
  cockatiel.wait('Wrapped.execute/signals', () => around(cooperative).execute(never)),
  opossum.wait('timeout/task', () => breaker({ timeout: limit })),
  opossum.wait('timeout/default', () => breaker({})),
  opossum.wait('timeout/false/off', () => breaker({ timeout: false })),
  opossum.wait('timeout/0/off', () => breaker({ timeout: 0 })),
];

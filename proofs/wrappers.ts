import { TimeoutStrategy, handleAll, retry, timeout, wrap } from 'cockatiel';
import CircuitBreaker from 'opossum';
import pTimeout from 'p-timeout';
import pTimeout5 from 'p-timeout-5';

import { limit, type Case } from './case.js';

const never = (): Promise<never> => new Promise(() => undefined);

/** Work that uses the signal that it is given. */
const obedient = ({ signal }: { readonly signal: AbortSignal }): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));

const aggressive = timeout(limit, TimeoutStrategy.Aggressive);
const cooperative = timeout(limit, TimeoutStrategy.Cooperative);
const wrapped = wrap(retry(handleAll, { maxAttempts: 1 }), aggressive);

export const cases: readonly Case[] = [
  { library: 'p-timeout', knob: 'arg1.milliseconds', phase: 'work', expect: 'ends', run: () => pTimeout(never(), { milliseconds: limit }) },
  {
    library: 'p-timeout',
    knob: 'arg1.milliseconds: Infinity',
    phase: 'work',
    expect: 'pending',
    run: () => pTimeout(never(), { milliseconds: Infinity }),
  },
  { library: 'p-timeout 5', knob: 'arg1', phase: 'work', expect: 'ends', run: () => pTimeout5(never(), limit) },
  { library: 'cockatiel', knob: 'client(0), aggressive', phase: 'work', expect: 'ends', run: () => aggressive.execute(never) },
  { library: 'cockatiel', knob: 'client(0), cooperative', phase: 'work', expect: 'pending', run: () => cooperative.execute(never) },
  {
    library: 'cockatiel',
    knob: 'client(0), cooperative, signal used',
    phase: 'work',
    expect: 'ends',
    run: () => cooperative.execute(obedient),
  },
  { library: 'cockatiel', knob: 'client(0), wrapped', phase: 'work', expect: 'ends', run: () => wrapped.execute(never) },
  {
    library: 'opossum',
    knob: 'client.timeout',
    phase: 'work',
    expect: 'ends',
    run: () => new CircuitBreaker(never, { timeout: limit }).fire(),
  },
  {
    library: 'opossum',
    knob: 'client.timeout: false',
    phase: 'work',
    expect: 'pending',
    run: () => new CircuitBreaker(never, { timeout: false }).fire(),
  },
  {
    library: 'opossum',
    knob: 'client.timeout: 0',
    phase: 'work',
    expect: 'pending',
    run: () => new CircuitBreaker(never, { timeout: 0 }).fire(),
  },
];

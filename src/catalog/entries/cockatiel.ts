import { defineEntry } from '../types.js';

/**
 * cockatiel. A timeout policy has a strategy: the aggressive one rejects, the cooperative one only aborts the signal
 * that it hands to the function, and a function that ignores it runs on. `wrap` runs policies inside each other; one
 * timeout among them bounds the innermost function, once per attempt of a retry outside of it.
 */
export default defineEntry({
  id: 'cockatiel',
  name: 'cockatiel',
  packages: ['cockatiel'],
  versions: '>=3',
  types: {
    Timeout: {
      is: ['timeout()', 'Timeout.dangerouslyUnref()', 'new TimeoutPolicy()'],
      annotations: ['TimeoutPolicy'],
      options: 1,
      noun: 'policy',
    },
    Wrapped: {
      is: ['wrap()'],
      options: 'all',
      noun: 'policy',
    },
  },
  knobs: {
    duration: {
      at: ['client(0)'],
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total', 'queue', 'query', 'acquire'],
      source: 'cockatiel@3.2.1 dist/TimeoutPolicy.js:62-94; cockatiel@4.0.0 alike',
      verified: '3.2.1',
    },
  },
  wrappers: [
    {
      path: 'Timeout.execute',
      wraps: 'arg0',
      knob: 'duration',
      effect: { signals: 'signal', unless: { at: 'client(1)', is: 'TimeoutStrategy.Aggressive' } },
    },
    {
      path: 'Wrapped.execute',
      wraps: 'arg0',
      knob: 'duration',
      effect: { signals: 'signal', unless: { at: 'client(1)', is: 'TimeoutStrategy.Aggressive' } },
    },
  ],
  retries: [
    {
      path: 'retry', of: 'work', attempts: { at: ['arg1.maxAttempts'], default: 'endless', are: 'retries' }, filter: [],
      wait: { rate: 'none', made: { at: ['arg1.backoff'], are: { 'new ExponentialBackoff()': { rate: 'exponential', random: true, max: 30_000 }, 'new ConstantBackoff()': { rate: 'constant' } } } },
      source: 'cockatiel@3.2.1 dist/Policy.js:247 (endless and at once by default), dist/backoff/ExponentialBackoff.js (decorrelated jitter, 30 s)', verified: '3.2.1, 4.0.0',
    },
  ],
  promises: [
    { path: 'Timeout|Wrapped.execute', source: 'cockatiel@3.2.1 dist/TimeoutPolicy.js' },
    { path: 'retry|circuitBreaker|bulkhead|fallback|usePolicy().execute', source: 'cockatiel@3.2.1 dist/RetryPolicy.js:51', verified: '3.2.1' },
  ],
});

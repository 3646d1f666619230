import { defineEntry } from '../types.js';

/** opossum. A breaker rejects after ten seconds by default; the function that it was made with runs on. */
export default defineEntry({
  id: 'opossum',
  name: 'opossum',
  packages: ['opossum'],
  versions: '>=5',
  types: {
    Breaker: {
      is: ['new ()', 'new CircuitBreaker()'],
      annotations: ['CircuitBreaker'],
      options: 1,
      noun: 'circuit breaker',
    },
  },
  knobs: {
    timeout: {
      at: ['client.timeout'],
      unit: 'ms',
      default: 10_000,
      off: [false, 0],
      covers: ['connect', 'headers', 'body', 'total', 'queue', 'query', 'acquire'],
      source: 'opossum@9.0.0 lib/circuit.js:179, :732-754; opossum@10.0.0 alike',
      verified: '9.0.0, 10.0.0',
    },
  },
  wrappers: [{ path: 'Breaker.fire|call', wraps: 'client(0)', knob: 'timeout', effect: 'rejects' }],
  promises: [
    { path: 'Breaker.fire|call', source: 'opossum@9.0.0 lib/circuit.js:615-643', verified: '9.0.0' },
  ],
});

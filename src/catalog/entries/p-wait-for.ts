import { defineEntry } from '../types.js';

/**
 * p-wait-for. It asks a condition every 20 ms until it holds; the default timeout is Infinity, so what never comes true is
 * asked for for ever. `timeout` is a number, or from version 5 on an object with `milliseconds`. A condition that hangs
 * itself is bounded by the timeout up to version 5; version 6 looks at the clock only between two questions.
 */
export default defineEntry({
  id: 'p-wait-for',
  name: 'p-wait-for',
  packages: ['p-wait-for'],
  versions: '>=3',
  calls: [{ path: '', kind: 'wait', does: 'wait for a condition', options: 1, knobs: ['timeout', 'signal'], essential: ['total'], phases: ['total'] }],
  knobs: {
    timeout: {
      at: ['call.timeout.milliseconds', 'call.timeout'],
      unit: 'ms',
      default: 'none',
      off: ['Infinity'],
      covers: ['total'],
      source: 'p-wait-for@6.0.0 index.js:62-77; p-wait-for@3.2.0 index.js:4-9, :41-51',
      verified: '6.0.0',
    },
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['total'],
      versions: '>=6',
      source: 'p-wait-for@6.0.0 index.js:65-77',
      verified: '6.0.0',
    },
  },
});

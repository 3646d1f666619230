import { defineEntry } from '../types.js';

/**
 * p-event. It settles with the event, or rejects with `error` (or another of `rejectionEvents`). Without `timeout`, and from
 * version 6 on without a signal, it waits for ever; `Infinity` and anything that is no number mean the same. Up to
 * version 4 the function is the module itself, and the default export.
 */
export default defineEntry({
  id: 'p-event',
  name: 'p-event',
  packages: ['p-event'],
  versions: '>=2',
  calls: [
    { path: 'pEvent|pEventMultiple|multiple', kind: 'wait', does: 'wait for an event', options: 2, knobs: ['timeout', 'signal'], essential: ['total'], phases: ['total'] },
    { path: '', kind: 'wait', does: 'wait for an event', options: 2, knobs: ['timeout'], essential: ['total'], phases: ['total'] },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout'],
      unit: 'ms',
      default: 'none',
      off: ['Infinity'],
      covers: ['total'],
      source: 'p-event@7.1.1 index.js:91; p-event@4.2.0 index.js:87-90',
      verified: '7.1.1',
    },
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['total'],
      versions: '>=6',
      source: 'p-event@6.0.1 index.js:31, :78-81',
      verified: '7.1.1',
    },
  },
});

import { defineEntry } from '../types.js';

/**
 * Node's promises for events. `once` settles with the event, or rejects with an `error` event; it does not hear `close`,
 * so an emitter that is gone leaves it waiting. Neither has a timeout: only a signal ends them. The loop over `on` ends
 * with its signal, with an `error`, or with an event of its `close` option, and else never.
 * Browser-like `EventTarget`s have no `error` that rejects.
 */
export default defineEntry({
  id: 'node-events',
  name: 'events.once',
  packages: ['events', 'node:events'],
  calls: [
    { path: 'once', kind: 'wait', does: 'wait for an event', options: 2, knobs: ['signal'], essential: ['total'], phases: ['total'] },
    { path: 'EventEmitter.once', kind: 'wait', does: 'wait for an event', options: 2, knobs: ['signal'], essential: ['total'], phases: ['total'] },
    { path: 'on', kind: 'wait', does: 'loop over events', options: 2, knobs: ['signal', 'close'], essential: ['total'], phases: ['total'] },
    { path: 'EventEmitter.on', kind: 'wait', does: 'loop over events', options: 2, knobs: ['signal', 'close'], essential: ['total'], phases: ['total'] },
  ],
  knobs: {
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['total'],
      source: 'https://nodejs.org/docs/latest-v20.x/api/events.html#eventsonceemitter-name-options',
      verified: '20.20.2',
    },
    // A list of events, not a time: whatever stands there is taken for an end that may come.
    close: {
      at: ['call.close'],
      unit: 'ms',
      default: 'none',
      covers: ['total'],
      versions: '>=20',
      source: 'https://nodejs.org/docs/latest-v20.x/api/events.html#eventsonemitter-eventname-options',
      verified: '20.20.2',
    },
  },
  promises: [
    { path: 'once', source: 'https://nodejs.org/api/events.html#eventsonceemitter-name-options', verified: 'Node 20.20.2' },
    { path: 'on', gives: 'none', source: 'https://nodejs.org/api/events.html#eventsonemitter-eventname-options (an AsyncIterator)', verified: 'Node 20.20.2' },
    { path: 'EventEmitter.on', gives: 'none', source: 'https://nodejs.org/api/events.html#eventsonemitter-eventname-options (an AsyncIterator)' },
  ],
  hearers: ['once|on', 'EventEmitter.once|on'].map((path) => ({ path, hears: true as const, source: 'https://nodejs.org/api/events.html#eventsonceemitter-name-options' })),
});

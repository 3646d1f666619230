import { defineEntry } from '../types.js';

/**
 * `pipeline` and `finished` of node:stream/promises settle when the streams end, fail or are closed too early. They have no
 * timeout, and a peer that stops sending or reading does none of the three: only a signal ends that. Local files, archives
 * and transforms end by themselves.
 */
export default defineEntry({
  id: 'node-streams',
  name: 'node:stream/promises',
  packages: ['stream/promises', 'node:stream/promises'],
  calls: [
    { path: 'finished', kind: 'wait', does: 'wait for the end of a stream', options: 1, knobs: ['signal'], essential: ['total'], phases: ['total'] },
    { path: 'pipeline', kind: 'wait', does: 'wait for the end of streams', knobs: ['lastSignal'], essential: ['total'], phases: ['total'] },
  ],
  knobs: {
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['total'],
      source: 'https://nodejs.org/docs/latest-v20.x/api/stream.html#streamfinishedstream-options',
      verified: '20.20.2',
    },
    // The options follow the streams, however many there are.
    lastSignal: {
      at: ['arg1.signal', 'arg2.signal', 'arg3.signal', 'arg4.signal', 'arg5.signal', 'arg6.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['total'],
      source: 'https://nodejs.org/docs/latest-v20.x/api/stream.html#streampipelinesource-transforms-destination-options',
      verified: '20.20.2',
    },
  },
  promises: [
    { path: 'pipeline|finished', source: 'https://nodejs.org/api/stream.html#streams-promises-api', verified: 'Node 20.20.2' },
  ],
  hearers: [{ path: 'finished|pipeline', hears: true, source: 'https://nodejs.org/api/stream.html#streampipelinesource-transforms-destination-options' }],
});

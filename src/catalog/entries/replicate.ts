import { defineEntry } from '../types.js';

/**
 * Replicate's client, over the runtime's fetch, with no time of its own. The signal of `run` is only looked at between polls and
 * then cancels the prediction; the requests themselves never see it. Whatever fails on its way is sent again five times, without a pause, a POST as well: a silent
 * server holds a caller for half an hour.
 */
export default defineEntry({
  id: 'replicate',
  name: 'Replicate',
  packages: ['replicate'],
  types: {
    Client: {
      is: ['new ()', 'new Replicate()'],
      annotations: ['Replicate'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    {
      path: 'Client.run',
      kind: 'outbound',
      does: 'prediction',
      options: 1,
      knobs: ['pollSignal', 'fetch'],
      essential: ['total'],
      phases: ['headers', 'total'],
    },
    {
      path: 'Client.predictions|trainings|deployments|models|collections.create|get|cancel|list|search',
      kind: 'outbound',
      does: 'request to Replicate',
      options: [0, 1, 2],
      knobs: ['signal', 'fetch'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Client.request',
      kind: 'outbound',
      does: 'request to Replicate',
      options: 1,
      knobs: ['signal', 'fetch'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'replicate@1.4.0 index.js:245-277, lib/predictions.js',
    },
    pollSignal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['total'],
      source: 'replicate@1.4.0 index.js:145-195 (looked at between polls)',
    },
    fetch: {
      at: ['client.fetch'],
      unit: 'signal',
      default: 300_000,
      covers: ['headers', 'body'],
      source: 'replicate@1.4.0 index.js:288; undici@7.30.2 lib/dispatcher/client.js:262-263 (300 s)',
    },
  },
  retries: [{ path: 'Client', of: 'requests', attempts: { at: [], default: 5, are: 'retries' }, selects: true, source: 'replicate@1.4.0 lib/util.js:195-241 (no answer: always; of GET also 429 and 5xx)' }],
});

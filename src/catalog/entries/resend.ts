import { defineEntry } from '../types.js';

/** Mail over the API of Resend, by the runtime's fetch. It has no time of its own; a call hands its options on to fetch, and what fails is told in what it gives, not thrown. */
export default defineEntry({
  id: 'resend',
  name: 'Resend',
  packages: ['resend'],
  types: { Resend: { is: ['new Resend()'], annotations: ['Resend'], options: 1, noun: 'client' } },
  calls: [
    { path: 'Resend.emails|batch|broadcasts.send|create', kind: 'outbound', does: 'sending of a mail', options: 1, knobs: ['signal', 'fetch'], phases: ['connect', 'headers', 'body', 'total'] },
  ],
  knobs: {
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'resend@6.38.0 dist/index.mjs (post: the options of a call go to fetch)',
      verified: '6.38.0',
    },
    // It is the runtime's.
    fetch: {
      at: [],
      unit: 'ms',
      default: 300_000,
      covers: ['headers', 'body'],
      source: 'resend@6.38.0 dist/index.mjs; undici@6.29.1 lib/dispatcher/client.js:240-241 (300 s)',
    },
  },
  costs: [{ path: 'Resend.emails.send|create', is: 'mail', source: 'https://resend.com/docs/send-with-nodejs' }],
});

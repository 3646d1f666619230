import { defineEntry } from '../types.js';

/** jsdom, where it fetches the page itself. Only the times of undici hold, which it brings: there is neither an option nor a signal. */
export default defineEntry({
  id: 'jsdom',
  name: 'jsdom',
  packages: ['jsdom'],
  versions: '>=27',
  calls: [{ path: 'JSDOM.fromURL', kind: 'outbound', does: 'reading of a page', options: 1, url: 0, knobs: ['dispatcher'], phases: ['connect', 'headers', 'body', 'total'] }],
  knobs: {
    // A dispatcher of one's own may have any time.
    dispatcher: {
      at: ['call.resources.dispatcher'],
      unit: 'signal',
      default: 300_000,
      covers: ['headers', 'body'],
      source: 'jsdom@29.1.1 lib/api.js:118-147 (no time set); undici@7.30.2 lib/dispatcher/client.js:262-263 (300 s)',
    },
  },
  ignored: [{ calls: 'JSDOM.fromURL', option: 'timeout', why: 'does nothing: jsdom has no such option', instead: 'fetch the page with a signal, and give its text to new JSDOM', source: 'jsdom@29.1.1 lib/api.js:160-184' }],
});

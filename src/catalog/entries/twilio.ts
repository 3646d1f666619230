import { defineEntry } from '../types.js';

const call = { kind: 'outbound', does: 'request to Twilio', knobs: ['timeout'], phases: ['connect', 'headers', 'body', 'total'] } as const;

/** Twilio's client gives up after 30 s of its own accord, through the axios underneath, and tries once. It takes no signal; a body that drips is not bounded. */
export default defineEntry({
  id: 'twilio',
  name: 'Twilio',
  packages: ['twilio'],
  versions: '>=4',
  types: {
    Client: {
      is: ['()', 'new ()', 'new Twilio()', 'Twilio()'],
      annotations: ['Twilio'],
      options: 2,
      noun: 'client',
    },
  },
  calls: [
    { ...call, path: 'Client.*.create|list|page|getPage' },
    { ...call, path: 'Client.*().fetch|update|remove' },
    { ...call, path: 'Client.*().*.create|list|page' },
    { ...call, path: 'Client.*.*.*.create|list|page' },
    { ...call, path: 'Client.*.*.*().fetch|update|remove' },
    { ...call, path: 'Client.*.*.*().*.create|list|page' },
    { ...call, path: 'Client.*.*.*().*().fetch|update|remove' },
    { ...call, path: 'Client.*.*().fetch|update|remove' },
    { ...call, path: 'Client.*.*().*.create|list|page' },
    { ...call, path: 'Client.request' },
  ],
  knobs: {
    timeout: {
      at: ['client.timeout'],
      unit: 'ms',
      default: 30_000,
      covers: ['connect', 'headers', 'body'],
      versions: '>=5.4',
      source: 'twilio@6.2.0 lib/base/BaseTwilio.js:59, lib/base/RequestClient.js:92, :173',
      verified: '6.2.0',
    },
    // The client of earlier versions has no such option, and the default holds whatever it says.
    'timeout@4': {
      at: [],
      unit: 'ms',
      default: 30_000,
      covers: ['connect', 'headers', 'body'],
      versions: '<5.4',
      source: 'twilio@4.23.0 lib/base/RequestClient.js:77, :153; lib/base/BaseTwilio.js (only httpClient is read)',
      verified: '4.23.0',
    },
  },
});

import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body', 'total'] as const;

/** google-auth-library: what asks Google for tokens and keys. Nothing bounds a request but `transporterOptions`, whose `timeout` ends it whole; it is tried again up to three times. */
export default defineEntry({
  id: 'google-auth-library',
  name: 'google-auth-library',
  packages: ['google-auth-library'],
  versions: '>=10',
  types: {
    Client: {
      is: ['new OAuth2Client|JWT|UserRefreshClient|Compute|GoogleAuth()'],
      annotations: ['OAuth2Client', 'JWT', 'UserRefreshClient', 'Compute'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    { path: 'Client.getToken|verifyIdToken|refreshAccessToken|getAccessToken|getTokenInfo|revokeToken|revokeCredentials|authorize|fetchIdToken', kind: 'outbound', does: 'request to Google', knobs: ['timeout', 'fetch'], phases },
  ],
  knobs: {
    timeout: {
      at: ['client.transporterOptions.timeout', 'client.clientOptions.transporterOptions.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: phases,
      source: 'google-auth-library@10.9.1 build/src/auth/authclient.js (transporterOptions); gaxios build/cjs/src/gaxios.js (timeout)',
      verified: '10.9.1',
    },
    // What somebody hands in may do anything, and the runtime's own times hold where nobody does.
    fetch: {
      at: ['client.transporter'],
      unit: 'signal',
      default: 'none',
      covers: phases,
      source: 'google-auth-library@10.9.1 build/src/auth/authclient.js (transporter)',
    },
  },
});

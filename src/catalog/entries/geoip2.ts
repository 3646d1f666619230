import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body', 'total'] as const;

/** MaxMind's client for its web service: everything of a request ends after three seconds. Its readers of files ask nobody. */
export default defineEntry({
  id: 'geoip2',
  name: 'GeoIP2 web service',
  packages: ['@maxmind/geoip2-node'],
  versions: '>=5',
  types: {
    Client: { is: ['new WebServiceClient()'], annotations: ['WebServiceClient'], options: 2, noun: 'client' },
  },
  calls: [{ path: 'Client.city|country|insights', kind: 'outbound', does: 'request to MaxMind', knobs: ['timeout'], phases }],
  knobs: {
    timeout: {
      at: ['client.timeout', 'client(2)'],
      unit: 'ms',
      default: 3_000,
      zero: { 'client.timeout': 'at once' },
      covers: phases,
      source: '@maxmind/geoip2-node@6.3.4 dist/src/webServiceClient.js:54, :92-132',
    },
  },
});

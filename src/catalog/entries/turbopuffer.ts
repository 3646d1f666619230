import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body', 'total'] as const;
const answered = ['headers', 'body', 'total'] as const;
const call = { kind: 'outbound', does: 'request to turbopuffer', knobs: ['timeout', 'signal', 'fetch'], phases } as const;
const asked = 'query|multiQuery|explainQuery|schema|updateSchema|hintCacheWarm|metadata|recall';
const changing = 'write|deleteAll|copyFrom|branchFrom';

/** turbopuffer's client. An attempt has a minute, its body included, and there are five of them. Neither the time nor a signal ends the connecting, which is that of the undici it brings. */
export default defineEntry({
  id: 'turbopuffer',
  name: 'turbopuffer',
  packages: ['@turbopuffer/turbopuffer'],
  versions: '>=1',
  types: {
    Client: {
      is: ['new ()', 'new Turbopuffer()', 'Client.withOptions()'],
      annotations: ['Turbopuffer', 'default'],
      options: 0,
      noun: 'client',
    },
    Namespace: { is: ['Client.namespace()'], annotations: ['Namespace'], noun: 'client' },
  },
  calls: [
    { ...call, path: `Namespace.${asked}|${changing}`, options: 1 },
    { ...call, path: 'Client.namespaces', options: 1 },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 60_000,
      covers: answered,
      source: '@turbopuffer/turbopuffer@2.8.0 client.js:74 (a minute), :339-364',
    },
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: answered,
      source: '@turbopuffer/turbopuffer@2.8.0 client.js:340-341',
    },
    // A fetch of one's own may bound every attempt: what it does is not read.
    fetch: {
      at: ['client.fetch'],
      unit: 'signal',
      default: 'none',
      covers: phases,
      source: '@turbopuffer/turbopuffer@2.8.0 client.js:358',
    },
  },
  retries: [{ path: 'Client', of: 'requests', attempts: { at: ['call.maxRetries', 'client.maxRetries'], default: 4, are: 'retries' }, selects: true, source: '@turbopuffer/turbopuffer@2.8.0 client.js:85 (maxRetries ?? 4)' }],
});

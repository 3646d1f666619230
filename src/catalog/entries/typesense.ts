import { defineEntry } from '../types.js';

const call = { kind: 'outbound', does: 'request to Typesense', knobs: ['connectionTimeoutSeconds'], phases: ['connect', 'headers', 'body', 'total'] } as const;

/** Typesense's client, over axios. `connectionTimeoutSeconds` (5 s) is axios's `timeout` in spite of its name: it ends the wait for the headers and a body that stalls, not one that drips. */
export default defineEntry({
  id: 'typesense',
  name: 'Typesense',
  packages: ['typesense'],
  versions: '>=1',
  types: {
    Client: {
      is: ['new Client|SearchClient()'],
      annotations: ['Client', 'SearchClient'],
      options: 0,
      noun: 'client',
    },
    Collections: { is: ['Client.collections()'] },
    Documents: { is: ['Collections.documents()'] },
  },
  calls: [
    { ...call, path: 'Documents.search', options: 1, knobs: ['connectionTimeoutSeconds', 'abortSignal'] },
    { ...call, path: 'Documents.create|upsert|update|delete|import|export|retrieve' },
    { ...call, path: 'Collections.create|retrieve|update|delete|exists' },
    { ...call, path: 'Client.multiSearch.perform' },
    { ...call, path: 'Client.health.retrieve' },
  ],
  knobs: {
    connectionTimeoutSeconds: {
      at: ['client.connectionTimeoutSeconds', 'client.timeoutSeconds'],
      unit: 's',
      default: 5,
      zero: { 'client.connectionTimeoutSeconds': 'unset', 'client.timeoutSeconds': 'unset' },
      covers: ['connect', 'headers', 'body'],
      source: 'typesense@3.1.0 lib/Typesense/Configuration.js:26-27, lib/Typesense/ApiCall.js:187-188',
      verified: '3.1.0',
    },
    abortSignal: {
      at: ['call.abortSignal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'typesense@3.1.0 lib/Typesense/ApiCall.js:126, lib/Typesense/Documents.js (search)',
      verified: '3.1.0',
    },
  },
});

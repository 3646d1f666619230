import { defineEntry } from '../types.js';

const phases = ['connect', 'headers', 'body', 'total'] as const;
const call = { kind: 'outbound', does: 'tRPC call', options: 1, knobs: ['signal', 'fetch'], phases } as const;

/** What makes the requests, in the list of links. */
const links = [0, 1, 2, 3, 4].map((at) => `client.links.${String(at)}`);

/**
 * The client of tRPC. Its links call the runtime's fetch, with fetch's own times: a signal stands in the options of a call, or in a fetch that a link is
 * given. Links of sockets and of events wait by design. The hooks of React are other packages.
 */
export default defineEntry({
  id: 'trpc-client',
  name: '@trpc/client',
  packages: ['@trpc/client'],
  versions: '>=10',
  types: {
    Client: {
      is: ['createTRPCClient|createTRPCProxyClient()'],
      options: 0,
      noun: 'client',
    },
    Link: {
      is: ['httpLink|httpBatchLink|httpBatchStreamLink|unstable_httpBatchStreamLink()'],
      options: 0,
    },
  },
  calls: ['Client.*', 'Client.*.*', 'Client.*.*.*'].map((path) => ({ ...call, path: `${path}.query|mutate` }) as const),
  knobs: {
    signal: {
      at: ['call.signal'],
      unit: 'signal',
      default: 'none',
      covers: phases,
      source: '@trpc/client@11.25.2 dist/httpBatchLink-aPx7u_sr.mjs:154-204 (a batch ends when all of its calls are aborted, and each call for itself)',
    },
    // What a fetch of one's own does is not read, and undici's times hold where nobody hands one in.
    fetch: {
      at: links.map((link) => `${link} > client.fetch`),
      unit: 'signal',
      default: 300_000,
      covers: ['headers', 'body'],
      source: '@trpc/client@11.25.2 dist (getFetch); undici@6.29.1 lib/dispatcher/client.js:240-241 (300 s)',
    },
  },
  ignored: [
    { calls: 'Client.*.query|mutate', option: 'timeout', why: 'does nothing: a call has no such option', instead: 'signal: AbortSignal.timeout(10_000)', source: '@trpc/client@11.25.2 dist/types.d-*.mts (TRPCRequestOptions)' },
  ],
});

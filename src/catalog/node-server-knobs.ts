import type { Knob } from './types.js';

/** The times that a server of `node:http` keeps, by the names of its properties. */
export type NodeServerKnob = 'keepAliveTimeout' | 'requestTimeout' | 'requestTimeout@17' | 'headersTimeout' | 'timeout';

/** The names as entries list them in `knobs` of a call. */
export const nodeServerKnobNames = ['keepAliveTimeout', 'requestTimeout', 'headersTimeout', 'timeout'] as const;

/**
 * The knobs of a server that Node.js makes, whatever library asks it to. `versions` are those of Node.js.
 *
 * `requestTimeout` and `headersTimeout` count until the request has arrived, never the answer; `timeout` is the time without a
 * byte in either direction. `headersTimeout` need not be above `keepAliveTimeout`: since Node 12.19 an idle connection does not
 * count (measured on 16, 20, 22, 24 and 26).
 * @param holders places of the objects that may carry the properties: `result`, `set.server`, `client`
 */
export function nodeServerKnobs(holders: readonly string[]): Readonly<Record<NodeServerKnob, Knob>> {
  const at = (name: string): readonly string[] => holders.map((holder) => `${holder}.${name}`);
  return {
    keepAliveTimeout: {
      // 5 s in every release up to 26.10; 65 s is on the main branch only.
      at: at('keepAliveTimeout'),
      unit: 'ms',
      default: 5_000,
      off: [0],
      covers: [],
      source: 'Node 26.10.0 lib/_http_server.js storeHTTPOptions; https://nodejs.org/api/http.html#serverkeepalivetimeout',
      verified: 'Node 16.20.2, 20.20.2, 22.23.3, 24.21.0, 25.9.0, 26.10.0',
    },
    requestTimeout: {
      at: at('requestTimeout'),
      unit: 'ms',
      default: 300_000,
      off: [0],
      covers: ['headers', 'body'],
      versions: '>=18',
      source: 'Node 26.10.0 lib/_http_server.js storeHTTPOptions; https://nodejs.org/api/http.html#serverrequesttimeout',
      verified: 'Node 20.20.2, 22.23.3, 24.21.0, 26.10.0',
    },
    'requestTimeout@17': {
      at: at('requestTimeout'),
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['headers', 'body'],
      versions: '<18',
      source: 'Node 16.20.2 lib/_http_server.js (requestTimeout 0); https://nodejs.org/api/http.html#serverrequesttimeout',
      verified: 'Node 16.20.2',
    },
    headersTimeout: {
      at: at('headersTimeout'),
      unit: 'ms',
      default: 60_000,
      off: [0],
      covers: ['headers'],
      source: 'Node 26.10.0 lib/_http_server.js storeHTTPOptions; https://nodejs.org/api/http.html#serverheaderstimeout',
      verified: 'Node 16.20.2, 20.20.2, 22.23.3, 24.21.0, 26.10.0',
    },
    timeout: {
      at: [...at('timeout'), 'chain.setTimeout(0)'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['headers', 'body'],
      source: 'Node 26.10.0 lib/_http_server.js (timeout 0 since Node 13); https://nodejs.org/api/http.html#servertimeout',
      verified: 'Node 16.20.2, 20.20.2, 24.21.0',
    },
  };
}

import { defineEntry } from '../types.js';

/**
 * wretch: a builder over Node's fetch, whose steps each give a new one. A verb (`get`, `post`) sends, and gives a
 * resolver: `setTimeout` of the abort addon stands there, after the verb, and bounds the body too. A signal stands
 * before it: in the options, or as the controller that `signal()` takes. A builder is kept and used again, so a
 * signal in it has one clock for all calls; without either there is only fetch's own 300 s for the headers.
 */
export default defineEntry({
  id: 'wretch',
  name: 'wretch',
  packages: ['wretch', 'wretch/all'],
  types: {
    Client: {
      is: ['()', 'default()'],
      annotations: ['Wretch', 'Wretcher'],
      options: 1,
      noun: 'client',
    },
    // The steps that say how long: `options({ signal })`, `signal(controller)`.
    Signalled: {
      is: ['Client|Step|Signalled.options|signal()'],
      options: 0,
      noun: 'client',
    },
    Step: {
      is: [
        'Client|Step|Signalled.addon|url|headers|accept|content|auth|body|json|query|formData|formUrl|basicAuth()',
        'Client|Step|Signalled.catcher|catcherFallback|customError|resolve|defer|middlewares|errorType|polyfills()',
      ],
      noun: 'client',
    },
  },
  calls: [
    {
      path: 'Client|Step|Signalled.get|delete|put|post|patch|head|opts|fetch',
      kind: 'outbound',
      does: 'HTTP request',
      knobs: ['setTimeout', 'signal', 'headersTimeout', 'bodyTimeout', 'connectTimeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    setTimeout: {
      at: ['chain.setTimeout(0)'],
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'wretch@2.11.1 dist/addons/abort.js:64-68',
      verified: '2.11.1',
    },
    signal: {
      // Also of `signal(controller)`, which takes the controller itself.
      at: ['client.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'wretch@2.11.1 dist/core.js:46-48 (options), dist/addons/abort.js:59-61 (signal)',
      verified: '2.11.1',
    },
    headersTimeout: {
      at: ['client.dispatcher > client.headersTimeout', 'ambient:undici.setGlobalDispatcher(0) > client.headersTimeout'],
      unit: 'ms',
      default: 300_000,
      off: [0],
      covers: ['headers'],
      ambient: true,
      source: 'undici@6.29.1 lib/dispatcher/client.js:241',
      verified: 'wretch 2.11.1 on Node 20.20.2',
    },
    bodyTimeout: {
      at: ['client.dispatcher > client.bodyTimeout', 'ambient:undici.setGlobalDispatcher(0) > client.bodyTimeout'],
      unit: 'ms',
      default: 300_000,
      off: [0],
      covers: ['body'],
      ambient: true,
      source: 'undici@6.29.1 lib/dispatcher/client.js:240',
    },
    connectTimeout: {
      at: ['ambient:undici.setGlobalDispatcher(0) > client.connect.timeout', 'ambient:undici.setGlobalDispatcher(0) > client.connectTimeout'],
      unit: 'ms',
      default: 10_000,
      off: [0],
      covers: ['connect'],
      ambient: true,
      source: 'undici@6.29.1 lib/core/connect.js:86',
    },
  },
});

import { defineEntry } from '../types.js';

/**
 * request, deprecated since 2020, with its promise wrappers and the fork of Cypress. No timeout by default. `timeout`
 * bounds connecting and the headers, then counts idle time, so a body that drips is not bounded; a text instead of a
 * number is not looked at. A signal is no option of its own, but all
 * options reach `http.request`, which knows it; `abort()` in a timer ends everything as well. `defaults` gives a
 * request of the same form, whose options the call's are merged into.
 */
export default defineEntry({
  id: 'request',
  name: 'request',
  packages: ['request', 'request-promise', 'request-promise-native', 'request-promise-any', '@cypress/request', '@cypress/request-promise'],
  types: {
    Client: {
      is: ['', 'defaults()', 'forever()', 'Client.defaults()', 'Client.forever()'],
      annotations: ['RequestAPI', 'RequestPromiseAPI'],
      options: [0, 1],
      noun: 'client',
    },
  },
  calls: [
    {
      path: 'Client',
      kind: 'outbound',
      does: 'HTTP request',
      options: [1, 0],
      url: 0,
      knobs: ['timeout', 'signal', 'timer'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Client.get|head|options|post|put|patch|del|delete',
      kind: 'outbound',
      does: 'HTTP request',
      options: [1, 0],
      url: 0,
      knobs: ['timeout', 'signal', 'timer'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect', 'headers', 'body'],
      source: 'request@2.88.2 request.js:766-773 (only a finite number), :813-852',
      verified: '2.88.2',
    },
    signal: {
      at: ['call.signal', 'client.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'request@2.88.2 request.js:130 (options become its properties), :751 (which are the options of http.request); Node 20.20.2 lib/_http_client.js',
      verified: '2.88.2, @cypress/request 4.0.1',
    },
    timer: {
      at: ['timer.abort|destroy|cancel'],
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'request@2.88.2 request.js:1538-1541 (clears its own timer and aborts)',
    },
  },
  ignored: ['connectTimeout', 'requestTimeout', 'readTimeout'].flatMap((option) =>
    ['Client', 'Client.get|head|options|post|put|patch|del|delete'].map((calls) => ({
      calls,
      option,
      why: 'does nothing: request has no such option',
      instead: 'timeout',
      source: 'request@2.88.2 README.md (the options), request.js:767 (timeout is what is read)',
    })),
  ),
  promises: [
    { path: 'Client', gives: 'none', packages: ['request', '@cypress/request'], source: 'https://www.npmjs.com/package/request (a Request)' },
    { path: 'Client.get|head|options|post|put|patch|del|delete', gives: 'none', packages: ['request', '@cypress/request'], source: 'https://www.npmjs.com/package/request (a Request)' },
    { path: 'Client', gives: 'quiet', callback: true, packages: ['request-promise', 'request-promise-any'], source: 'https://github.com/request/request-promise#api-in-detail (Bluebird: reported, without ending the process)' },
    { path: 'Client.get|head|options|post|put|patch|del|delete', gives: 'quiet', callback: true, packages: ['request-promise', 'request-promise-any'], source: 'https://github.com/request/request-promise#api-in-detail (Bluebird: reported, without ending the process)' },
  ],
});

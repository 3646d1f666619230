import { defineEntry } from '../types.js';

/**
 * got. No timeout by default, in any version. `timeout.request` bounds an attempt, of which there are three for
 * idempotent methods; none of the times runs while a call waits for a socket of an agent with `maxSockets`.
 * A bare number meant `timeout.request` up to version 11; from 12 on it throws.
 */
export default defineEntry({
  id: 'got',
  name: 'got',
  packages: ['got'],
  versions: '>=11',
  types: {
    Client: {
      is: ['', 'got', 'extend()', 'Client.extend()', 'create()'],
      annotations: ['Got', 'ExtendedGot'],
      options: [0, 1, 2],
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
      knobs: ['request', 'response', 'connect', 'socket', 'read', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Client.get|post|put|patch|head|delete|paginate|stream',
      kind: 'outbound',
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['request', 'response', 'connect', 'socket', 'read', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Client.stream.get|post|put|patch|head|delete',
      kind: 'outbound',
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['request', 'response', 'connect', 'socket', 'read', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'Client.paginate.all|each',
      kind: 'outbound',
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['request', 'response', 'connect', 'socket', 'read', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    request: {
      at: ['call.timeout.request', 'client.timeout.request'],
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '>=12',
      source: 'got@14.6.6 dist/source/core/options.js:104, dist/source/core/timed-out.js:56-61',
      verified: '14.6.6',
    },
    'request@11': {
      at: ['call.timeout.request', 'call.timeout', 'client.timeout.request', 'client.timeout'],
      unit: 'ms',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '<12',
      source: 'got@11.8.6 dist/source/core/index.js:603-615, dist/source/core/utils/timed-out.js:56',
      verified: '11.8.6',
    },
    response: {
      at: ['call.timeout.response', 'client.timeout.response'],
      unit: 'ms',
      default: 'none',
      covers: ['headers'],
      source: 'got@14.6.6 dist/source/core/timed-out.js:123-128 (from the end of the upload to the headers)',
      verified: '14.6.6',
    },
    connect: {
      at: ['call.timeout.connect', 'client.timeout.connect'],
      unit: 'ms',
      default: 'none',
      covers: ['connect'],
      source: 'got@14.6.6 dist/source/core/timed-out.js:89-101',
      verified: '14.6.6',
    },
    socket: {
      at: ['call.timeout.socket', 'client.timeout.socket'],
      unit: 'ms',
      default: 'none',
      covers: ['headers', 'body'],
      source: 'got@14.6.6 dist/source/core/timed-out.js:62-73 (idle time of a connected socket)',
      verified: '14.6.6',
    },
    read: {
      at: ['call.timeout.read', 'client.timeout.read'],
      unit: 'ms',
      default: 'none',
      covers: ['body'],
      versions: '>=12',
      source: 'got@14.6.6 dist/source/core/timed-out.js:131-136',
      verified: '14.6.6',
    },
    signal: {
      at: ['call.signal', 'client.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '>=12',
      source: 'got@12.6.1 dist/source/core/index.js:261-271; got@14.6.6 dist/source/core/options.js:877',
      verified: '14.6.6',
    },
  },
  promises: [
    { path: 'Client.stream|paginate', gives: 'none', source: 'https://github.com/sindresorhus/got/blob/main/documentation/3-streams.md' },
    { path: 'Client.stream.get|post|put|patch|head|delete', gives: 'none', source: 'https://github.com/sindresorhus/got/blob/main/documentation/3-streams.md' },
    { path: 'Client.paginate.each', gives: 'none', source: 'https://github.com/sindresorhus/got/blob/main/documentation/4-pagination.md' },
    { path: 'Client.get|post|put|patch|head|delete().json|text|buffer', source: 'https://github.com/sindresorhus/got/blob/main/documentation/1-promise.md' },
    { path: 'Client().json|text|buffer', source: 'https://github.com/sindresorhus/got/blob/main/documentation/1-promise.md' },
  ],
});

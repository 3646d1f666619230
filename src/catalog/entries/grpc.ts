import { defineEntry } from '../types.js';

const call = { kind: 'outbound', does: 'call', phases: ['connect', 'headers', 'body', 'total'] } as const;

/**
 * @grpc/grpc-js. A call without a deadline never ends: neither with a server that is silent, nor, with `waitForReady`, without one.
 * A deadline is a point in time, not a span: `deadline: 5000` was over in 1970. It stands in the options, which are the second or third
 * argument, behind the metadata. There is no `timeout`, and no client-wide deadline but what an interceptor or the service's configuration sets.
 *
 * Clients are recognised where they come from `loadPackageDefinition`, `makeGenericClientConstructor` or `Client` itself; those that a
 * generator writes as classes of the project extend `Client`.
 */
export default defineEntry({
  id: 'grpc',
  name: 'gRPC',
  packages: ['@grpc/grpc-js'],
  types: {
    Client: {
      is: [
        'loadPackageDefinition().new *()',
        'loadPackageDefinition().*.new *()',
        'loadPackageDefinition().*.*.new *()',
        'loadPackageDefinition().*.*.*.new *()',
        'loadPackageDefinition().*.*.*.*.new *()',
        'makeGenericClientConstructor().new ()',
        'makeClientConstructor().new ()',
        'new Client()',
      ],
      annotations: ['Client'],
      noun: 'client',
    },
    NoCall: {
      is: ['Client.close|getChannel|makeUnaryRequest|makeClientStreamRequest|makeServerStreamRequest|makeBidiStreamRequest'],
    },
  },
  calls: [
    { path: 'Client.waitForReady', kind: 'outbound', does: 'connection', knobs: ['readyDeadline'], essential: ['connect'], phases: ['connect'] },
    { path: 'waitForClientReady', kind: 'outbound', does: 'connection', knobs: ['clientReadyDeadline'], essential: ['connect'], phases: ['connect'] },
    { path: 'Client.*', ...call, options: [2, 1], knobs: ['deadline'] },
  ],
  knobs: {
    deadline: {
      // What interceptors do cannot be seen.
      at: ['call.deadline', 'call.interceptors', 'client(2).interceptors', 'client(2).interceptor_providers'],
      unit: 'ms',
      default: 'none',
      off: ['Infinity'],
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@grpc/grpc-js@1.14.7 build/src/client.js:104-125 (the options), internal-channel.js, resolving-call.js (no deadline: Infinity)',
      verified: '1.14.7',
    },
    readyDeadline: {
      at: ['arg0'],
      unit: 'ms',
      default: 'none',
      off: ['Infinity'],
      covers: ['connect'],
      source: '@grpc/grpc-js@1.14.7 build/src/client.js:75-103',
    },
    clientReadyDeadline: {
      at: ['arg1'],
      unit: 'ms',
      default: 'none',
      off: ['Infinity'],
      covers: ['connect'],
      source: '@grpc/grpc-js@1.14.7 build/src/index.js (waitForClientReady)',
    },
  },
  ignored: [
    {
      calls: 'Client.*',
      option: 'timeout',
      why: 'does nothing: a call has a deadline, a point in time',
      instead: 'deadline: Date.now() + 10_000',
      source: '@grpc/grpc-js@1.14.7 build/src/client.d.ts (CallOptions)',
    },
  ],
  promises: [
    { path: 'Client.*', gives: 'none', source: 'https://grpc.github.io/grpc/node/grpc.Client.html (callbacks and streams)' },
    { path: 'Client.waitForReady', gives: 'none', source: 'https://grpc.github.io/grpc/node/grpc.Client.html' },
    { path: 'waitForClientReady', gives: 'none', source: 'https://grpc.github.io/grpc/node/grpc.html' },
  ],
});

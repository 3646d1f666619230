import { defineEntry } from '../types.js';

/**
 * NATS bounds what it waits for: 20 s for the connection, 1 s for the reply to a request (2.x; the clients of @nats-io take
 * the same), 5 s for the acknowledgement of JetStream. A request takes the time in its options, not as a number.
 */
export default defineEntry({
  id: 'nats',
  name: 'NATS',
  packages: ['nats', '@nats-io/transport-node', '@nats-io/nats-core'],
  versions: '>=2',
  types: {
    Connection: {
      is: ['connect()'],
      annotations: ['NatsConnection'],
      noun: 'connection',
    },
    JetStream: {
      is: ['Connection.jetstream()'],
      annotations: ['JetStreamClient'],
      options: 0,
      noun: 'JetStream client',
    },
  },
  acquires: [
    { path: 'connect', release: ['close', 'drain'], mayLast: true, gives: ['jetstream', 'jetstreamManager'], noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'nats@2.29.3 lib/nats-base-client/nats.js:92-96 (close), :395 (drain); @nats-io/nats-core@3.4.0 lib/nats.js:54, :387', verified: 'nats 2.29.3' },
  ],
  calls: [
    { path: 'connect', kind: 'outbound', does: 'connection to NATS', options: 0, knobs: ['connectTimeout'], essential: ['connect'], phases: ['connect'] },
    {
      path: 'Connection.request|requestMany',
      kind: 'outbound',
      does: 'request',
      options: 2,
      knobs: ['requestTimeout'],
      essential: ['query'],
      phases: ['query'],
    },
    { path: 'JetStream.publish', kind: 'outbound', does: 'publish', options: 2, knobs: ['ackTimeout'], essential: ['query'], phases: ['query'] },
  ],
  knobs: {
    connectTimeout: {
      at: ['call.timeout'],
      unit: 'ms',
      default: 20_000,
      covers: ['connect'],
      source: 'nats@2.29.3 lib/nats-base-client/protocol.js:415',
      verified: '2.29.3',
    },
    requestTimeout: {
      at: ['call.timeout', 'call.maxWait'],
      unit: 'ms',
      default: 1_000,
      covers: ['query'],
      source: 'nats@2.29.3 lib/nats-base-client/nats.js:311-321',
      verified: '2.29.3',
    },
    ackTimeout: {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 5_000,
      covers: ['query'],
      source: 'nats@2.29.3 lib/jetstream/jsclient.js:124, lib/jetstream/jsbaseclient_api.js:34-41',
    },
  },
  promises: [
    { path: 'Connection.drain|flush|close', source: 'https://github.com/nats-io/nats.js/blob/main/core/README.md#drain' },
  ],
  clients: [
    { path: 'connect()', noun: 'connection', holds: 'connections', closes: ['close', 'drain'], source: 'https://github.com/nats-io/nats.js#connecting-to-a-nats-server' },
  ],
});

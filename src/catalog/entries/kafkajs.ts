import { defineEntry } from '../types.js';

const request = {
  kind: 'outbound',
  does: 'request to Kafka',
  knobs: ['requestTimeout', 'enforceRequestTimeout', 'connectionTimeout'],
  essential: ['query'],
  phases: ['connect', 'handshake', 'query'],
} as const;

/**
 * KafkaJS bounds what it does: one attempt to connect takes at most 1 s, one request 30 s, and both are tried six times
 * (`retry.retries` 5), so a send can take minutes. Version 1 has the time and does not enforce it, unless
 * `enforceRequestTimeout` is set; version 2 enforces it, unless that is `false`. `timeout` of `send` is how long the
 * broker waits for its replicas, no deadline of the client's.
 */
export default defineEntry({
  id: 'kafkajs',
  name: 'KafkaJS',
  packages: ['kafkajs'],
  versions: '>=1.5',
  types: {
    Kafka: {
      is: ['new Kafka()'],
      annotations: ['Kafka'],
      options: 0,
      optionNames: [
        'brokers', 'ssl', 'sasl', 'clientId', 'connectionTimeout', 'authenticationTimeout', 'reauthenticationThreshold', 'requestTimeout',
        'enforceRequestTimeout', 'retry', 'socketFactory', 'logLevel', 'logCreator',
      ],
      noun: 'client',
    },
    Producer: { is: ['Kafka.producer()'], annotations: ['Producer'] },
    Transaction: { is: ['Producer.transaction()'], annotations: ['Transaction'] },
    Admin: { is: ['Kafka.admin()'], annotations: ['Admin'] },
    Consumer: { is: ['Kafka.consumer()'], annotations: ['Consumer'] },
  },
  acquires: [
    { path: 'Producer|Consumer|Admin.connect', holds: 'receiver', release: ['disconnect'], mayLast: true, going: ['run'], noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'kafkajs@2.2.4 src/producer/index.js:218-235, src/consumer/index.js:90-110, src/admin/index.js:86-97' },
  ],
  calls: [
    { path: 'Producer.send|sendBatch', ...request, does: 'send' },
    { path: 'Producer.connect|transaction', ...request },
    { path: 'Transaction.send|sendBatch|commit|abort|sendOffsets', ...request, does: 'send' },
    { path: 'Admin.connect|listTopics|createTopics|deleteTopics|createPartitions|fetchTopicMetadata|fetchTopicOffsets|fetchOffsets', ...request },
    { path: 'Admin.listGroups|describeGroups|describeCluster|setOffsets|resetOffsets|deleteGroups', ...request },
    { path: 'Consumer.connect|subscribe|commitOffsets', ...request },
  ],
  knobs: {
    requestTimeout: {
      at: ['client.requestTimeout'],
      unit: 'ms',
      default: 30_000,
      // A connection begins with the request for the versions of the API, which has the longer of this and connectionTimeout (src/broker/index.js:137).
      covers: ['handshake', 'query'],
      disabledBy: 'enforceRequestTimeout',
      versions: '>=2',
      source: 'kafkajs@2.2.4 src/cluster/index.js:62, src/network/requestQueue/index.js:88-101',
      verified: '2.2.4',
    },
    // `true` is no time: it makes the answer unknown, which it is where `requestTimeout` stands elsewhere.
    enforceRequestTimeout: {
      at: ['client.enforceRequestTimeout'],
      unit: 'ms',
      default: 'none',
      off: [false],
      covers: ['handshake', 'query'],
      source: 'kafkajs@2.2.4 src/index.js:60 (true), src/network/requestQueue/index.js:88; kafkajs@1.16.0 src/index.js:48 (false)',
    },
    connectionTimeout: {
      at: ['client.connectionTimeout'],
      unit: 'ms',
      default: 1_000,
      covers: ['connect'],
      source: 'kafkajs@2.2.4 src/index.js:56, src/network/connection.js:239',
      verified: '2.2.4',
    },
  },
  promises: [
    { path: 'Producer|Admin|Consumer.disconnect', source: 'kafkajs@2.2.4 src/producer/index.js:230, src/consumer/index.js:96', verified: '2.2.4' },
    { path: 'Consumer.run|stop', source: 'kafkajs@2.2.4 src/consumer/index.js:189', verified: '2.2.4' },
  ],
  clients: [
    { path: 'Kafka.producer()', noun: 'producer', holds: 'connections', closes: ['disconnect'], source: 'https://kafka.js.org/docs/producing (it connects to the brokers; keep one)' },
    { path: 'Kafka.admin()', noun: 'admin client', holds: 'connections', closes: ['disconnect'], source: 'https://kafka.js.org/docs/admin' },
  ],
});

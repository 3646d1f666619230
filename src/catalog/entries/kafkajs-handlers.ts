import { defineEntry } from '../types.js';

/** KafkaJS, and Confluent's client in its manner: a consumer runs one function for each message or batch. A handler that never settles stalls its partition. */
export default defineEntry({
  id: 'kafkajs-handlers',
  name: 'KafkaJS',
  packages: ['kafkajs', '@confluentinc/kafka-javascript'],
  types: {
    Kafka: { is: ['new Kafka()', 'KafkaJS.new Kafka()'], annotations: ['Kafka'] },
    Consumer: { is: ['Kafka.consumer()'], annotations: ['Consumer'], noun: 'consumer' },
  },
  rejections: [
    { end: 'retried', packages: ['kafkajs'], source: 'kafkajs@2.2.4 src/consumer/runner.js:107, :486 (then the consumer crashes and starts again)' },
    { end: 'retried', packages: ['@confluentinc/kafka-javascript'], source: 'https://docs.confluent.io/kafka-clients/javascript/current/overview.html' },
  ],
  handlers: [
    { path: 'Consumer.run', from: 0, property: 'eachMessage', reach: 'worker' },
    { path: 'Consumer.run', from: 0, property: 'eachBatch', reach: 'worker' },
    { path: 'Consumer.on', from: 1, reach: 'worker', rejections: [{ end: 'nobody', source: 'kafkajs@2.2.4 src/instrumentation/emitter.js:21' }] },
  ],
  queues: [
    { path: 'Consumer.run', is: 'consumer', noun: 'consumer', otherwise: 'that it waits for what its function gives before it takes more of a partition', advice: 'Await the work in eachMessage', source: 'kafkajs@2.2.4 src/consumer/runner.js:107, :486' },
  ],
});

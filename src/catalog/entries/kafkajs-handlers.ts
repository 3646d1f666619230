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
  handlers: [
    { path: 'Consumer.run', from: 0, property: 'eachMessage', reach: 'worker' },
    { path: 'Consumer.run', from: 0, property: 'eachBatch', reach: 'worker' },
    { path: 'Consumer.on', from: 1, reach: 'worker' },
  ],
});

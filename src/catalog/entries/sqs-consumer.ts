import { defineEntry } from '../types.js';

/** sqs-consumer: one function for a message, one for a batch. */
export default defineEntry({
  id: 'sqs-consumer',
  name: 'sqs-consumer',
  packages: ['sqs-consumer', '@rxfork/sqs-consumer'],
  rejections: [{ end: 'retried', source: 'sqs-consumer@14.2.8 dist/cjs/consumer.js:157, :258 (the message stays in the queue)', verified: '14.2.8' }],
  handlers: [
    { path: 'Consumer.create', from: 0, property: 'handleMessage', reach: 'worker' },
    { path: 'Consumer.create', from: 0, property: 'handleMessageBatch', reach: 'worker' },
    { path: 'Consumer', from: 0, property: 'handleMessage', reach: 'worker' },
    { path: 'Consumer', from: 0, property: 'handleMessageBatch', reach: 'worker' },
  ],
  queues: [
    { path: 'Consumer.create', is: 'consumer', noun: 'consumer', otherwise: 'its batch size, ten messages at most', advice: 'Await the work in handleMessage', source: 'https://github.com/bbc/sqs-consumer (batchSize: between 1 and 10)' },
  ],
});

import { defineEntry } from '../types.js';

/**
 * Pub/Sub. Publishing waits in a batch (10 ms) and then for the server: all attempts together a minute, or `gaxOpts.timeout`
 * of the topic. Receiving is a subscription's event, which has no end and needs none.
 */
export default defineEntry({
  id: 'google-cloud-pubsub',
  name: 'Pub/Sub',
  packages: ['@google-cloud/pubsub'],
  types: {
    Client: {
      is: ['new PubSub()'],
      annotations: ['PubSub'],
      noun: 'client',
    },
    Topic: {
      is: ['Client.topic()'],
      annotations: ['Topic'],
      options: 1,
      noun: 'topic',
    },
  },
  calls: [
    {
      path: 'Topic.publishMessage|publish|publishJSON',
      kind: 'outbound',
      does: 'publication',
      knobs: ['publishTimeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    publishTimeout: {
      at: ['client.gaxOpts.timeout'],
      unit: 'ms',
      default: 60_000,
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@google-cloud/pubsub@5.3.1 build/src/v1/publisher_client_config.json; google-gax@5.0.8 build/src/gax.js:167-176 (for all attempts)',
      verified: '5.3.1',
    },
  },
  promises: [
    { path: 'Topic.publishMessage|publish|publishJSON', callback: true, source: 'https://cloud.google.com/nodejs/docs/reference/pubsub/latest/pubsub/topic', verified: '5.3.1' },
    { path: 'Client.close', callback: true, source: 'https://cloud.google.com/nodejs/docs/reference/pubsub/latest/pubsub/pubsub' },
  ],
});

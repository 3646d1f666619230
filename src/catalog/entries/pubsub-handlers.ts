import { defineEntry } from '../types.js';

/** Google Cloud Pub/Sub: a subscription's messages, which may be more than a thousand at once. */
export default defineEntry({
  id: 'pubsub-handlers',
  name: 'Google Cloud Pub/Sub',
  packages: ['@google-cloud/pubsub'],
  types: {
    PubSub: { is: ['new PubSub()'], annotations: ['PubSub'] },
    Subscription: { is: ['PubSub.subscription()', 'PubSub.topic().subscription()', 'Subscription.on()'], annotations: ['Subscription'], noun: 'subscription' },
  },
  rejections: [{ end: 'nobody', source: '@google-cloud/pubsub@5.3.1 build/src/subscription.js:238 (an EventEmitter, which drops what a listener gives)', verified: '5.3.1' }],
  handlers: [{ path: 'Subscription.on|addListener', from: 1, event: 'message|error', route: 0, reach: 'worker' }],
});

import { defineEntry } from '../types.js';

/** The PubSub in memory. Those that reach out, `graphql-redis-subscriptions` and the like, have the same methods and are other packages. */
export default defineEntry({
  id: 'graphql-subscriptions',
  name: 'graphql-subscriptions',
  packages: ['graphql-subscriptions'],
  types: { PubSub: { is: ['new PubSub()'], annotations: ['PubSub'] } },
  promises: [{ path: 'PubSub.publish|subscribe', settles: true, source: 'graphql-subscriptions@3.0.0 and 2.0.0 dist/pubsub.js:31-42 (it emits, and fulfils at once)' }],
});

import { defineEntry } from '../types.js';

/** NATS: subscriptions with a callback, and endpoints of a service, whose caller waits. A `for await` over a subscription is no handler: its function runs on. */
export default defineEntry({
  id: 'nats-handlers',
  name: 'NATS',
  packages: ['nats', '@nats-io/nats-core', '@nats-io/transport-node', '@nats-io/services', '@nats-io/jetstream'],
  types: {
    Connection: { is: ['connect()', 'wsconnect()'], annotations: ['NatsConnection'] },
    Service: { is: ['Connection.services.add()', 'new Svcm().add()', 'Service.addGroup()'], annotations: ['Service', 'ServiceGroup'] },
    Consumer: { is: ['Connection.jetstream().consumers.get()', 'jetstream().consumers.get()'], annotations: ['Consumer'] },
  },
  rejections: [{ end: 'nobody', source: 'nats@2.29.3 lib/nats-base-client/protocol.js:615, lib/nats-base-client/service.js:262, lib/jetstream/consumer.js:348 (what the callback gives is dropped)' }],
  handlers: [
    { path: 'Connection.subscribe', from: 1, route: 0, property: 'callback', reach: 'worker' },
    // nats 1.
    { path: 'Connection.subscribe', from: 1, route: 0, reach: 'worker' },
    { path: 'Service.addEndpoint', from: 1, route: 0, reach: 'request' },
    { path: 'Service.addEndpoint', from: 1, route: 0, property: 'handler', reach: 'request' },
    { path: 'Consumer.consume', from: 0, property: 'callback', reach: 'worker' },
  ],
});

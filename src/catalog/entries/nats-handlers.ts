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
  handlers: [
    { path: 'Connection.subscribe', from: 1, route: 0, property: 'callback', reach: 'worker' },
    // nats 1.
    { path: 'Connection.subscribe', from: 1, route: 0, reach: 'worker' },
    { path: 'Service.addEndpoint', from: 1, route: 0, reach: 'request' },
    { path: 'Service.addEndpoint', from: 1, route: 0, property: 'handler', reach: 'request' },
    { path: 'Consumer.consume', from: 0, property: 'callback', reach: 'worker' },
  ],
});

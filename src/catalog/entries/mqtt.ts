import { defineEntry } from '../types.js';

/**
 * MQTT.js. `connectTimeout` (30 s) bounds one attempt: `connectAsync` fails with it, a client of `connect` goes on trying.
 * A message that is published while there is no connection is stored until there is one, and one with QoS 1 or 2 waits
 * for the broker's acknowledgement; the promises of `publishAsync`, `subscribeAsync` and `unsubscribeAsync` wait just as
 * long, and no option bounds them. `queueQoSZero: false` refuses messages of QoS 0 that would have to wait, and no others.
 */
export default defineEntry({
  id: 'mqtt',
  name: 'mqtt',
  packages: ['mqtt', 'async-mqtt'],
  versions: '>=2',
  types: {
    Client: {
      is: ['connect()', 'connectAsync()', 'new MqttClient()', 'new AsyncClient()'],
      annotations: ['MqttClient', 'AsyncMqttClient'],
      options: [1, 0],
      noun: 'client',
    },
  },
  acquires: [
    { path: 'connect|connectAsync', release: ['end', 'endAsync'], sync: true, mayLast: true, noun: 'client', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'mqtt@5.16.0 build/lib/client.js:252 (connects when it is made, and goes on trying), :773 (end), :834 (endAsync)', verified: '5.16.0' },
  ],
  calls: [
    {
      path: 'connectAsync',
      kind: 'outbound',
      does: 'connection to the broker',
      options: [1, 0],
      url: 0,
      knobs: ['connectTimeout'],
      essential: ['connect'],
      phases: ['connect'],
    },
    { path: 'Client.publishAsync', kind: 'outbound', does: 'publish', knobs: [], essential: ['query'], phases: ['queue', 'query'] },
    { path: 'Client.subscribeAsync|unsubscribeAsync', kind: 'outbound', does: 'subscription', knobs: [], essential: ['query'], phases: ['queue', 'query'] },
  ],
  knobs: {
    connectTimeout: {
      at: ['call.connectTimeout'],
      unit: 'ms',
      default: 30_000,
      covers: ['connect'],
      source: 'mqtt@5.16.0 build/lib/client.js:68, :441-447; mqtt@4.3.8 lib/client.js (connectTimeout: 30 * 1000)',
      verified: '5.16.0',
    },
  },
  promises: [
    { path: 'Client.publish|subscribe|unsubscribe|end', gives: 'none', packages: ['mqtt'], source: 'https://github.com/mqttjs/MQTT.js#api (the client; …Async give promises)', verified: '5.16.0' },
    { path: 'Client.endAsync', source: 'mqtt@5.16.0 build/lib/client.js:834' },
    { path: 'Client.publish|subscribe|unsubscribe|end', packages: ['async-mqtt'], source: 'https://www.npmjs.com/package/async-mqtt' },
  ],
  emitters: [
    {
      path: 'connect()',
      without: 'silent',
      when: 'the broker refuses the client',
      noun: 'client',
      source: 'mqtt@5.16.0 build/lib/client.js:281, :1296 (a listener of its own is always there)',
      verified: '5.16.0',
    },
  ],
  clients: [
    { path: 'connect|connectAsync()', noun: 'connection', holds: 'connections', closes: ['end', 'endAsync'], dedicated: ['subscribe', 'subscribeAsync'], source: 'https://github.com/mqttjs/MQTT.js#mqttconnecturl-options' },
  ],
});

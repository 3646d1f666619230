import { defineEntry } from '../types.js';

/** MQTT.js: all messages come in one event. `connect` comes again after each reconnection. */
export default defineEntry({
  id: 'mqtt-handlers',
  name: 'MQTT.js',
  packages: ['mqtt'],
  types: {
    Client: { is: ['connect()', 'connectAsync()', 'Client.on|once()'], annotations: ['MqttClient', 'Client'], noun: 'client' },
  },
  rejections: [{ end: 'nobody', source: 'mqtt@5.16.0 build/lib/handlers/publish.js:109 (an EventEmitter, which drops what a listener gives)' }],
  handlers: [{ path: 'Client.on|once|addListener', from: 1, event: 'message|packetreceive|connect|reconnect', route: 0, reach: 'worker' }],
});

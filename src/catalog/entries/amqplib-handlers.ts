import { defineEntry } from '../types.js';

/**
 * amqplib, with promises and with callbacks, and amqp-connection-manager, whose channel wrapper runs set-up functions with
 * a plain channel whenever it connects. Set-up is no handler; what it consumes is.
 */
export default defineEntry({
  id: 'amqplib-handlers',
  name: 'amqplib',
  packages: ['amqplib', 'amqplib/callback_api', 'amqplib/channel_api', 'amqp-connection-manager'],
  types: {
    Connection: { is: ['connect()', 'connect().$1'], annotations: ['Connection', 'ChannelModel', 'AmqpConnectionManager'] },
    Channel: {
      is: ['Connection.createChannel|createConfirmChannel()', 'Connection.createChannel|createConfirmChannel().$1', 'Channel.addSetup().$0'],
      annotations: ['Channel', 'ConfirmChannel', 'ChannelWrapper'],
      noun: 'channel',
    },
  },
  rejections: [
    { end: 'nobody', packages: ['amqplib', 'amqplib/*'], source: 'amqplib@0.10.9 lib/channel.js:485-490 (what the callback gives is dropped)', verified: '0.10.9' },
    { end: 'nobody', packages: ['amqp-connection-manager'], source: 'amqp-connection-manager@5.0.0 dist/cjs/ChannelWrapper.js:579' },
  ],
  handlers: [{ path: 'Channel.consume', from: 1, route: 0, reach: 'worker' }],
  promises: [
    { path: 'Channel.assertQueue|checkQueue|deleteQueue|purgeQueue|bindQueue|unbindQueue|assertExchange|checkExchange|deleteExchange|bindExchange|unbindExchange|consume|cancel|get|prefetch|recover|close', packages: ['amqplib', 'amqplib/channel_api'], source: 'amqplib@2.3.1 lib/channel_model.js:54-148' },
    { path: 'Connection.createChannel|createConfirmChannel|close', packages: ['amqplib', 'amqplib/channel_api'], source: 'amqplib@2.3.1 lib/channel_model.js:18-33' },
    { path: 'Channel.assertQueue|checkQueue|deleteQueue|purgeQueue|bindQueue|unbindQueue|assertExchange|checkExchange|deleteExchange|bindExchange|unbindExchange|consume|cancel|get|prefetch|recover|close|addSetup|removeSetup|waitForConnect|publish|sendToQueue', callback: true, packages: ['amqp-connection-manager'], source: 'https://www.npmjs.com/package/amqp-connection-manager' },
    { path: 'Connection.close', packages: ['amqp-connection-manager'], source: 'https://www.npmjs.com/package/amqp-connection-manager' },
  ],
  queues: [
    { path: 'Channel.consume', is: 'consumer', noun: 'consumer', bounds: ['arg2.prefetch'], asks: ['prefetch', 'qos'], advice: 'Call await channel.prefetch(20) before consume', source: 'https://www.rabbitmq.com/docs/consumer-prefetch; amqplib@2.3.1: all of 500 messages are handed over without a prefetch, 10 with prefetch(10)', verified: '2.3.1' },
  ],
});

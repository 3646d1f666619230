import { defineEntry } from '../types.js';

/**
 * amqp-connection-manager keeps a connection to RabbitMQ alive. A publish while the broker is away is queued, and its
 * promise waits until it is back: for ever by default. `publishTimeout` of the channel, or `timeout` in the options of one
 * publish, ends the wait, whether the message is queued or unconfirmed. `waitForConnect` has no option.
 */
export default defineEntry({
  id: 'amqp-connection-manager',
  name: 'amqp-connection-manager',
  packages: ['amqp-connection-manager'],
  versions: '>=3.6',
  types: {
    Manager: {
      is: ['connect()', 'new AmqpConnectionManagerClass()'],
      annotations: ['AmqpConnectionManager', 'IAmqpConnectionManager'],
      noun: 'connection',
    },
    Channel: {
      is: ['Manager.createChannel()'],
      annotations: ['ChannelWrapper'],
      options: 0,
      optionNames: ['name', 'setup', 'confirm', 'json', 'publishTimeout'],
      noun: 'channel',
    },
  },
  calls: [
    { path: 'Channel.publish', kind: 'outbound', does: 'publish', options: 3, knobs: ['publishTimeout'], essential: ['query'], phases: ['queue', 'query'] },
    { path: 'Channel.sendToQueue', kind: 'outbound', does: 'publish', options: 2, knobs: ['publishTimeout'], essential: ['query'], phases: ['queue', 'query'] },
    { path: 'Channel.waitForConnect', kind: 'outbound', does: 'wait for the connection', knobs: [], essential: ['connect'], phases: ['connect'] },
    {
      path: 'Manager.connect',
      kind: 'outbound',
      does: 'connection to the broker',
      options: 0,
      knobs: ['connectTimeout'],
      essential: ['connect'],
      phases: ['connect'],
    },
  ],
  knobs: {
    publishTimeout: {
      at: ['call.timeout', 'client.publishTimeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['queue', 'query'],
      source: 'amqp-connection-manager@5.0.0 dist/cjs/ChannelWrapper.js:159-213, :268',
      verified: '5.0.0',
    },
    connectTimeout: {
      at: ['call.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect'],
      source: 'amqp-connection-manager@5.0.0 dist/cjs/AmqpConnectionManager.js:110-140',
    },
  },
  ignored: [
    {
      calls: 'Channel.publish',
      option: 'publishTimeout',
      why: 'does nothing here: it is an option of createChannel',
      instead: 'timeout',
      source: 'amqp-connection-manager@5.0.0 dist/cjs/ChannelWrapper.js:159 (timeout), :268 (publishTimeout)',
    },
    {
      calls: 'Channel.sendToQueue',
      option: 'publishTimeout',
      why: 'does nothing here: it is an option of createChannel',
      instead: 'timeout',
      source: 'amqp-connection-manager@5.0.0 dist/cjs/ChannelWrapper.js:185 (timeout), :268 (publishTimeout)',
    },
  ],
  promises: [
    { path: 'Channel.publish|sendToQueue', callback: true, source: 'https://www.npmjs.com/package/amqp-connection-manager' },
  ],
});

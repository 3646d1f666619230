import { defineEntry } from '../types.js';

/**
 * amqplib. `connect` has no deadline: only `timeout` of the socket options (second argument) ends the TCP connection and
 * the handshake, and is taken off once the connection is open. The other operations have no option at all. A broker that
 * is gone is found by heartbeats (RabbitMQ asks for 60 s, two may be missed), and the replies that were waited for then
 * fail; `waitForConfirms` is another matter: a broker that blocks publishers (memory, disk) goes on sending heartbeats,
 * and confirms nothing. So it is the one among them that is a call here, and no option bounds it.
 */
/** What the broker answers by closing the channel, where it refuses: AMQP has no other way to (amqplib@2.3.1 lib/channel.js:301-321). */
const spared = ['checkQueue', 'checkExchange', 'assertQueue', 'assertExchange', 'bindQueue', 'unbindQueue', 'bindExchange', 'unbindExchange', 'deleteQueue', 'deleteExchange', 'purgeQueue', 'consume', 'cancel', 'get', 'prefetch', 'recover'];

export default defineEntry({
  id: 'amqplib',
  name: 'amqplib',
  packages: ['amqplib', 'amqplib/callback_api'],
  versions: '>=0.8',
  types: {
    Connection: {
      is: ['connect()', 'connect().$1'],
      annotations: ['Connection', 'ChannelModel'],
      options: 1,
      noun: 'connection',
    },
    Channel: {
      is: ['Connection.createConfirmChannel()', 'Connection.createConfirmChannel().$1'],
      annotations: ['ConfirmChannel'],
    },
  },
  acquires: [
    { path: 'Connection.createChannel|createConfirmChannel', release: ['close'], owner: ['close'], spared, finishes: true, mayLast: true, going: ['consume'], noun: 'channel', without: 'The channel stays open, and each call adds another, until the connection has no number left for one', source: 'amqplib@2.3.1 lib/channel_model.js:18-43, :68-72 (close), lib/channel.js:301-321 (with a request that the broker refuses it closes the channel)' },
    { path: 'connect', release: ['close'], mayLast: true, going: ['consume'], gives: ['createChannel', 'createConfirmChannel'], noun: 'connection', without: 'The connection stays open, and each call adds another, until the server takes no more', source: 'amqplib@2.3.1 lib/channel_model.js:18-20, lib/connection.js:290-299' },
  ],
  calls: [
    {
      path: 'connect',
      kind: 'outbound',
      does: 'connection to the broker',
      // A list, because the callback may stand in the same place.
      options: [1],
      url: 0,
      knobs: ['timeout'],
      essential: ['connect'],
      phases: ['connect'],
    },
    { path: 'Channel.waitForConfirms', kind: 'outbound', does: 'wait for the confirms of the broker', knobs: [], essential: ['query'], phases: ['query'] },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect'],
      source: 'amqplib@2.3.1 lib/connect.js:98, :165-167, :187-188; amqplib@0.10.9 lib/connect.js:98, :153, :175',
      verified: '2.3.1',
    },
  },
  ignored: [
    {
      calls: 'connect',
      option: 'connectionTimeout',
      why: 'does nothing: amqplib has no such option',
      instead: 'timeout, in the same object',
      source: 'amqplib@2.3.1 lib/connect.js:98',
    },
    {
      calls: 'connect',
      option: 'connection_timeout',
      why: 'does nothing: it is a parameter of other AMQP clients',
      instead: 'timeout, in the same object',
      source: 'amqplib@2.3.1 lib/connect.js:98 (sockopts.timeout), :100-140 (channelMax, frameMax, heartbeat, locale of the address)',
    },
  ],
  promises: [
    { path: 'connect', packages: ['amqplib'], source: 'amqplib@2.3.1 channel_api.js', verified: '2.3.1' },
    { path: 'connect', gives: 'none', packages: ['amqplib/callback_api'], source: 'https://amqp-node.github.io/amqplib/channel_api.html#connect (callbacks)' },
    { path: 'Channel.waitForConfirms', callback: true, source: 'https://amqp-node.github.io/amqplib/channel_api.html#confirmchannel_waitForConfirms' },
  ],
  // A channel needs no listener of its own where its connection has one.
  emitters: ['connect()', 'connect().$1'].map((path) => ({
    path,
    without: 'crash' as const,
    when: 'the connection to the broker is lost, or it closes a channel with an error',
    noun: 'connection',
    source: 'amqplib@2.3.1 lib/connection.js, lib/channel_model.js (errors of channels go to the connection)',
    verified: '0.10.9, 2.3.1',
  })),
  clients: [
    { path: 'connect()', noun: 'connection', holds: 'connections', closes: ['close'], source: 'https://www.rabbitmq.com/docs/connections#high-connection-churn' },
  ],
});

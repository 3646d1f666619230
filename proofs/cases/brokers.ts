import amqpManager from 'amqp-connection-manager';
import amqp from 'amqplib';
import amqpCallbacks from 'amqplib/callback_api';
import { Kafka, logLevel, type KafkaConfig } from 'kafkajs';
import mqtt from 'mqtt';
import { connect as natsConnect } from 'nats';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakAmqp } from '../protocols/amqp.js';
import { speakMqtt, speakNats } from '../protocols/messages.js';
import type { Servers } from '../servers.js';
import { stays } from '../stays.js';
import { subject } from '../subject.js';

const amqps = subject('amqplib', 'amqplib');
const managers = subject('amqp-connection-manager', 'amqp-connection-manager');
const kafkas = subject('kafkajs', 'kafkajs');
const mqtts = subject('mqtt', 'mqtt');
const nats = subject('nats', 'nats');

const urlOf = (port: number): string => `amqp://127.0.0.1:${String(port)}`;
const broker = async (s: Servers): Promise<string> => urlOf((await s.speaking(speakAmqp)).port);
const confirms = async (s: Servers): Promise<amqp.ConfirmChannel> => {
  const channel = await (await amqp.connect(await broker(s))).createConfirmChannel();
  channel.publish('', 'queue', Buffer.from('message'));
  return channel;
};

/** A channel of a manager that is connected, or not. */
const channelOf = (url: string, options: { readonly publishTimeout?: number } = {}) => amqpManager.connect([url]).on('connectFailed', () => undefined).createChannel({ json: true, ...options }).on('error', () => undefined);

const options = (port: number): KafkaConfig => ({ brokers: [`127.0.0.1:${String(port)}`], logLevel: logLevel.NOTHING, retry: { retries: 0 }, connectionTimeout: 60_000 });
const kafka = (port: number, more: Partial<KafkaConfig> = {}) => new Kafka({ ...options(port), ...more }).producer();
const unreachable = (s: Servers): number => Number(new URL(s.unreachable).port);

const ofMqtt = (port: number, options: mqtt.IClientOptions = {}): mqtt.MqttClient => mqtt.connect(`mqtt://127.0.0.1:${String(port)}`, { reconnectPeriod: 0, ...options }).on('error', () => undefined);
const connectedMqtt = async (s: Servers): Promise<mqtt.MqttClient> => {
  const client = ofMqtt((await s.speaking(speakMqtt)).port);
  await new Promise((resolve) => client.once('connect', resolve));
  return client;
};

const connectedNats = async (s: Servers) => natsConnect({ servers: `127.0.0.1:${String((await s.speaking(speakNats)).port)}` });

export const cases: readonly Case[] = [
  amqps.wait('timeout/connect', (s) => amqp.connect(urlOf(s.silentPort), { timeout: limit })),
  amqps.wait('timeout/default', (s) => amqp.connect(urlOf(s.silentPort))),
  amqps.wait('timeout/0/off', (s) => amqp.connect(urlOf(s.silentPort), { timeout: 0 })),
  amqps.wait('connect/connectionTimeout/ignored', (s) => amqp.connect(urlOf(s.silentPort), { connectionTimeout: limit } as object)),
  amqps.wait('connect/connection_timeout/ignored', (s) => amqp.connect(`${urlOf(s.silentPort)}?connection_timeout=${String(limit)}`)),
  amqps.wait('Channel.waitForConfirms/query', async (s) => (await confirms(s)).waitForConfirms()),
  amqps.event('connect()/error', async (s, hear) => {
    const { port, drop } = await s.speaking(speakAmqp);
    hear(await amqp.connect(urlOf(port)));
    drop();
  }),
  amqps.event('connect().$1/error', async (s, hear) => {
    const { port, drop } = await s.speaking(speakAmqp);
    amqpCallbacks.connect(urlOf(port), (_, connection) => {
      hear(connection);
      drop();
    });
  }),
  amqps.shown('connect/release', async (s) => {
    const own = await s.speaking(speakAmqp);
    return stays(own, async () => {
      const connection = await amqp.connect(urlOf(own.port));
      return () => connection.close();
    });
  }),
  amqps.shown('Connection.createChannel/release', async (s) => {
    const connection = await amqp.connect(await broker(s));
    const numbers = (connection as unknown as { readonly connection: { readonly channels: readonly unknown[] } }).connection;
    const count = (): number => numbers.channels.filter((one) => one !== null && one !== undefined).length;
    const before = count();
    const channels = await Promise.all([1, 2, 3].map(() => connection.createChannel()));
    const kept = count() - before;
    for (const channel of channels) await channel.close();
    if (kept !== 3 || count() !== before) throw new Error(`kept: ${String(kept)} numbers; closed: ${String(count() - before)}`);
    return `kept: ${String(kept)} numbers of channels are taken; closed: none`;
  }),
  amqps.shown('connect/gives', (s) => gives.promise(() => amqp.connect(urlOf(s.silentPort), { timeout: limit }))),
  amqps.shown('connect~2/gives', (s) => gives.none(() => amqpCallbacks.connect(urlOf(s.silentPort), () => undefined))),
  amqps.shown('Channel.waitForConfirms/gives', async (s) => {
    const { port, drop } = await s.speaking(speakAmqp);
    const connection = await amqp.connect(urlOf(port));
    connection.on('error', () => undefined);
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => undefined);
    channel.publish('', 'queue', Buffer.from('message'));
    setTimeout(drop, 200);
    return gives.promise(() => channel.waitForConfirms());
  }),
  managers.wait('publishTimeout/queue', (s) => channelOf(urlOf(s.silentPort), { publishTimeout: limit }).publish('', 'queue', {})),
  managers.wait('publishTimeout/queue', (s) => channelOf(urlOf(s.silentPort)).publish('', 'queue', {}, { timeout: limit }), { how: 'call.timeout' }),
  managers.wait('publishTimeout/query', async (s) => {
    const channel = channelOf(await broker(s), { publishTimeout: limit });
    await channel.waitForConnect();
    return channel.publish('', 'queue', {});
  }),
  managers.wait('publishTimeout/default', (s) => channelOf(urlOf(s.silentPort)).publish('', 'queue', {})),
  managers.wait('publishTimeout/0/off', (s) => channelOf(urlOf(s.silentPort), { publishTimeout: 0 }).publish('', 'queue', {})),
  managers.wait('connectTimeout/connect', (s) => amqpManager.connect([urlOf(s.silentPort)]).connect({ timeout: limit })),
  managers.wait('connectTimeout/default', (s) => amqpManager.connect([urlOf(s.silentPort)]).connect()),
  managers.wait('connectTimeout/0/off', (s) => amqpManager.connect([urlOf(s.silentPort)]).connect({ timeout: 0 })),
  managers.wait('Channel.waitForConnect/connect', (s) => channelOf(urlOf(s.silentPort)).waitForConnect()),
  managers.wait('Channel.publish/publishTimeout/ignored', (s) => channelOf(urlOf(s.silentPort)).publish('', 'queue', {}, { publishTimeout: limit } as object)),
  managers.wait('Channel.sendToQueue/publishTimeout/ignored', (s) => channelOf(urlOf(s.silentPort)).sendToQueue('queue', {}, { publishTimeout: limit } as object)),
  managers.shown('Channel.publish/gives', (s) => gives.promise(() => channelOf(urlOf(s.silentPort)).publish('', 'queue', {}, { timeout: limit }))),
  kafkas.wait('connectionTimeout/connect', (s) => kafka(unreachable(s), { connectionTimeout: limit }).connect()),
  kafkas.wait('connectionTimeout/handshake', (s) => kafka(s.silentPort, { connectionTimeout: limit }).connect()),
  kafkas.wait('requestTimeout/handshake', (s) => new Kafka({ ...options(s.silentPort), requestTimeout: limit, connectionTimeout: limit }).producer({ retry: { retries: 0 } }).connect()),
  kafkas.wait('requestTimeout/connect', (s) => new Kafka({ ...options(unreachable(s)), requestTimeout: limit }).producer({ retry: { retries: 0 } }).connect()),
  kafkas.wait('requestTimeout/disabled-by-enforceRequestTimeout', (s) => new Kafka({ ...options(s.silentPort), requestTimeout: limit, enforceRequestTimeout: false }).producer({ retry: { retries: 0 } }).connect()),
  kafkas.wait('enforceRequestTimeout/false/off', (s) => new Kafka({ ...options(s.silentPort), requestTimeout: limit, enforceRequestTimeout: false }).admin().connect(), { overrides: true }),
  kafkas.wait('connectionTimeout/query', (s) => kafka(s.silentPort, { connectionTimeout: limit }).connect()),
  kafkas.wait('connectionTimeout/default', (s) => new Kafka({ brokers: [`127.0.0.1:${String(unreachable(s))}`], logLevel: logLevel.NOTHING, retry: { retries: 0 } }).producer().connect()),
  mqtts.wait('connectTimeout/connect', (s) => mqtt.connectAsync(`mqtt://127.0.0.1:${String(s.silentPort)}`, { connectTimeout: limit })),
  mqtts.wait('connectTimeout/default', (s) => mqtt.connectAsync(`mqtt://127.0.0.1:${String(s.silentPort)}`)),
  mqtts.wait('Client.publishAsync/query', async (s) => (await connectedMqtt(s)).publishAsync('topic', 'message', { qos: 1 })),
  mqtts.wait('Client.publishAsync/queue', (s) => ofMqtt(s.silentPort).publishAsync('topic', 'message')),
  mqtts.wait('Client.subscribeAsync/query', async (s) => (await connectedMqtt(s)).subscribeAsync('topic')),
  mqtts.wait('Client.subscribeAsync/queue', (s) => ofMqtt(s.silentPort).subscribeAsync('topic')),
  mqtts.event('connect()/error', async (s, hear) => {
    const { port } = await s.speaking((socket) => socket.once('data', () => socket.write(Buffer.from([0x20, 2, 0, 5]))));
    hear(mqtt.connect(`mqtt://127.0.0.1:${String(port)}`, { reconnectPeriod: 0 }));
  }),
  mqtts.shown('connect/release', async (s) => {
    const own = await s.speaking(speakMqtt);
    return stays(own, async () => {
      const client = ofMqtt(own.port);
      await new Promise((resolve) => client.once('connect', resolve));
      return () => client.endAsync();
    });
  }),
  mqtts.shown('Client.publish/gives', (s) => gives.none(() => ofMqtt(s.silentPort).publish('topic', 'message'))),
  nats.wait('connectTimeout/connect', (s) => natsConnect({ servers: `127.0.0.1:${String(s.silentPort)}`, timeout: limit })),
  nats.wait('connectTimeout/default', (s) => natsConnect({ servers: `127.0.0.1:${String(s.silentPort)}` })),
  nats.wait('requestTimeout/query', async (s) => (await connectedNats(s)).request('subject', '', { timeout: limit })),
  nats.wait('requestTimeout/default', async (s) => (await connectedNats(s)).request('subject')),
  nats.wait('ackTimeout/query', async (s) => (await connectedNats(s)).jetstream().publish('subject', '', { timeout: limit })),
  nats.wait('ackTimeout/query', async (s) => (await connectedNats(s)).jetstream({ timeout: limit }).publish('subject'), { how: 'client.timeout' }),
  nats.wait('ackTimeout/default', async (s) => (await connectedNats(s)).jetstream().publish('subject')),
  nats.shown('connect/release', async (s) => {
    const own = await s.speaking(speakNats);
    return stays(own, async () => {
      const connection = await natsConnect({ servers: `127.0.0.1:${String(own.port)}` });
      return () => connection.close();
    });
  }),
  nats.shown('Connection.drain/gives', async (s) => {
    const connection = await connectedNats(s);
    await connection.close();
    return gives.promise(() => connection.drain());
  }),
];

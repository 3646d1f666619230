import { createDecipheriv } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { EventEmitter, on, once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import nodeStream, { PassThrough, Readable, pipeline as pipelineThen } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { setInterval as every, setTimeout as after } from 'node:timers/promises';
import { createGunzip, gunzipSync, gzipSync } from 'node:zlib';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { subject } from '../subject.js';

const events = subject('node-events', 'node');
const streams = subject('node-streams', 'node');
const stream = subject('node-stream', 'node');
const files = subject('node-fs-streams', 'node');
const sockets = subject('node-sockets', 'node');
const servers = subject('net-server', 'node');
const httpServers = subject('http-server', 'node');
const datagrams = subject('dgram-server', 'node');
const transforms = subject('node-transforms', 'node');
const timers = subject('node-timers-promises', 'node');

/** It is not among the types. */
const { compose } = nodeStream as unknown as { compose(...streams: readonly unknown[]): Readable };

const signal = (): AbortSignal => AbortSignal.timeout(limit);

async function first(loop: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of loop) return;
}

const broken = (): Readable => new Readable({ read() { this.destroy(new Error('broken')); } });

/** It must not end the process: an error that nobody hears would be thrown here. */
async function hears(make: (source: Readable) => unknown): Promise<string> {
  const source = new PassThrough();
  const made = make(source);
  if (made instanceof Promise) made.catch(() => undefined);
  if (source.listenerCount('error') === 0) throw new Error('nobody listens for error');
  await after(10);
  source.destroy(new Error('broken'));
  return 'it listens for error';
}

/** Asks a server, and breaks the connection off. */
function breakOff(port: number): void {
  const socket = net.connect(port, '127.0.0.1', () => {
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
    setTimeout(() => socket.resetAndDestroy(), 200);
  });
  socket.on('error', () => undefined);
}

const listening = async (server: net.Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as net.AddressInfo).port;
};

async function standstill(run: () => unknown): Promise<string> {
  const start = Date.now();
  const ticked = new Promise<number>((resolve) => setTimeout(() => resolve(Date.now() - start), 1));
  run();
  const own = Date.now() - start;
  const late = await ticked;
  if (late < own || own < 20) throw new Error(`work of ${String(own)} ms, a timer after ${String(late)} ms`);
  return 'a timer of 1 ms came after the whole work';
}

const megabytes = Buffer.alloc(16_000_000, 'readiness');

export const cases: readonly Case[] = [
  events.wait('signal/total', () => once(new EventEmitter(), 'done', { signal: signal() })),
  events.wait('signal/total', () => first(on(new EventEmitter(), 'done', { signal: signal() })), { how: 'on' }),
  events.wait('close/total', () => {
    const emitter = new EventEmitter();
    setTimeout(() => emitter.emit('end'), limit);
    return first(on(emitter, 'done', { close: ['end'] } as object));
  }),
  events.wait('close/default', () => {
    const emitter = new EventEmitter();
    setTimeout(() => emitter.emit('end'), limit);
    return first(on(emitter, 'done'));
  }),
  events.shown('once/gives', () => gives.promise(() => once(new EventEmitter(), 'done', { signal: signal() }))),
  events.shown('on/gives', () => gives.none(() => on(new EventEmitter(), 'done'))),
  events.shown('EventEmitter.on/gives', () => gives.none(() => EventEmitter.on(new EventEmitter(), 'done'))),
  events.shown('once/hears', () => hears((source) => once(source, 'done'))),
  events.shown('EventEmitter.once/hears', () => hears((source) => EventEmitter.once(source, 'done'))),
  streams.wait('signal/total', () => finished(new PassThrough(), { signal: signal() })),
  streams.wait('lastSignal/total', () => pipeline(new PassThrough(), new PassThrough(), { signal: signal() })),
  streams.shown('pipeline/gives', () => gives.promise(() => pipeline(broken(), new PassThrough()))),
  streams.shown('finished/hears', () => hears((source) => finished(source))),
  stream.shown('pipeline/hears', () => hears((source) => pipelineThen(source, new PassThrough(), () => undefined))),
  stream.shown('promises.pipeline/hears', () => hears((source) => pipeline(source, new PassThrough()))),
  stream.shown('Readable.toWeb/hears', () => hears((source) => Readable.toWeb(source))),
  stream.shown('text/hears', () => hears((source) => text(source))),
  stream.shown('compose/hears', () => hears((source) => compose(source, new PassThrough()).on('error', () => undefined))),
  stream.event('Readable.fromWeb()/error', (_, hear) => hear(Readable.fromWeb(new ReadableStream({ pull: () => Promise.reject(new Error('broken')) }) as never).resume())),
  files.event('createReadStream()/error', (_, hear) => hear(createReadStream('/nowhere/file'))),
  files.event('createWriteStream()/error', (_, hear) => hear(createWriteStream('/nowhere/file'))),
  sockets.event('connect()/error', (_, hear) => hear(net.connect(1, '127.0.0.1'))),
  sockets.event('new-Socket()/error', (_, hear) => hear(new net.Socket().connect(1, '127.0.0.1'))),
  servers.event('createServer().$0/error', async (_, hear) => breakOff(await listening(net.createServer((socket) => (hear(socket), socket.resume()))))),
  servers.event('new-Server().$0/error', async (_, hear) => breakOff(await listening(new net.Server((socket) => (hear(socket), socket.resume()))))),
  servers.event('Listener.on().$0/error', async (_, hear) => breakOff(await listening(net.createServer().on('connection', (socket) => (hear(socket), socket.resume()))))),
  httpServers.event('Listener.on().$1/error', async (_, hear) => breakOff(await listening(http.createServer().on('upgrade', (_request, socket) => (hear(socket), socket.resume()))))),
  datagrams.event('createSocket()/error', (_, hear) => {
    const one = createSocket('udp4').bind(0, '127.0.0.1', () => {
      const second = createSocket('udp4');
      hear(second);
      second.bind(one.address().port, '127.0.0.1');
    });
  }),
  transforms.event('createGunzip()/error', (_, hear) => {
    const gunzip = createGunzip();
    hear(gunzip);
    gunzip.end('no gzip');
  }),
  transforms.event('createDecipheriv()/error', (_, hear) => {
    const decipher = createDecipheriv('aes-128-cbc', Buffer.alloc(16), Buffer.alloc(16));
    hear(decipher);
    decipher.resume().end('damaged');
  }),
  transforms.shown('gzipSync/blocks', () => standstill(() => gzipSync(megabytes))),
  transforms.shown('gunzipSync/blocks', () => {
    const packed = gzipSync(Buffer.alloc(64_000_000));
    return standstill(() => gunzipSync(packed));
  }),
  timers.shown('setTimeout/gives', () => gives.promise(() => after(10_000, undefined, { signal: signal() }))),
  timers.shown('setInterval/gives', () => gives.none(() => every(10_000))),
];

import http from 'node:http';
import type net from 'node:net';

import { Server, type Socket } from 'socket.io';
import { io, type Socket as Client } from 'socket.io-client';

import type { Case } from '../case.js';
import { gives } from '../gives.js';
import { dropped, failing } from '../rejections.js';
import { subject } from '../subject.js';

const { shown } = subject('socket-io', 'socket.io');

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A server with one client that is connected. */
async function connected(options: object = {}): Promise<{ readonly server: Server; readonly socket: Socket; readonly client: Client }> {
  const listening = http.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const server = new Server(listening, options);
  const socket = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const client = io(`http://127.0.0.1:${String((listening.address() as net.AddressInfo).port)}`, { transports: ['websocket'], reconnection: false });
  return { server, socket: await socket, client };
}

export const cases: readonly Case[] = [
  shown('export/rejection', () => dropped(async () => {
    const { socket, client } = await connected();
    socket.on('word', failing);
    client.emit('word');
    await later(500);
  })),
  shown('Server.timeout().emitWithAck/gives', async () => {
    const { server } = await connected();
    return gives.promise(() => server.timeout(200).emitWithAck('word'));
  }),
  ...(['Server', 'export', 'listen'] as const).map((made) => shown(`${made}/size-limit`, async () => {
    const { socket, client } = await connected();
    let taken = 0;
    socket.on('word', () => void taken++);
    client.emit('word', 'x'.repeat(900_000));
    await later(300);
    const lost = new Promise<string>((resolve) => socket.once('disconnect', resolve));
    client.emit('word', 'x'.repeat(1_100_000));
    await Promise.race([lost, later(1_500)]);
    await later(100);
    if (taken !== 1 || socket.connected) throw new Error(`${String(taken)} of two messages are taken`);
    return 'of 900 kB is taken, and 1.1 MB ends the connection';
  })),
  ...(['Server', 'export', 'listen'] as const).map((made) => shown(`${made}/local-state`, async () => {
    const [first, second] = [await connected(), await connected()];
    let heard = 0;
    first.client.on('word', () => void heard++);
    second.client.on('word', () => void heard++);
    first.server.emit('word');
    await later(300);
    if (heard !== 1) throw new Error(`${String(heard)} of the clients of two servers hear it`);
    return 'what one server emits, the clients of another do not hear';
  })),
];

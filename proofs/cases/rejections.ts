import http from 'node:http';
import net from 'node:net';

import { serve } from '@hono/node-server';
import hapi from '@hapi/hapi';
import connect from 'connect';
import express from 'express';
import express4 from 'express-4';
import expressAsyncHandler from 'express-async-handler';
import expressPromiseRouter from 'express-promise-router';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import polka from 'polka';
import { WebSocket, WebSocketServer } from 'ws';

import type { Case } from '../case.js';
import { subject } from '../subject.js';

const failing = (): Promise<never> => Promise.reject(new Error('handler failed'));

const portOf = async (server: net.Server): Promise<number> => {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as net.AddressInfo).port;
};

/** The status of an answer, or undefined when none comes within a second. */
function statusOf(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = http.get({ port, host: '127.0.0.1', path: '/' }, (response) => resolve(response.resume().statusCode));
    request.on('error', () => resolve(undefined));
    setTimeout(resolve, 1_000, undefined);
  });
}

/** Counts the rejections of the handler that nobody hears meanwhile. */
async function unheard<T>(run: () => Promise<T>): Promise<readonly [given: T, count: number]> {
  let count = 0;
  const hear = (reason: unknown): void => void (count += reason instanceof Error && reason.message === 'handler failed' ? 1 : 0);
  process.on('unhandledRejection', hear);
  try {
    return [await run(), count];
  } finally {
    process.off('unhandledRejection', hear);
  }
}

/** The framework answers 500, and nothing is left unheard. */
async function framework(server: net.Server): Promise<string> {
  const port = await portOf(server);
  const [status, count] = await unheard(() => statusOf(port));
  if (status !== 500 || count > 0) throw new Error(`the answer is ${String(status)}, unhandled rejections: ${String(count)}`);
  return 'the answer is 500, and no rejection is unhandled';
}

/** No answer comes, and the rejection is unhandled, which ends a process. */
async function nobody(server: net.Server): Promise<string> {
  const port = await portOf(server);
  const [status, count] = await unheard(() => statusOf(port));
  if (status !== undefined || count !== 1) throw new Error(`the answer is ${String(status)}, unhandled rejections: ${String(count)}`);
  return 'no answer comes, and the rejection is unhandled';
}

/** What a listener of an emitter gives is dropped. */
async function dropped(run: () => Promise<unknown>): Promise<string> {
  const [, count] = await unheard(run);
  if (count !== 1) throw new Error(`unhandled rejections: ${String(count)}`);
  return 'the rejection is unhandled';
}

const quiet = express().set('env', 'test');
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const cases: readonly Case[] = [
  subject('express', 'express-4').shown('export/rejection', () => nobody(express4().get('/', failing).listen(0))),
  subject('express', 'express').shown('export~2/rejection', () => framework(quiet.get('/', failing).listen(0))),
  subject('async-handlers', 'express-async-handler').shown('export/forwards', () => framework(express4().set('env', 'test').get('/', expressAsyncHandler(failing)).listen(0))),
  subject('express-likes', 'connect').shown('connect/rejection', () => nobody(http.createServer(connect().use(failing)).listen(0))),
  subject('express-likes', 'express-promise-router').shown('express-promise-router/rejection', () => {
    const router = expressPromiseRouter();
    router.get('/', failing);
    return framework(express4().set('env', 'test').use(router).listen(0));
  }),
  subject('express-likes', 'polka').shown('polka/rejection', () => {
    const app = polka().get('/', failing) as unknown as { listen(port: number): unknown; readonly server: net.Server };
    app.listen(0);
    return nobody(app.server);
  }),
  subject('koa', 'koa').shown('export/rejection', () => {
    const app = new Koa();
    app.silent = true;
    return framework(app.use(failing).listen(0));
  }),
  subject('hapi', '@hapi/hapi').shown('export/rejection', async () => {
    const app = hapi.server({ port: 0, debug: false });
    app.route({ method: 'GET', path: '/', handler: failing });
    await app.start();
    return framework(app.listener);
  }),
  subject('hapi', '@hapi/hapi').shown('Server.events.on/rejection', async () => {
    const app = hapi.server({ port: 0, debug: false });
    app.route({ method: 'GET', path: '/', handler: () => 'yes' });
    app.events.on('response', failing as never);
    await app.start();
    return dropped(async () => statusOf(await portOf(app.listener)).then(() => later(200)));
  }),
  subject('fastify', 'fastify').shown('export/rejection', async () => {
    const app = fastify();
    app.get('/', failing);
    await app.listen({ port: 0 });
    return framework(app.server);
  }),
  subject('hono', 'hono').shown('export/rejection', () => framework(serve({ fetch: new Hono().get('/', failing).fetch, port: 0 }) as net.Server)),
  subject('ws', 'ws').shown('export/rejection', async () => {
    const server = new WebSocketServer({ port: 0 });
    server.on('connection', failing);
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as net.AddressInfo;
    return dropped(async () => {
      const client = new WebSocket(`ws://127.0.0.1:${String(port)}`);
      await new Promise((resolve) => client.once('open', resolve));
      await later(200);
    });
  }),
  subject('http-server', 'node').shown('export/rejection', () => nobody(http.createServer(failing).listen(0))),
  subject('net-server', 'node').shown('export/rejection', async () => {
    const port = await portOf(net.createServer(failing).listen(0));
    return dropped(async () => {
      net.connect(port, '127.0.0.1').on('error', () => undefined);
      await later(300);
    });
  }),
  subject('timers', 'node').shown('export/rejection', () => dropped(async () => {
    setTimeout(failing, 1);
    await later(200);
  })),
  ...(['new-()', 'new-WebSocket()'] as const).map((made) => subject('ws', 'ws').event(`${made}/error`, (_, hear) => hear(new WebSocket('ws://127.0.0.1:1')))),
  subject('ws', 'ws').event('Listener.on().$0/error', async (_, hear) => {
    const server = new WebSocketServer({ port: 0 });
    server.on('connection', hear);
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as net.AddressInfo;
    const client = net.connect(port, '127.0.0.1', () => {
      client.write('GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n');
      // No frame begins like this.
      setTimeout(() => client.write(Buffer.from([0xff, 0xff, 0xff, 0xff])), 200);
    });
  }),
];

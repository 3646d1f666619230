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
import { dropped, failing, framework, nobody, portOf, statusOf } from '../rejections.js';
import { subject } from '../subject.js';

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

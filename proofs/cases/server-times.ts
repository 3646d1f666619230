import http from 'node:http';
import net from 'node:net';

import { serve } from '@hono/node-server';
import hapi from '@hapi/hapi';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

/** Node.js looks every half minute whether a request is late: here it does so at once. */
const makes = http.createServer;
http.createServer = ((...given: readonly unknown[]) => {
  const [options, listener] = typeof given[0] === 'function' ? [{}, given[0]] : [given[0] ?? {}, given[1]];
  return makes({ connectionsCheckingInterval: 50, ...(options as object) }, listener as http.RequestListener);
}) as typeof makes;

type Times = Readonly<Partial<Record<'keepAliveTimeout' | 'requestTimeout' | 'headersTimeout' | 'timeout', number>>>;

/** Opens a server that reads requests and answers only `/answered`; gives its port. */
type Open = (times: Times) => Promise<number>;

const portOf = async (server: net.Server): Promise<number> => {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as net.AddressInfo).port;
};

const handler: http.RequestListener = (request, response) => {
  request.resume();
  if (request.url === '/answered') response.end('yes');
};

const ofNode: Open = (times) => portOf(Object.assign(http.createServer(handler), times).listen(0, '127.0.0.1'));
const ofExpress: Open = (times) => portOf(Object.assign(express().use(handler).listen(0, '127.0.0.1'), times));
const ofKoa: Open = (times) => {
  const app = new Koa();
  app.use(({ req, res }) => (handler(req, res as http.ServerResponse & { req: http.IncomingMessage }), new Promise(() => undefined)));
  return portOf(Object.assign(app.listen(0, '127.0.0.1'), times));
};
const ofHapi: Open = async (times) => {
  const app = hapi.server({ port: 0, host: '127.0.0.1' });
  app.route({ method: '*', path: '/{any*}', handler: ({ path }) => (path === '/answered' ? 'yes' : new Promise(() => undefined)) });
  Object.assign(app.listener, times);
  await app.start();
  return portOf(app.listener);
};
const ofHono: Open = (times) => {
  const app = new Hono().get('/answered', (c) => c.text('yes')).all('/*', async (c) => c.text(await c.req.text()));
  return portOf(Object.assign(serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1', createServer: http.createServer }), times));
};
/** Of the options of Fastify those that it has names of its own for. */
const ofFastify: Open = async ({ timeout, ...times }) => {
  const app = fastify({ ...times, ...(timeout !== undefined && { connectionTimeout: timeout }), http: { connectionsCheckingInterval: 50 } as http.ServerOptions });
  app.all('/*', (request) => (request.url === '/answered' ? Promise.resolve('yes') : new Promise(() => undefined)));
  if (times.headersTimeout !== undefined) app.server.headersTimeout = times.headersTimeout;
  await app.listen({ port: 0, host: '127.0.0.1' });
  return portOf(app.server);
};

const parts = {
  headers: 'POST / HTTP/1.1\r\nHost: a\r\n',
  body: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nabc',
  whole: 'GET /answered HTTP/1.1\r\nHost: a\r\n\r\n',
} as const;

/** Sends a part of a request, and settles when the server ends the connection. */
function ended(port: number, part: keyof typeof parts): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(parts[part]));
    socket.resume().on('error', () => undefined).once('close', () => resolve());
  });
}

const ask = (open: Open, times: Times, part: keyof typeof parts) => async (): Promise<void> => ended(await open(times), part);

const suites = [
  ['node-http-server', 'node', ofNode],
  ['express-server', 'express', ofExpress],
  ['koa-server', 'koa', ofKoa],
  ['hapi-server', '@hapi/hapi', ofHapi],
  ['hono-server', '@hono/node-server', ofHono],
  ['fastify-server', 'fastify', ofFastify],
] as const;

/** Only Fastify has an own name for the option, and takes 0 for its default. */
const off = (entry: string): readonly ('requestTimeout' | 'headersTimeout')[] => (entry === 'fastify-server' ? [] : ['requestTimeout', 'headersTimeout']);

export const cases: readonly Case[] = suites.flatMap(([entry, library, open]) => {
  const { wait } = subject(entry, library);
  return [
    ...(['headers', 'body'] as const).flatMap((part) => [
      wait(`requestTimeout/${part}`, ask(open, { requestTimeout: limit, headersTimeout: limit }, part)),
      wait(`timeout/${part}`, ask(open, { timeout: limit }, part)),
      wait(`keepAliveTimeout/${part}`, ask(open, { keepAliveTimeout: limit }, part)),
      wait(`headersTimeout/${part}`, ask(open, { headersTimeout: limit }, part)),
    ]),
    ...off(entry).map((name) => wait(`${name}/0/off`, ask(open, { requestTimeout: 0, headersTimeout: 0, [name]: 0 }, 'headers'), { overrides: true })),
    // The other times end it as well, after a minute.
    wait('timeout/default', ask(open, { requestTimeout: 600_000, headersTimeout: 600_000 }, 'headers')),
    wait('timeout/0/off', ask(open, { timeout: 0 }, 'headers')),
    wait('keepAliveTimeout/default', ask(open, {}, 'whole')),
  ];
});

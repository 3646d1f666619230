import http from 'node:http';

import { WebServiceClient } from '@maxmind/geoip2-node';
import Turbopuffer from '@turbopuffer/turbopuffer';
import { JSDOM } from 'jsdom';
import { Agent } from 'undici-7';
import packageJson from 'package-json';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { Pool } from 'tarn';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { inTime } from '../in-time.js';
import { portOf } from '../rejections.js';
import { subject } from '../subject.js';
import { zeroEndsAtOnce } from '../zero.js';

const turbopuffer = subject('turbopuffer', '@turbopuffer/turbopuffer');
const geoip = subject('geoip2', '@maxmind/geoip2-node');
const packages = subject('package-json', 'package-json');
const pages = subject('jsdom', 'jsdom');
const sockets = subject('socket-io-client', 'socket.io-client');
const pools = subject('tarn', 'tarn');

const namespace = (baseURL: string, options: object = {}) => new Turbopuffer({ apiKey: 'key', region: null, baseURL, maxRetries: 0, ...options }).namespace('n');

/** Its address begins with https, whatever it is told: the servers here speak plainly. */
const plain = fetch;
globalThis.fetch = (input, init) => plain(typeof input === 'string' && input.includes('/geoip/') ? input.replace('https:', 'http:') : input, init);
const city = (url: string, timeout = limit): Promise<unknown> => new WebServiceClient('1', 'key', { host: new URL(url).host, timeout }).city('1.1.1.1');

/** A socket of a server that acknowledges nothing. */
const connected = async (options: object = {}): Promise<Socket> => {
  const server = http.createServer().listen(0);
  new Server(server);
  const socket = io(`http://127.0.0.1:${String(await portOf(server))}`, { transports: ['websocket'], ...options });
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return socket;
};

/** The only resource of a pool is taken. */
const taken = async (options: object = {}): Promise<unknown> => {
  const pool = new Pool({ create: () => Promise.resolve({}), destroy: () => undefined, min: 0, max: 1, ...options });
  await pool.acquire().promise;
  return pool.acquire().promise;
};

export const cases: readonly Case[] = [
  ...turbopuffer.phases('timeout', (url) => namespace(url).query({}, { timeout: limit })),
  ...turbopuffer.phases('timeout', (url) => namespace(url, { timeout: limit }).schema(), { how: 'client.timeout' }),
  ...turbopuffer.phases('signal', (url) => namespace(url).query({}, { signal: AbortSignal.timeout(limit) })),
  ...turbopuffer.phases('fetch', (url) => namespace(url, { fetch: inTime }).query({})),
  turbopuffer.wait('timeout/default', (s) => namespace(s.silent).query({})),
  turbopuffer.attempts('Client/retries', (s) => namespace(s.failing, { maxRetries: undefined }).query({}).catch(() => undefined)),
  ...geoip.phases('timeout', (url) => city(url)),
  geoip.wait('timeout/default', (s) => new WebServiceClient('1', 'key', { host: new URL(s.silent).host }).city('1.1.1.1')),
  geoip.shown('timeout/0-at-client.timeout', (s) => zeroEndsAtOnce(() => city(s.silent, 0))),
  packages.wait('timeout/default', (s) => packageJson('name', { registryUrl: s.silent })),
  packages.wait('export/timeout/ignored', (s) => packageJson('name', { registryUrl: s.silent, ...({ timeout: limit } as object) })),
  packages.wait('timeout/body', (s) => packageJson('name', { registryUrl: s.stalled })),
  packages.wait('timeout/total', (s) => packageJson('name', { registryUrl: s.dripping })),
  pages.wait('JSDOM.fromURL/timeout/ignored', (s) => JSDOM.fromURL(s.silent, { timeout: limit } as object)),
  ...pages.phases('dispatcher', (url) => JSDOM.fromURL(url, { resources: { dispatcher: new Agent({ headersTimeout: limit, bodyTimeout: limit }) } } as object)),
  sockets.wait('ackTimeout/query', async () => (await connected({ ackTimeout: limit })).emitWithAck('event')),
  sockets.wait('ackTimeout/default', async () => (await connected()).emitWithAck('event')),
  sockets.shown('Socket.emitWithAck/gives', async () => {
    const socket = await connected({ ackTimeout: limit });
    return gives.promise(() => socket.emitWithAck('event'));
  }),
  sockets.shown('Socket.timeout().emitWithAck/gives', async () => {
    const socket = await connected();
    return gives.promise(() => socket.timeout(limit).emitWithAck('event'));
  }),
  pools.wait('acquireTimeoutMillis/acquire', () => taken({ acquireTimeoutMillis: limit })),
  pools.wait('acquireTimeoutMillis/default', () => taken()),
  pools.shown('Pool.acquire/gives', () => gives.none(() => new Pool({ create: () => Promise.resolve({}), destroy: () => undefined, min: 0, max: 1 }).acquire())),
];

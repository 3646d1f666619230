import { rmSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import type net from 'node:net';

import express from 'express';
import fileUpload from 'express-fileupload';
import formidable, { IncomingForm, formidable as named, Formidable } from 'formidable';
import Koa from 'koa';
import { koaBody } from 'koa-body';
import koaBodyParser from 'koa-bodyparser';
import { bodyParser } from '@koa/bodyparser';
import multer from 'multer';
import { WebSocket, WebSocketServer } from 'ws';

import { ask, json, limited, unlimited, upload } from '../ask.js';
import type { Case } from '../case.js';
import { folder } from '../files.js';
import { subject } from '../subject.js';

const bodies = (library: string) => subject('koa-bodies', library);

const kib = 1024;
const mib = 1024 * kib;

/** Express says 413 to what is too large, and hides what happened. */
const expressOf = (...handlers: readonly express.RequestHandler[]): net.Server =>
  express()
    .set('env', 'test')
    .use(...handlers, (_, response) => void response.sendStatus(200))
    .listen(0);

const koaOf = (middleware: unknown): net.Server => {
  const app = new Koa();
  app.silent = true;
  return app.use(middleware as Koa.Middleware).use((context) => void (context.status = 200)).listen(0);
};

const formOf = (make: () => { parse(request: http.IncomingMessage): Promise<unknown> }): net.Server =>
  http.createServer((request, response) => {
    make().parse(request).then(() => response.end(), () => response.writeHead(413).end());
  }).listen(0);

/** What is written is removed again. */
async function inFolder(work: (path: string) => Promise<string>): Promise<string> {
  const path = folder();
  return work(path).finally(() => rmSync(path, { recursive: true, force: true }));
}

/** What of a server of ws is looked at: its package has no types here. */
interface Listening {
  on(event: 'connection', listener: (socket: { on(event: string, listener: () => void): { on(event: string, listener: () => void): unknown } }) => void): unknown;
  once(event: 'listening', listener: (value: unknown) => void): unknown;
  address(): unknown;
  close(): void;
}

type Wss = new (options: { readonly port: number; readonly maxPayload?: number }) => Listening;

/** Its name up to version 7, which `require` still knows. */
const { Server } = createRequire(import.meta.url)('ws') as { readonly Server: Wss };

/** Whether a message of so many bytes comes to the server. */
async function comes(Made: Wss, bytes: number): Promise<boolean> {
  const server = new Made({ port: 0 });
  const got = new Promise<boolean>((resolve) => server.on('connection', (socket) => socket.on('message', () => resolve(true)).on('error', () => resolve(false))));
  await new Promise((resolve) => server.once('listening', resolve));
  const client = new WebSocket(`ws://127.0.0.1:${String((server.address() as net.AddressInfo).port)}`);
  client.on('error', () => undefined);
  await new Promise((resolve) => client.once('open', resolve));
  client.send(Buffer.alloc(bytes));
  return got.finally(() => server.close());
}

async function messages(Made: Wss): Promise<string> {
  const [small, large] = [await comes(Made, 99 * mib), await comes(Made, 101 * mib)];
  if (!small || large) throw new Error(`99 MiB come: ${String(small)}; 101 MiB: ${String(large)}`);
  return 'a message of 99 MiB comes, one of 101 MiB does not';
}

export const cases: readonly Case[] = [
  subject('body-parser', 'express').shown('json/size-limit', () => limited(expressOf(express.json({ strict: false })), json(100 * kib), json(101 * kib))),
  bodies('koa-bodyparser').shown('export/size-limit', () => limited(koaOf(koaBodyParser({ strict: false })), json(mib), json(mib + kib))),
  bodies('@koa/bodyparser').shown('bodyParser/size-limit', () => limited(koaOf(bodyParser({ jsonStrict: false })), json(mib), json(mib + kib))),
  bodies('koa-body').shown('koaBody/size-limit', () => limited(koaOf(koaBody({ jsonStrict: false })), json(mib), json(mib + kib))),
  ...([['export', formidable], ['formidable', named], ['IncomingForm', (options?: formidable.Options) => new IncomingForm(options)], ['Formidable', (options?: formidable.Options) => new (Formidable as unknown as typeof IncomingForm)(options)]] as const).map(([path, make]) =>
    subject('formidable', 'formidable').shown(`${path}/size-limit`, () => inFolder((uploadDir) => limited(formOf(() => make({ uploadDir })), upload(199 * mib), upload(201 * mib))), { alone: true }),
  ),
  subject('multer', 'multer').shown('export/size-limit', () => unlimited(expressOf(multer().single('file')), upload(50 * mib))),
  subject('express-fileupload', 'express-fileupload').shown('export/size-limit', () => unlimited(expressOf(fileUpload()), upload(50 * mib))),
  ...(['export', 'diskStorage'] as const).map((path) =>
    subject('multer', 'multer').shown(`${path}/local-state`, () => inFolder(async (dest) => {
      let written = '';
      const store = path === 'export' ? multer({ dest }) : multer({ storage: multer.diskStorage({ destination: dest }) });
      const server = expressOf(store.single('file'), (request, _, next) => ((written = (request as unknown as { readonly file?: { readonly path: string } }).file?.path ?? ''), next()));
      await ask(server, upload(kib));
      server.close();
      if (!written.startsWith(dest)) throw new Error(`it is written to ${written}`);
      return 'the file stands in a folder of this machine';
    })),
  ),
  subject('ws', 'ws').shown('WebSocketServer/size-limit', () => messages(WebSocketServer), { alone: true }),
  subject('ws', 'ws').shown('Server/size-limit', () => messages(Server), { alone: true }),
];

import { describe, expect, test } from 'vitest';
import { endingOf } from '../src/analysis/waits/ending.js';
import { eventPromises } from '../src/analysis/waits/event-promises.js';
import { libraryWait, sortedWaits } from '../src/analysis/waits/library-waits.js';
import { sourceOf } from '../src/analysis/waits/source.js';
import { storedResolvers } from '../src/analysis/waits/stored-resolvers.js';
import { callsOf, projectOf, projectOfCode } from './support/project-of.js';

/** What the argument of the first call of `mark` is. */
function sourceIn(code: string): string {
  const linked = projectOfCode(code);
  const [at] = callsOf(linked, 'mark');
  const argument = at && linked.project.evaluator.call(at)?.args[0];
  return argument ? sourceOf(linked.project, 'main.ts', argument) : 'no mark';
}

/** What a wait for `event` of the marked argument hangs on. */
function endingIn(code: string, event: string): string {
  const linked = projectOfCode(code);
  const [at] = callsOf(linked, 'mark');
  const argument = at && linked.project.evaluator.call(at)?.args[0];
  return at && argument ? endingOf(linked.project, at, argument, [event]).is : 'no mark';
}

/** The promises of a file, each as `line ending or bound`. */
function promisesIn(code: string): readonly string[] {
  return eventPromises(projectOfCode(code).project, 'main.ts').map(({ bound, ending }) => (bound === undefined ? ending.is : `bounded: ${bound}`));
}

/** The waits of libraries: verdict, and what it hangs on where nothing bounds it. */
function waitsIn(code: string, versions: Readonly<Record<string, string>> = {}): readonly string[] {
  const { project } = projectOf({ 'main.ts': code }, { versions });
  const { calls, clients } = sortedWaits(project);
  return [
    ...calls.map((j) => (j.verdict.is === 'none' ? `none, ${libraryWait(project, j).ending.is}` : j.verdict.is)),
    ...clients.map(({ calls: waiting }) => `client, ${String(waiting.length)}`),
  ];
}

describe('where an event comes from', () => {
  test.each([
    ['the process', 'mark(process)', 'process'],
    ['its standard input', 'mark(process.stdin)', 'process'],
    ['a signal', 'mark(AbortSignal.timeout(5))', 'process'],
    ['a server of http', `import http from 'node:http'; mark(http.createServer())`, 'server'],
    ['what listen gives', `import http from 'node:http'; mark(http.createServer().listen(80))`, 'server'],
    ['a server of express', `import express from 'express'; mark(express().listen(80))`, 'server'],
    ['a file', `import fs from 'fs'; mark(fs.createReadStream('a'))`, 'local'],
    ['lines of a file', `import fs from 'fs'; import readline from 'readline'; mark(readline.createInterface({ input: fs.createReadStream('a') }))`, 'local'],
    ['lines of the standard input', `import readline from 'readline'; mark(readline.createInterface(process.stdin))`, 'process'],
    ['lines of something else', `import readline from 'readline'; mark(readline.createInterface({ input: given }))`, 'unknown'],
    ['a child process', `import { spawn } from 'child_process'; mark(spawn('ls'))`, 'judged'],
    ['a thread', `import { Worker } from 'worker_threads'; mark(new Worker('a.js'))`, 'worker'],
    ['the port to the parent', `import { parentPort } from 'worker_threads'; mark(parentPort)`, 'process'],
    ['a socket', `import net from 'net'; mark(net.connect(80))`, 'socket'],
    ['a web socket', `import WebSocket from 'ws'; mark(new WebSocket('ws://a'))`, 'socket'],
    ['a web socket server', `import { WebSocketServer } from 'ws'; mark(new WebSocketServer({ port: 80 }))`, 'server'],
    ['an emitter', `import { EventEmitter } from 'events'; mark(new EventEmitter())`, 'own'],
    ['an emitter of a class', `import { EventEmitter } from 'events'; class Jobs extends EventEmitter {} class More extends Jobs {} mark(new More())`, 'own'],
    ['a class that is none', `class Jobs {} mark(new Jobs())`, 'unknown'],
    ['the request of a handler', `import express from 'express'; express().get('/', (req, res) => { mark(req); })`, 'request'],
    ['the response of a handler', `import express from 'express'; express().get('/', (req, res) => { mark(res); })`, 'response'],
    ['the raw reply of a handler', `import fastify from 'fastify'; fastify().get('/', async (request, reply) => { mark(reply.raw); })`, 'response'],
    ['the context of a handler', `import Koa from 'koa'; new Koa().use(async (ctx) => { mark(ctx.res); })`, 'response'],
    ['the socket of a request', `import express from 'express'; express().get('/', (req, res) => { mark(req.socket); })`, 'socket'],
    ['by its type', `import type { ServerResponse } from 'node:http'; export function send(target: ServerResponse) { mark(target); }`, 'response'],
    ['a parameter', `export function send(target) { mark(target); }`, 'unknown'],
  ])('%s', (_title, code, expected) => {
    expect(sourceIn(code)).toBe(expected);
  });
});

describe('whether an event comes', () => {
  const response = (event: string): string => endingIn(`import express from 'express'; express().get('/', (req, res) => { mark(res); })`, event);

  test.each([['drain', 'open'], ['finish', 'open'], ['close', 'comes']])('"%s" of a response', (event, expected) => {
    expect(response(event)).toBe(expected);
  });

  test.each([
    ['the end of a stream that is not seen', `export function f(stream) { mark(stream); }`, 'end', 'unknown'],
    ['a message of something that is not seen', `export function f(client) { mark(client); }`, 'message', 'open'],
    ['an answer of what is asked', `export function f(client) { mark(client); client.send('NICK'); }`, 'nick', 'open'],
    ['an event of what is not asked', `export function f(parser) { mark(parser); parser.parse('a'); }`, 'parsed', 'unknown'],
    ['what a file that is not seen emits', `import { bus } from './bus.js'; mark(bus);`, 'message', 'unknown'],
    ['a socket with a timeout', `import net from 'net'; const s = net.connect(80); s.setTimeout(1000, () => s.destroy()); mark(s);`, 'data', 'comes'],
    ['a socket that a timer ends', `import net from 'net'; const s = net.connect(80); setTimeout(() => s.destroy(), 1000); mark(s);`, 'data', 'comes'],
    ['a socket', `import net from 'net'; const s = net.connect(80); mark(s);`, 'data', 'open'],
    ['a web socket with a time of its own', `import WebSocket from 'ws'; mark(new WebSocket('ws://a', { handshakeTimeout: 5 }))`, 'open', 'unknown'],
    ['a timer of the function', `import { EventEmitter } from 'events'; const e = new EventEmitter(); export function f() { setTimeout(() => stop(), 5); mark(e); }`, 'left', 'unknown'],
  ])('%s', (_title, code, event, expected) => {
    expect(endingIn(code, event)).toBe(expected);
  });
});

describe('promises by hand', () => {
  const promise = (body: string): string => `export function f(client) { return new Promise((resolve, reject) => { ${body} }); }`;

  test.each([
    ['an event', `client.once('message', resolve);`, ['open']],
    ['an event and an error', `client.once('message', resolve); client.once('error', reject);`, ['open']],
    ['an event and a timer', `client.once('message', resolve); setTimeout(() => reject(new Error('late')), 5);`, ['bounded: a timer that settles it']],
    ['an event and a timer that ends something', `client.once('message', resolve); setTimeout(() => client.end(), 5);`, ['bounded: a timer in its executor']],
    ['a callback of a peer', `client.disconnect('bye', () => resolve());`, ['open']],
    ['any callback', `client.work('now', () => resolve());`, []],
    ['a timer', `setTimeout(resolve, 5);`, []],
    ['nothing', `resolve();`, []],
    ['another promise', `client.load().then(resolve, reject);`, []],
  ])('%s', (_title, body, expected) => {
    expect(promisesIn(promise(body))).toEqual(expected);
  });

  test('kept in a field, it is nobody\'s wait yet', () => {
    expect(promisesIn(`export class A { ready = new Promise((resolve) => this.client.once('message', resolve)); }`)).toEqual([]);
  });
});

describe('stored resolvers', () => {
  const kinds = (code: string): readonly string[] => storedResolvers(projectOfCode(code).project, 'main.ts').map((s) => `${s.kind} in ${s.collection}`);

  test.each([
    ['a lock', `class Mutex { waiters = []; acquire() { return new Promise((resolve) => this.waiters.push(resolve)); } }`, ['lock in this.waiters']],
    ['a lock by what it releases', `class Printer { waiters = []; acquireSlot() { return new Promise((resolve) => { this.waiters.push({ resolve }); }); } releaseSlot() {} }`, ['lock in this.waiters']],
    ['an answer', `class Calls { pending = new Map(); call(id) { return new Promise((resolve, reject) => { this.pending.set(id, { resolve, reject }); this.socket.send(id); }); } }`, ['reply in this.pending']],
    ['a reader', `class Channel { readers = []; next() { return new Promise((resolve) => this.readers.push(resolve)); } }`, ['other in this.readers']],
    ['with a timer', `class Mutex { waiters = []; acquire() { return new Promise((resolve, reject) => { this.waiters.push(resolve); setTimeout(reject, 5); }); } }`, []],
    ['swept by a timer', `class Calls { pending = new Map(); constructor() { setInterval(() => this.sweep(), 5); } call(id) { return new Promise((resolve) => { this.pending.set(id, resolve); this.socket.send(id); }); } }`, []],
  ])('%s', (_title, code, expected) => {
    expect(kinds(code)).toEqual(expected);
  });
});

describe('waits of libraries', () => {
  const emitter = `import { EventEmitter, once, on } from 'node:events'; const e = new EventEmitter();`;
  const mutex = `import { Mutex, Semaphore, withTimeout } from 'async-mutex';`;

  test.each([
    ['once', `${emitter} export const f = async () => once(e, 'a');`, ['none, open']],
    ['once with a signal', `${emitter} export const f = async () => once(e, 'a', { signal: AbortSignal.timeout(5) });`, ['bounded']],
    ['on with events that close it', `${emitter} export const f = () => on(e, 'a', { close: ['end'] });`, ['unknown']],
    ['a race', `${emitter} export const f = async () => Promise.race([once(e, 'a'), new Promise((_, no) => setTimeout(no, 5))]);`, ['wrapped']],
    ['a mutex', `${mutex} const m = new Mutex(); export const f = () => m.acquire(); export const g = () => m.runExclusive(f);`, ['client, 2']],
    ['a mutex with a timeout', `${mutex} const m = withTimeout(new Mutex(), 100); export const f = () => m.acquire();`, ['bounded']],
    ['a mutex of the call itself', `${mutex} export async function f() { const m = new Mutex(); await m.runExclusive(work); }`, ['none, comes']],
    ['a mutex in a field', `${mutex} export class A { lock = new Mutex(); f() { return this.lock.acquire(); } }`, ['client, 1']],
    ['async-sema', `import { Sema } from 'async-sema'; const s = new Sema(2); export const f = () => s.acquire();`, ['none, open']],
    ['async-lock', `import AsyncLock from 'async-lock'; const l = new AsyncLock(); export const f = () => l.acquire('a', work);`, ['client, 1']],
    ['async-lock with a time in the call', `import AsyncLock from 'async-lock'; const l = new AsyncLock(); export const f = () => l.acquire('a', work, { timeout: 5 });`, ['bounded']],
    ['async-lock, callback', `import AsyncLock from 'async-lock'; const l = new AsyncLock(); export const f = () => l.acquire('a', work, done, { timeout: 5 });`, ['bounded']],
    ['generic-pool', `import { createPool } from 'generic-pool'; const p = createPool(factory, { max: 2 }); export const f = () => p.acquire();`, ['client, 1']],
    ['p-event', `import { pEvent } from 'p-event'; ${emitter} export const f = () => pEvent(e, 'a');`, ['none, open']],
    ['p-wait-for', `import pWaitFor from 'p-wait-for'; export const f = () => pWaitFor(ready);`, ['none, open']],
    ['p-wait-for with a time', `import pWaitFor from 'p-wait-for'; export const f = () => pWaitFor(ready, { timeout: { milliseconds: 5 } });`, ['bounded']],
    ['p-wait-for with a number', `import pWaitFor from 'p-wait-for'; export const f = () => pWaitFor(ready, { timeout: 5 });`, ['bounded']],
    ['a pipeline of files', `import { pipeline } from 'stream/promises'; import fs from 'fs'; export const f = () => pipeline(fs.createReadStream('a'), fs.createWriteStream('b'));`, ['none, comes']],
    ['a pipeline with a signal', `import { pipeline } from 'stream/promises'; export const f = (a, b) => pipeline(a, b, { signal: AbortSignal.timeout(5) });`, ['bounded']],
  ])('%s', (_title, code, expected) => {
    expect(waitsIn(code)).toEqual(expected);
  });

  test('p-event 5 reads no signal', () => {
    const code = `import { pEvent } from 'p-event'; ${emitter} export const f = () => pEvent(e, 'a', { signal: AbortSignal.timeout(5) });`;
    expect(waitsIn(code, { 'p-event': '5.0.1' })).toEqual(['none, open']);
    expect(waitsIn(code, { 'p-event': '7.1.1' })).toEqual(['bounded']);
  });

  test('async-mutex 0.3 hands waitForUnlock on without its timeout', () => {
    const code = `${mutex} const m = withTimeout(new Mutex(), 100); export const f = () => m.waitForUnlock();`;
    expect(waitsIn(code, { 'async-mutex': '0.3.2' })).not.toEqual(['bounded']);
    expect(waitsIn(code, { 'async-mutex': '0.5.0' })).toEqual(['bounded']);
  });
});

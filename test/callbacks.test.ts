import { describe, expect, test } from 'vitest';
import { callbackSites } from '../src/analysis/callbacks/callback-sites.js';
import type { Fate } from '../src/analysis/callbacks/fate.js';
import { triedEmits } from '../src/analysis/callbacks/tried-emits.js';
import type { TypeOracle } from '../src/analysis/oracle/type-oracle.js';
import { projectOf, projectOfCode, type ProjectOptions } from './support/project-of.js';

const async_ = 'async () => { await fetch(u); }';

/** What becomes of the promises of a file's callbacks, in words, in the order in which they stand. */
function fates(code: string, options: ProjectOptions = {}): string {
  const { project } = projectOfCode(code, options);
  return [...callbackSites(project, 'main.ts')].map(({ fate }) => words(fate)).join();
}

function words(fate: Fate): string {
  if (fate.is === 'dropped') return `dropped: ${fate.role}${fate.sure ? '' : '?'}${fate.at ? ' inside' : ''}${fate.tried ? ' in vain' : ''}`;
  return fate.is === 'taken-for-true' ? `true: ${fate.method}` : fate.is;
}

describe('what is known by its name, or by its library', () => {
  test.each([
    [`setInterval(${async_}, 5); setTimeout(${async_}); setImmediate(${async_}); process.nextTick(${async_}); queueMicrotask(${async_});`, Array.from({ length: 5 }, () => 'dropped: timer').join()],
    [`import { setInterval as every } from "node:timers/promises"; import { setTimeout as later } from "node:timers"; later(${async_}, 5);`, 'dropped: timer'],
    [`import { EventEmitter } from "node:events"; const e = new EventEmitter(); e.on("a", ${async_}); e.once("b", ${async_});`, 'dropped: listener,dropped: listener'],
    [`import { EventEmitter } from "node:events"; const e = new EventEmitter(); e.on("a", ${async_}).on("b", ${async_});`, 'dropped: listener,dropped: listener'],
    [`function f(e) { e.on("a", ${async_}); }`, 'dropped: listener?'],
    [`process.on("SIGTERM", ${async_}); process.on("message", ${async_});`, 'dropped: end,dropped: listener'],
    [`import mitt from "mitt"; const bus = mitt(); bus.on("a", ${async_});`, 'dropped: listener'],
    [`worker.onmessage = ${async_};`, 'dropped: listener'],
    [`class A { constructor() { this.onmessage = ${async_}; } }`, ''],
    [`[1].forEach(${async_}); new Map().forEach(${async_});`, 'dropped: loop,dropped: loop'],
    [`[1].filter(${async_}); [1].sort(${async_}); [1].findLast(${async_});`, 'true: filter,true: sort,true: findLast'],
    [`[1].map(${async_}); [1].reduce(${async_}); Array.from([1], ${async_}); fetch(u).then(${async_}, ${async_}); fetch(u).finally(${async_}); work.push(${async_});`, ''],
    [`import _ from "lodash"; _.forEach([1], ${async_}); _.some([1], ${async_}); _([1]).filter(${async_}); _.map([1], ${async_});`, 'dropped: callback,true: some,true: filter'],
    [`import fs from "node:fs"; fs.readFile(p, ${async_}); fs.promises.readFile(p).then(${async_});`, 'dropped: callback'],
    [`import http from "node:http"; http.get(u, ${async_}); const s = http.createServer(); s.listen(80, ${async_}); s.close(${async_});`, 'dropped: callback,dropped: start,dropped: callback'],
    [`import express from "express"; const app = express(); const s = app.listen(80, ${async_}); s.close(${async_});`, 'dropped: start?,dropped: callback?'],
    ['import jwt from "jsonwebtoken"; jwt.verify(t, k, async (err, claims) => { await fetch(u); });', 'dropped: callback?'],
    ['items.map(async (e) => { await fetch(u); }); app.use(async (err, req, res, next) => { await fetch(u); }); app.onError(async (err, c) => { await fetch(u); });', 'unknown,unknown'],
    [`const answer = await queue.add(${async_}); const other = queue.add(${async_});`, ''],
    [`queue.add(${async_}); register("a", ${async_});`, 'unknown'],
    [`import { from, tap, mergeMap } from "rxjs"; from([1]).pipe(tap(${async_}), mergeMap(${async_})).subscribe(${async_});`, 'dropped: callback,dropped: callback,looked-at'],
    [`import { Transform } from "node:stream"; new Transform({ transform: ${async_}, other: ${async_} });`, 'dropped: method'],
    [`import { Readable } from "node:stream"; class R extends Readable { async _read() { await fetch(u); } async read() { await fetch(u); } }`, 'dropped: method'],
    [`import { Readable } from "node:stream"; Readable.from([1]).forEach(${async_});`, 'unknown'],
    [`new Promise(${async_});`, 'dropped: executor'],
    [`@Decorated(${async_}) class A {}`, ''],
  ])('%s', (code, expected) => {
    expect(fates(code)).toBe(expected);
  });

  test('up to Node 16 some methods of streams could give a promise', () => {
    expect(fates(`import { Transform } from "stream"; new Transform({ transform: ${async_} });`, { versions: { stream: '16.20.0' } })).toBe('');
  });

  test('emitAsync waits for listeners: where the project has it, only those of Node are known to be dropped', () => {
    expect(fates(`import { EventEmitter } from "node:events"; import { EventEmitter2 } from "eventemitter2"; const a = new EventEmitter(); const b = new EventEmitter2(); a.on("x", ${async_}); b.on("x", ${async_}); b.emitAsync("x");`)).toBe('dropped: listener,unknown');
  });
});

describe('handlers that a library runs are told elsewhere, timers are not', () => {
  test.each([
    [`import express from "express"; const app = express(); app.get("/", ${async_}); app.use(${async_});`, ''],
    [`import { WebSocketServer } from "ws"; const s = new WebSocketServer({ port: 1 }); s.on("connection", (c) => { c.on("message", ${async_}); c.on("custom", ${async_}); });`, 'dropped: listener'],
    [`import { Server } from "socket.io"; const io = new Server(); io.on("connection", ${async_});`, ''],
    [`import { Worker } from "bullmq"; const w = new Worker("q", ${async_}); w.on("failed", ${async_});`, ''],
    [`import cron from "node-cron"; cron.schedule("* * * * *", ${async_}); setInterval(${async_}, 5);`, 'dropped: timer'],
    [`import http from "node:http"; http.createServer(${async_}).on("request", ${async_});`, ''],
  ])('%s', (code, expected) => {
    expect(fates(code)).toBe(expected);
  });
});

describe('emitters that capture rejections', () => {
  test.each([
    ['const e = new EventEmitter({ captureRejections: true });', 'looked-at'],
    ['const e = new EventEmitter({ captureRejections: false });', 'dropped: listener'],
    ['const options = { captureRejections: true }; const e = new EventEmitter(options);', 'looked-at'],
    ['class Bus extends EventEmitter { constructor() { super({ captureRejections: true }); } } const e = new Bus();', 'looked-at'],
    ['class Bus extends EventEmitter {} const e = new Bus({ captureRejections: true });', 'looked-at'],
    ['class Bus extends EventEmitter {} const e = new Bus();', 'dropped: listener'],
    ['EventEmitter.captureRejections = true; const e = new EventEmitter();', 'looked-at'],
  ])('%s', (made, expected) => {
    expect(fates(`import { EventEmitter } from "node:events"; ${made} e.on("a", ${async_});`)).toBe(expected);
  });
});

describe('functions of the project are followed', () => {
  test.each([
    ['called and dropped', `function run(work) { work(); } run(${async_});`, 'dropped: callback inside'],
    ['called in a try', `function run(work) { try { work(); } catch (e) { log(e); } } run(${async_});`, 'dropped: callback inside in vain'],
    ['called by call', `function run(work) { work.call(null, 1); } run(${async_});`, 'dropped: callback inside'],
    ['awaited', `async function run(work) { await work(); } run(${async_});`, 'looked-at'],
    ['returned', `function run(work) { return work(); } run(${async_});`, 'looked-at'],
    ['caught', `function run(work) { work().catch(log); } run(${async_});`, 'looked-at'],
    ['its end is only noted', `function run(work) { work().finally(done); } run(${async_});`, 'dropped: callback inside'],
    ['resolved first', `function run(work) { Promise.resolve(work()).catch(log); } run(${async_});`, 'looked-at'],
    ['run by a chain', `function run(work) { Promise.resolve().then(work).catch(log); } run(${async_});`, 'looked-at'],
    ['run by a chain that nobody catches', `function run(work) { Promise.resolve().then(work); } run(${async_});`, 'dropped: callback inside'],
    ['all together', `async function run(...given) { const works = given; } async function each(list, work) { await Promise.all(list.map((x) => work(x))); } each([], ${async_});`, 'looked-at'],
    ['all together, and nobody waits', `function each(list, work) { list.map((x) => work(x)); } each([], ${async_});`, 'dropped: callback inside'],
    ['in a forEach', `async function each(list, work) { list.forEach((x) => work(x)); } each([], ${async_});`, 'dropped: loop inside'],
    ['handed to a timer', `const every = (ms, work) => setInterval(work, ms); every(5, ${async_});`, 'dropped: timer inside'],
    ['handed on twice', `function a(work) { b(work); } function b(work) { setTimeout(() => work(), 5); } a(${async_});`, 'dropped: timer inside'],
    ['dropped on one way', `async function run(work, wait) { if (wait) { await work(); } else { work(); } } run(${async_}, false);`, 'dropped: callback inside'],
    ['recursion', `function run(work, n) { if (n > 0) run(work, n - 1); } run(${async_}, 3);`, 'unknown'],
    ['kept, and nobody calls it', `const works = []; function add(work) { works.push(work); } add(${async_});`, 'unknown'],
    ['kept in a list', `const works = []; function add(work) { works.push(work); } function run() { for (const work of works) work(); } add(${async_});`, 'dropped: callback inside'],
    ['kept in a list of objects', `const jobs = []; function add(work) { jobs.push({ work, name: "a" }); } function run() { jobs.forEach((job) => { job.name.trim(); job.work(); }); } add(${async_});`, 'dropped: callback inside'],
    ['kept in a list that is awaited', `const works = new Set(); function add(work) { works.add(work); } async function run() { await Promise.all([...works].map((work) => work())); } add(${async_});`, 'looked-at'],
    ['kept in a map of lists', `const works = new Map(); function add(k, work) { const list = works.get(k) ?? []; list.push(work); works.set(k, list); } function run(k) { for (const work of works.get(k) ?? []) work(); } add("a", ${async_});`, 'dropped: callback inside'],
    ['kept in a map, by entries', `const works = new Map(); function add(k, work) { works.set(k, work); } function run() { for (const [k, work] of works) { work(k); } } add("a", ${async_});`, 'dropped: callback inside'],
    ['kept in a field', `class A { set(work) { this.work = work; } run() { this.work(); } } new A().set(${async_});`, 'dropped: callback inside'],
    ['kept by the constructor', `class A { constructor(options) { this.options = options; } run() { this.options.work(); } async stop() { await this.options.stop(); } } new A({ work: ${async_}, stop: ${async_}, other: ${async_} });`, 'dropped: callback inside,looked-at'],
    ['a parameter that is taken apart', `function run({ work, done = () => {} }) { work(); done(); } run({ work: ${async_}, done: ${async_} });`, 'dropped: callback inside,dropped: callback inside'],
    ['a method named on', `class Bus { async on(e, l) { await l(e); } } new Bus().on("a", ${async_});`, 'looked-at'],
    ['a method of an emitter of its own', `import { EventEmitter } from "node:events"; class Bus extends EventEmitter { listen(l) { this.on("a", l); } } new Bus().listen(${async_});`, 'dropped: listener inside'],
    ['given back, and handed to an emitter', `const wrap = (work) => () => work(); process.on("message", wrap(${async_}));`, 'dropped: listener'],
    ['given back, and caught', `const wrap = (work) => () => { work().catch(log); }; process.on("message", wrap(${async_}));`, 'looked-at'],
    ['given back, and a route', `import express from "express"; const wrap = (work) => (q, s, n) => work(q, s, n); express().get("/", wrap(${async_}));`, ''],
  ])('%s', (_title, code, expected) => {
    expect(fates(code)).toBe(expected);
  });

  test('in another file', () => {
    const { project } = projectOf({ 'bus.js': 'const e = new (require("events"))(); exports.subscribe = (name, l) => { e.on(name, l); };', 'main.ts': `import { subscribe } from "./bus.js"; subscribe("a", ${async_});` });
    expect([...callbackSites(project, 'main.ts')].map(({ fate }) => words(fate))).toEqual(['dropped: listener inside']);
  });
});

describe('while other files are not at hand', () => {
  test.each([
    [`import { bus } from "./bus.js"; bus.on("a", ${async_}); bus.run(${async_}); bus.listeners.forEach(${async_});`, 'unknown,unknown,dropped: loop'],
    [`function f(e) { e.on("a", ${async_}); }`, 'unknown'],
    [`import type { EventEmitter } from "node:events"; function f(e: EventEmitter) { e.on("a", ${async_}); }`, 'dropped: listener'],
    [`process.on("message", ${async_}); setTimeout(${async_}, 5);`, 'dropped: listener,dropped: timer'],
  ])('%s', (code, expected) => {
    expect(fates(code, { partial: true })).toBe(expected);
  });
});

test('types tell what an argument is for, where nothing else does', () => {
  const oracle = (expectsVoid: boolean): TypeOracle => ({ receiverOf: () => undefined, givesPromise: () => undefined, expectsVoid: () => expectsVoid });
  const code = `import { register } from "a-library"; register(${async_});`;
  expect(fates(code)).toBe('unknown');
  expect(fates(code, { oracle: oracle(true) })).toBe('dropped: callback?');
  expect(fates(code, { oracle: oracle(false) })).toBe('looked-at');
});

describe('a try around emit', () => {
  const bus = (emit: string, subscribe = 'subscribe(name, listener) { e.on(name, listener); }'): string => `import { EventEmitter } from "events"; const e = new EventEmitter(); export class Bus { emit(name) { ${emit} } ${subscribe} }`;
  const tried = 'try { e.emit(name); } catch (error) { log(error); }';

  test.each([
    ['listeners that are handed in', bus(tried), 1],
    ['in a branch', bus('try { if (name) { e.emit(name); } } catch (error) { log(error); }'), 1],
    ['without a catch', bus('try { e.emit(name); } finally { log(); }'), 0],
    ['listeners in a wrapper', bus(tried, 'subscribe(name, listener) { e.on(name, async (x) => { try { await listener(x); } catch (error) { log(error); } }); }'), 0],
    ['listeners that are seen', `${bus(tried)} new Bus().subscribe("a", () => {});`, 0],
    ['listeners that are declared to give nothing', bus(tried, 'subscribe(name, listener: () => void) { e.on(name, listener); }'), 0],
    ['listeners of its own', bus(tried, 'start() { e.on("a", () => {}); }'), 0],
  ])('%s', (_title, code, expected) => {
    expect(triedEmits(projectOfCode(code).project, 'main.ts')).toHaveLength(expected);
  });
});

import { describe, expect, test } from 'vitest';
import { writtenName } from '../src/analysis/names.js';
import type { Occasion } from '../src/analysis/promises/registrations.js';
import { executorsOf, type Executor } from '../src/analysis/promises/executors.js';
import { projectOf, projectOfCode, type TestProject } from './support/project-of.js';

/** Every promise that is settled by hand, in words: `resolve event finish of file`. */
function executors(test: TestProject, file = 'main.ts'): readonly (readonly string[])[] {
  return executorsOf(test.project, file).map((executor) => [...flags(executor), ...executor.settlings.map((s) => `${s.by} ${s.when}${s.conditional ? '?' : ''}${s.occasion ? told(test, s.occasion) : ''}`)]);
}

function flags({ async, leaves, settlings }: Executor): readonly string[] {
  return [...(async ? ['async'] : []), ...(leaves ? ['leaves'] : []), ...(settlings.length === 0 ? ['nothing'] : [])];
}

function told(test: TestProject, { file, event, emitter, call }: Occasion): string {
  const facts = test.files.get(file);
  if (!facts) return '';
  if (event !== undefined) return ` ${event} of ${emitter ? writtenName(facts, emitter) : '?'}`;
  return ` of ${writtenName(facts, call ? (test.project.evaluator.call(call)?.callee ?? { is: 'unknown' }) : { is: 'unknown' })}`;
}

/** The only promise of some code. */
function ways(code: string): readonly string[] {
  const [only, ...others] = executors(projectOfCode(code));
  if (!only || others.length > 0) throw new Error(`expected one promise, found ${String(others.length + (only ? 1 : 0))}`);
  return only;
}

const promise = (body: string, before = ''): string => `import fs from 'node:fs'; import { spawn } from 'node:child_process'; ${before} export const load = (path, work, socket) => new Promise((resolve, reject) => { ${body} });`;

describe('the ways in which a promise is settled', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['at once', 'resolve(1);', ['resolve sync']],
    ['on a condition', 'if (path) resolve(1); else reject(new Error());', ['resolve sync?', 'reject sync?']],
    ['by a timer', 'setTimeout(() => reject(new Error()), 5);', ['reject timer']],
    ['by a timer that is handed the function', 'setTimeout(resolve, 5, 1);', ['resolve timer']],
    ['by a timer that is handed a bound function', 'setTimeout(resolve.bind(null, 1), 5);', ['resolve timer']],
    ['by a callback', "fs.readFile(path, (error, text) => (error ? reject(error) : resolve(text)));", ['resolve callback? of fs.readFile', 'reject callback? of fs.readFile']],
    ['by a choice of both', "fs.readFile(path, (error, text) => (error ? reject : resolve)(error ?? text));", ['resolve callback of fs.readFile', 'reject callback of fs.readFile']],
    ['by a promise', 'work.then(resolve, reject);', ['resolve promise', 'reject promise']],
    ['by a promise behind a listener', "socket.on('open', () => work.then(resolve));", ['resolve event open of socket']],
    ['by events', "socket.once('data', resolve); socket.on('error', (e) => reject(e));", ['resolve event data of socket', 'reject event error of socket']],
    ['by events in a chain', "fs.createReadStream(path).on('end', resolve).on('error', reject);", ['resolve event end of fs.createReadStream()', 'reject event error of fs.createReadStream().on()']],
    ['by a property', 'socket.onopen = () => resolve(socket); socket.onerror = reject;', ['resolve event open of socket', 'reject event error of socket']],
    ['by a named function', "const done = (e) => (e ? reject(e) : resolve()); socket.on('end', done); socket.on('error', done);", ['resolve event? end of socket', 'resolve event? error of socket', 'reject event? end of socket', 'reject event? error of socket']],
    ['by a function that is taken away again', "const done = () => resolve(); socket.on('end', done); socket.off('end', done);", ['resolve event end of socket']],
    ['by a function that runs once', "const done = once(() => resolve()); socket.on('end', done);", ['resolve event end of socket']],
    ['by a timer that is cleared', "const timer = setTimeout(() => reject(new Error()), 5); socket.on('data', (x) => { clearTimeout(timer); resolve(x); });", ['resolve event data of socket', 'reject timer']],
    ['by another name', "const yes = resolve; socket.on('end', yes);", ['resolve event end of socket']],
    ['in a function that is called in place', '(() => resolve(1))();', ['resolve sync']],
    ['in an async function inside', '(async () => { const x = await work(); resolve(x); })();', ['resolve promise']],
    ['for each of some events', "for (const event of ['end', 'close']) socket.on(event, resolve);", ['resolve event? of socket.on']],
    ['by the callback of http.get', "http.get(path, (response) => response.on('end', resolve));", ['resolve event end of response']],
    ['by a socket that is idle', 'socket.setTimeout(5, () => reject(new Error()));', ['reject timer']],
    ['by a property of an object that is handed on', 'work({ onDone: resolve, onError: (e) => reject(e) });', ['resolve callback of work', 'reject callback of work']],
    ['not at all', 'work(path);', ['nothing']],
  ])('%s', (_title, body, expected) => {
    expect(ways(promise(body, "import { once } from 'lodash'; import http from 'node:http';"))).toEqual(expected);
  });

  test('through a helper in another file', () => {
    const texts = {
      'main.ts': "import { settle } from './settle.js'; export const load = (socket) => new Promise((resolve, reject) => { settle(socket, resolve, reject); });",
      'settle.ts': "export function settle(socket, yes, no) { socket.on('end', () => yes(1)); socket.on('error', no); }",
    };
    expect(executors(projectOf(texts))).toEqual([['resolve event end of socket', 'reject event error of socket']]);
  });

  test('by an executor with a name', () => {
    expect(ways('function executor(resolve) { setImmediate(resolve); } export const tick = () => new Promise(executor);')).toEqual(['resolve timer']);
  });

  test('of an async executor', () => {
    expect(ways('export const load = (work) => new Promise(async (resolve) => { const x = await work(); resolve(x); });')).toEqual(['async', 'resolve promise']);
  });

  test('beside the executor, through a name of the function around it', () => {
    expect(ways("export function opened(socket) { let open; const promise = new Promise((resolve) => { open = resolve; }); socket.on('open', () => open()); return promise; }")).toEqual(['resolve event open of socket']);
  });

  test('of Promise.withResolvers', () => {
    expect(ways("export function opened(socket) { const { promise, resolve, reject } = Promise.withResolvers(); socket.on('open', resolve); socket.on('error', reject); return promise; }")).toEqual(['resolve event open of socket', 'reject event error of socket']);
  });
});

describe('resolve or reject leaves', () => {
  test.each([
    ['into a field', 'class Gate { wait() { return new Promise((resolve) => { this.open = resolve; }); } }'],
    ['into an array', 'const waiting = []; export const wait = () => new Promise((resolve) => waiting.push(resolve));'],
    ['into a map, in an object', 'const waiting = new Map(); export const wait = (id) => new Promise((resolve, reject) => { waiting.set(id, { resolve, reject }); });'],
    ['in what is given back', 'export function deferred() { let yes; const promise = new Promise((resolve) => { yes = resolve; }); return { promise, yes }; }'],
    ['to other files', 'export let ready; export const started = new Promise((resolve) => { ready = resolve; });'],
    ['to a function that others call', 'let ready; const started = new Promise((resolve) => { ready = resolve; }); export function start() { ready(); }'],
    ['with the object of withResolvers', 'export const gate = Promise.withResolvers();'],
    ['to an executor that is not seen', "import { executor } from 'somewhere'; export const x = new Promise(executor);"],
  ])('%s', (_title, code) => {
    expect(ways(code)[0]).toBe('leaves');
  });

  test('a class of one\'s own called Promise is still one, another class is none', () => {
    expect(executors(projectOfCode("import Promise from 'bluebird'; export const a = new Promise((resolve) => resolve(1)); export const b = new Deferred((resolve) => resolve(1));"))).toEqual([['resolve sync']]);
  });

  test('functions that hand each other on end', () => {
    expect(ways('export const a = () => new Promise((resolve) => { const one = () => two(); const two = () => one(); one(resolve); });')).toContain('nothing');
  });
});

import { describe, expect, test } from 'vitest';
import type { Outlook } from '../src/analysis/failures/failure.js';
import { outlookAt, outlookOf } from '../src/analysis/failures/outlook.js';
import { callsOf, projectOf, projectOfCode, type TestProject } from './support/project-of.js';

/** What each `probe(…)` is given, in words. */
function outlooks(test: TestProject): readonly string[] {
  return callsOf(test, 'probe').map((ref) => {
    const value = test.project.evaluator.call(ref)?.args[0];
    return value ? words(outlookOf(test.project, ref.file, value)) : '';
  });
}

function words(outlook: Outlook): string {
  return outlook.is === 'rejects' ? `rejects: ${outlook.by.name || outlook.by.is}${outlook.by.sure ? '' : '?'}` : outlook.is;
}

describe('what a value is, as far as promises go', () => {
  test.each([
    ['a function of the file', 'async function f() { await fetch(u); } probe(f());', 'rejects: fetch'],
    ['an async function in which nothing fails', 'async function f() { return 1; } probe(f());', 'settles'],
    ['an async function that throws', 'async function f(a) { if (!a) throw new Error(); } probe(f());', 'rejects: throw'],
    ['an async function that catches all', 'async function f() { try { await fetch(u); } catch (e) { console.error(e); } } probe(f());', 'settles'],
    ['a catch that throws on', 'async function f() { try { await fetch(u); } catch (e) { throw new Error("x", { cause: e }); } } probe(f());', 'rejects: throw'],
    ['a catch around what cannot fail', 'async function f() { try { g(); } catch (e) { throw e; } } function g() {} probe(f());', 'settles'],
    ['finally catches nothing', 'async function f() { try { await fetch(u); } finally { console.log(1); } } probe(f());', 'rejects: fetch'],
    ['work beside the try', 'async function f() { try { await fetch(u); } catch {} await fetch(v); } probe(f());', 'rejects: fetch'],
    ['a promise that is returned passes the catch', 'async function f() { try { return fetch(u); } catch { return undefined; } } probe(f());', 'rejects: fetch'],
    ['one that is awaited does not', 'async function f() { try { return await fetch(u); } catch { return undefined; } } probe(f());', 'settles'],
    ['a function that hands on a promise', 'function f() { return fetch(u); } probe(f());', 'rejects: fetch'],
    ['a text from outside', 'async function f(a) { return JSON.parse(a); } probe(f());', 'rejects: JSON.parse'],
    ['a text of our own', 'async function f(a) { return JSON.parse(JSON.stringify(a)); } probe(f());', 'settles'],
    ['a helper that throws', 'async function f(a) { check(a); } function check(a) { if (!a) throw new Error(); } probe(f());', 'rejects: throw'],
    ['a helper that catches', 'async function f(a) { return read(a); } function read(a) { try { return JSON.parse(a); } catch { return null; } } probe(f());', 'settles'],
    ['a callback that throws', 'async function f(a) { a.forEach((b) => { if (!b) throw new Error(); }); } probe(f());', 'rejects: throw'],
    ['a call of which nothing is known', 'import { g } from "./gone.js"; async function f() { g(); } probe(f());', 'rejects: g?'],
    ['recursion', 'async function f(n) { if (n > 0) await f(n - 1); } probe(f());', 'settles'],
    ['recursion that fails elsewhere', 'async function f(n) { await g(n); } async function g(n) { await f(n - 1); await fetch(u); } probe(f()); probe(g());', 'rejects: fetch,rejects: fetch'],
    ['no promise', 'function f() { return 1; } probe(f()); probe(1); probe({}); probe(() => {}); probe(await f());', 'none,none,none,none,none'],
    ['a name', 'const p = fetch(u); probe(p);', 'rejects: fetch'],
    ['a parameter', 'function f(p: Promise<void>, q) { probe(p); probe(q); }', 'rejects: p?,unknown'],
    ['a function that is declared', 'declare const save: () => Promise<void>; probe(save());', 'rejects: save'],
    ['a function that is declared to be there', 'declare function save(): Promise<void>; probe(save());', 'rejects: save'],
    ['an interface', 'interface Store { save(): Promise<void>; size(): number } function f(store: Store) { probe(store.save()); probe(store.size()); }', 'rejects: store.save,unknown'],
    ['a method', 'class A { async m() { await this.n(); } async n() { throw new Error(); } } probe(new A().m());', 'rejects: throw'],
    ['a callback instead of a promise', 'function f(a, cb) { if (!cb) return fetch(a); fetch(a).then(cb, cb); } probe(f(1, () => {})); probe(f(1));', 'unknown,rejects: fetch'],
    ['a generator', 'async function* f() { yield 1; } probe(f());', 'none'],
    ['one of two', 'probe(x ? fetch(u) : undefined); probe(x && fetch(u)); probe(x ?? fetch(u));', 'rejects: fetch,rejects: fetch,rejects: fetch'],
    ['a list', 'probe([1, fetch(u)]); probe([1]);', 'rejects: fetch,none'],
    ['a list of promises that only resolve', 'const all = [1, 2].map((n) => new Promise((resolve) => setTimeout(resolve, n))); probe(Promise.all(all));', 'settles'],
    ['a list into which work is pushed', 'const all = []; all.push(fetch(u)); probe(Promise.all(all));', 'rejects: fetch'],
    ['a list that is handed in', 'function f(all) { probe(Promise.all(all)); }', 'rejects: Promise.all'],
    ['work before a check', 'async function f(a) { if (!a) throw new Error(); JSON.parse(a); await fetch(a); } probe(f());', 'rejects: fetch'],
    ['a module that is loaded', 'probe(import("./a.js"));', 'rejects: import()?'],
  ])('%s', (_title, code, expected) => {
    expect(outlooks(projectOfCode(code)).join()).toBe(expected);
  });
});

describe('chains', () => {
  test.each([
    ['fetch(u).catch(() => {})', 'settles'],
    ['fetch(u).catch(console.error)', 'settles'],
    ['fetch(u).catch((e) => { throw e; })', 'rejects: throw'],
    ['fetch(u).catch(undefined)', 'rejects: fetch'],
    ['fetch(u).then(show)', 'rejects: fetch'],
    ['fetch(u).then(show, console.error)', 'settles'],
    ['fetch(u).then(show, undefined)', 'rejects: fetch'],
    ['fetch(u).then(...handlers, console.error)', 'unknown'],
    ['fetch(u).finally(() => {})', 'rejects: fetch'],
    ['fetch(u).catch(() => {}).finally(() => {})', 'settles'],
    ['fetch(u).finally(() => {}).catch(() => {})', 'settles'],
    ['fetch(u).catch(() => {}).then(() => { throw new Error(); })', 'rejects: throw'],
    ['fetch(u).catch(() => {}).then(() => fetch(v))', 'rejects: fetch'],
    ['unseen().then(show)', 'rejects: unseen'],
    ['unseen().catch(console.error)', 'settles'],
    ['promised.then(show)', 'rejects: promised'],
    ['promised.catch(console.error)', 'settles'],
    ['list.map((a) => fetch(a))', 'rejects: fetch'],
    ['list.map(async (a) => { try { await fetch(a); } catch {} })', 'settles'],
    ['list.map((a) => a.id)', 'unknown'],
    ['list.map((a) => `${a}`)', 'none'],
    ['list.map(show)', 'unknown'],
    ['Promise.all([fetch(u)])', 'rejects: fetch'],
    ['Promise.all([1, 2])', 'settles'],
    ['Promise.all(list)', 'rejects: Promise.all'],
    ['Promise.all(list.map((item) => fetch(item).catch(console.error)))', 'settles'],
    ['Promise.all(list.map(async (item) => { await fetch(item); }))', 'rejects: fetch'],
    ['Promise.all([...list.map((item) => fetch(item)), 1])', 'rejects: fetch'],
    ['Promise.allSettled(list)', 'settles'],
    ['Promise.resolve(1)', 'settles'],
    ['Promise.reject(new Error())', 'rejects: Promise.reject'],
    ['new Promise((resolve) => setTimeout(resolve, 5))', 'settles'],
    ['new Promise((resolve, reject) => work((e) => (e ? reject(e) : resolve())))', 'rejects: new Promise'],
    ['new Promise((resolve) => { if (!u) throw new Error(); resolve(); })', 'rejects: throw'],
  ])('%s', (code, expected) => {
    expect(outlooks(projectOfCode(`declare const promised: Promise<void>; probe(${code});`)).join()).toBe(expected);
  });
});

test('functions are followed across files, and the calls on the way are told', () => {
  const project = projectOf({
    'main.ts': 'import { save } from "./store.js"; probe(save());',
    'store.ts': 'import { send } from "./http.js"; export async function save() { await send(); }',
    'http.ts': 'export const send = () => fetch("http://a");',
  });
  expect(outlooks(project)).toEqual(['rejects: fetch']);
  const [ref] = callsOf(project, 'probe');
  const outlook = ref && outlookOf(project.project, ref.file, { is: 'call', call: 1 });
  expect(outlook?.is === 'rejects' && outlook.by.through.map((c) => c.file)).toEqual(['main.ts', 'store.ts']);
});

test('types say what names leave open, and nothing else', () => {
  const asked: string[] = [];
  const oracle = { receiverOf: () => undefined, expectsVoid: () => undefined, givesPromise: (file: string) => { asked.push(file); return true; } };
  const project = projectOfCode('import { g } from "./gone.js"; function f() {} probe(g()); probe(f());', { oracle });
  expect(outlooks(project)).toEqual(['rejects: g', 'none']);
  expect(asked).toEqual(['main.ts']);
});

test('types say what a name holds, where it is asked by its place', () => {
  const code = 'declare const list: Jobs; const count = 1; probe(list); probe(count);';
  const oracle = { receiverOf: () => undefined, givesPromise: () => true, expectsVoid: () => undefined };
  const told = (project: TestProject): readonly string[] => callsOf(project, 'probe').map((ref) => {
    const call = project.project.evaluator.call(ref);
    const [value, range] = [call?.args[0], call?.argRanges[0]];
    return value && range ? words(outlookAt(project.project, ref.file, value, range)) : '';
  });
  expect(told(projectOfCode(code))).toEqual(['unknown', 'none']);
  expect(told(projectOfCode(code, { oracle }))).toEqual(['rejects: list?', 'none']);
});

test('what another file may show to be harmless is not held against a function while that file is not at hand', () => {
  const code = 'import { tick } from "./tick.js"; interface Jobs { run(): Promise<void> } async function f() { await tick(); } async function g(jobs: Jobs) { await jobs.run(); } async function h() { await fetch(u); } probe(f()); probe(g()); probe(h());';
  expect(outlooks(projectOfCode(code))).toEqual(['rejects: tick', 'rejects: jobs.run', 'rejects: fetch']);
  expect(outlooks(projectOfCode(code, { partial: true }))).toEqual(['rejects: tick?', 'rejects: jobs.run?', 'rejects: fetch']);
});

test.each([
  ['a promise that is handed to be looked after', 'import { to } from "./gone.js"; async function f() { const [error] = await to(fetch(u)); } probe(f());', 'rejects: to?'],
  ['a promise that is bounded in time', 'import pTimeout from "p-timeout"; async function f() { await pTimeout(fetch(u), { milliseconds: 5 }); } probe(f());', 'rejects: pTimeout'],
  ['one of two functions is known', 'import { g } from "./gone.js"; const h = x ? g : async () => 1; async function f() { await h(); } probe(f());', 'rejects: h?'],
  ['an error that is given back', 'import { attempt } from "./gone.js"; async function f(a) { const [loadError, data] = await attempt(() => a.load()); } probe(f());', 'rejects: attempt?'],
  ['a function that does the work', 'import { retry } from "./gone.js"; async function f() { await retry(() => fetch(u)); } probe(f());', 'rejects: retry'],
])('what is awaited and not known: %s', (_title, code, expected) => {
  expect(outlooks(projectOfCode(code)).join()).toBe(expected);
});

describe('of one file alone, what another one may answer is not sure', () => {
  test.each([
    ['import { send } from "./send.js"; probe(send().then(show));', 'rejects: send?'],
    ['import { send } from "./send.js"; probe(send().finally(show));', 'rejects: send?'],
    ['import { ready } from "./ready.js"; probe(ready.then(show));', 'rejects: ready'],
    ['declare const send: () => Promise<void>; probe(send()); probe(send().then(show));', 'rejects: send,rejects: send'],
    ['declare const bus: { send(): unknown }; probe(bus.send().then(show));', 'rejects: bus.send'],
    ['probe(fetch(u).then(show));', 'rejects: fetch'],
  ])('%s', (code, expected) => {
    expect(outlooks(projectOfCode(code, { partial: true })).join()).toBe(expected);
  });
});

test('a call that gives a promise does not throw', () => {
  expect(outlooks(projectOfCode('async function f() { const p = fetch(u); await p.catch(() => {}); } probe(f());'))).toEqual(['settles']);
});

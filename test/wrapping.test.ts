import { describe, expect, test } from 'vitest';
import { deadline, deadlinesOf, projectOf, projectOfCode } from './support/project-of.js';

type Cases = readonly (readonly [title: string, code: string, expected: string])[];

function cases(table: Cases): void {
  test.each(table)('%s', (_title, code, expected) => {
    expect(deadline(code)).toBe(expected);
  });
}

describe('p-timeout', () => {
  const load = (body: string): string => `import pTimeout from 'p-timeout'; export async function load(url) { ${body} }`;

  cases([
    ['around the call', load('return pTimeout(fetch(url), { milliseconds: 5000 });'), 'wrapped by p-timeout of 5000'],
    ['around a variable', load('const p = fetch(url); return pTimeout(p, { milliseconds: 5000 });'), 'wrapped by p-timeout of 5000'],
    ['around .then', load('return pTimeout(fetch(url).then((r) => r.json()), { milliseconds: 5000 });'), 'wrapped by p-timeout of 5000'],
    ['around Promise.all', load('return pTimeout(Promise.all([fetch(url)]), { milliseconds: 5000 });'), 'wrapped by p-timeout of 5000'],
    ['around an async function in place', load('return pTimeout((async () => { await fetch(url); })(), { milliseconds: 5000 });'), 'wrapped by p-timeout of 5000'],
    ['around what is awaited already bounds nothing', load('return pTimeout(await fetch(url), { milliseconds: 5000 });'), 'none'],
    ['without a time bounds nothing', load('return pTimeout(fetch(url), { milliseconds: Infinity });'), 'none'],
    ['around something else', load('await pTimeout(other(url), { milliseconds: 5000 }); return fetch(url);'), 'none'],
  ]);

  test('the second argument of version 5', () => {
    const code = load('return pTimeout(fetch(url), 5000);');
    expect(deadline(code, { versions: { 'p-timeout': '5.1.0' } })).toBe('wrapped by p-timeout of 5000');
  });
});

describe('Promise.race', () => {
  const load = (body: string, before = ''): string => `${before} export async function load(url) { ${body} }`;
  const timer = 'new Promise((_, reject) => setTimeout(() => reject(new Error("slow")), 5000))';

  cases([
    ['with a timer in place', load(`return Promise.race([fetch(url), ${timer}]);`), 'wrapped by Promise.race with a timer of 5000'],
    ['with a timer in a variable', load(`const slow = ${timer}; return Promise.race([fetch(url), slow]);`), 'wrapped by Promise.race with a timer of 5000'],
    ['with the call in a variable', load(`const work = fetch(url); return Promise.race([${timer}, work]);`), 'wrapped by Promise.race with a timer of 5000'],
    ['with a function that makes the timer', load('return Promise.race([fetch(url), slow(5000)]);', 'const slow = (ms) => new Promise((_, no) => setTimeout(no, ms));'), 'wrapped by Promise.race with a timer of 5000'],
    ['with timers/promises', load('return Promise.race([fetch(url), setTimeout(5000)]);', `import { setTimeout } from 'node:timers/promises';`), 'wrapped by Promise.race with a timer of 5000'],
    ['between two requests bounds neither', load('return Promise.race([fetch(url), other(url)]);'), 'none'],
    ['with a promise that never settles', load('return Promise.race([fetch(url), new Promise(() => {})]);'), 'none'],
    ['around what is awaited already', load(`const r = await fetch(url); return Promise.race([r.json(), ${timer}]);`), 'none'],
  ]);
});

describe('a wrapper of our own', () => {
  const race = `const timer = (ms) => new Promise((_, no) => setTimeout(() => no(new Error('slow')), ms));`;
  const ofPromise = `${race} export function withTimeout(promise, ms) { return Promise.race([promise, timer(ms)]); }`;
  const ofFunction = `${race} export async function withTimeout(work, ms) { return Promise.race([work(), timer(ms)]); }`;

  test.each([
    ['of a promise', ofPromise, 'withTimeout(fetch(url), 5000)'],
    ['of a function', ofFunction, 'withTimeout(() => fetch(url), 5000)'],
    ['of an async function', ofFunction, 'withTimeout(async () => { const r = await fetch(url); return r.json(); }, 5000)'],
    ['of a function by its name', `${ofFunction} const request = () => fetch(url);`, 'withTimeout(request, 5000)'],
    ['with new Promise', `export function withTimeout(promise, ms) { return new Promise((yes, no) => { const t = setTimeout(() => no(new Error('slow')), ms); promise.then(yes, no).finally(() => clearTimeout(t)); }); }`, 'withTimeout(fetch(url), 5000)'],
    ['that clears its timer', `export async function withTimeout(promise, ms) { let t; const slow = new Promise((_, no) => { t = setTimeout(no, ms); }); try { return await Promise.race([promise, slow]); } finally { clearTimeout(t); } }`, 'withTimeout(fetch(url), 5000)'],
    ['as a method', `${race} class Timeouts { withTimeout(p, ms) { return Promise.race([p, timer(ms)]); } } const t = new Timeouts();`, 't.withTimeout(fetch(url), 5000)'],
  ])('%s', (_title, wrapper, use) => {
    expect(deadline(`${wrapper} export const load = (url) => ${use};`)).toMatch(/^wrapped by/u);
  });

  test('in another file', () => {
    const texts = { 'timeout.ts': ofPromise, 'main.ts': `import { withTimeout } from './timeout.js'; export const load = (url) => withTimeout(fetch(url), 5000);` };
    expect(deadline(texts)).toMatch(/^wrapped by withTimeout/u);
  });

  test('that only has the name bounds nothing', () => {
    expect(deadline(`async function withTimeout(promise, ms) { log(ms); return promise; } export const load = (url) => withTimeout(fetch(url), 5000);`)).toBe('none');
  });

  test('that only logs when it takes long bounds nothing', () => {
    expect(deadline(`async function withTimeout(promise, ms) { setTimeout(() => log('slow'), ms); return promise; } export const load = (url) => withTimeout(fetch(url), 5000);`)).toBe('none');
  });

  test('a retry is no deadline', () => {
    expect(deadline(`async function retry(work) { for (;;) { try { return await work(); } catch {} } } export const load = (url) => retry(() => fetch(url));`)).toBe('none');
  });
});

describe('cockatiel', () => {
  const load = (policy: string): string => `import { timeout, retry, wrap, handleAll, TimeoutStrategy } from 'cockatiel'; const policy = ${policy}; export const load = (url) => policy.execute(() => fetch(url));`;

  cases([
    ['an aggressive timeout', load('timeout(5000, TimeoutStrategy.Aggressive)'), 'wrapped by cockatiel of 5000'],
    ['a cooperative one whose signal is not used bounds nothing', load('timeout(5000, TimeoutStrategy.Cooperative)'), 'none'],
    ['a cooperative one whose signal is used', load('timeout(5000, TimeoutStrategy.Cooperative)').replace('() => fetch(url)', '({ signal }) => fetch(url, { signal })'), 'wrapped by cockatiel of 5000'],
    ['wrapped with a retry', load('wrap(retry(handleAll), timeout(5000, TimeoutStrategy.Aggressive))'), 'wrapped by cockatiel of 5000'],
    ['a retry alone', load('retry(handleAll)'), 'none'],
    ['wrapped without a timeout', load('wrap(retry(handleAll), retry(handleAll))'), 'none'],
    ['a function by its name', load('timeout(5000, TimeoutStrategy.Aggressive)').replace('() => fetch(url)', 'request') + ' async function request() { return fetch(u); }', 'wrapped by cockatiel of 5000'],
  ]);
});

describe('opossum', () => {
  cases([
    ['with its default', `import CircuitBreaker from 'opossum'; async function load(url) { return fetch(url); } export const breaker = new CircuitBreaker(load);`, 'wrapped by opossum of 10000'],
    ['with a time', `import CircuitBreaker from 'opossum'; async function load(url) { return fetch(url); } export const breaker = new CircuitBreaker(load, { timeout: 3000 });`, 'wrapped by opossum of 3000'],
    ['in place', `import CircuitBreaker from 'opossum'; export const breaker = new CircuitBreaker((url) => fetch(url), { timeout: 3000 });`, 'wrapped by opossum of 3000'],
    ['CommonJS', `const CircuitBreaker = require('opossum'); const load = (url) => fetch(url); module.exports = new CircuitBreaker(load, { timeout: 3000 });`, 'wrapped by opossum of 3000'],
    ['switched off', `import CircuitBreaker from 'opossum'; async function load(url) { return fetch(url); } export const breaker = new CircuitBreaker(load, { timeout: false });`, 'none'],
    ['around another function', `import CircuitBreaker from 'opossum'; export async function load(url) { return fetch(url); } export const breaker = new CircuitBreaker(other);`, 'none'],
  ]);

  test('a function that is also called past the breaker is not bounded', () => {
    expect(deadline(`import CircuitBreaker from 'opossum'; async function load(url) { return fetch(url); } const breaker = new CircuitBreaker(load); export const go = () => load('a');`)).toBe('none');
  });

  test('in another file', () => {
    const texts = { 'load.ts': `export async function load(url) { return fetch(url); }`, 'main.ts': `import CircuitBreaker from 'opossum'; import { load } from './load.js'; export const breaker = new CircuitBreaker(load, { timeout: 3000 });` };
    expect(deadline(texts)).toBe('wrapped by opossum of 3000');
  });
});

describe('callers that bound a function', () => {
  const timed = `import pTimeout from 'p-timeout'; async function load(url) { return fetch(url); }`;

  test('all of them', () => {
    expect(deadline(`${timed} export const a = () => pTimeout(load('a'), { milliseconds: 1000 }); export const b = () => pTimeout(load('b'), { milliseconds: 2000 });`)).toMatch(/^wrapped by p-timeout/u);
  });

  test('not all of them', () => {
    expect(deadline(`${timed} export const a = () => pTimeout(load('a'), { milliseconds: 1000 }); export const b = () => load('b');`)).toBe('none');
  });

  test('over two functions', () => {
    expect(deadline(`${timed} const middle = async (url) => load(url); export const a = () => pTimeout(middle('a'), { milliseconds: 1000 });`)).toMatch(/^wrapped by p-timeout/u);
  });

  test('that call each other end', () => {
    const lines = deadlinesOf(projectOfCode(`async function a(n) { await fetch('x'); return b(n); } async function b(n) { return a(n - 1); } export { a };`));
    expect(lines).toEqual(['main.ts:1 fetch: none']);
  });

  test('in other files', () => {
    const texts = {
      'load.ts': `export async function load(url) { return fetch(url); }`,
      'a.ts': `import pTimeout from 'p-timeout'; import { load } from './load.js'; export const a = () => pTimeout(load('a'), { milliseconds: 1000 });`,
      'b.ts': `import { load } from './load.js'; export const b = () => load('b');`,
    };
    const { 'b.ts': _, ...bounded } = texts;
    expect(deadlinesOf(projectOf(bounded))[0]).toMatch(/^load\.ts:1 fetch: wrapped by p-timeout/u);
    expect(deadlinesOf(projectOf(texts))).toEqual(['load.ts:1 fetch: none']);
  });
});

describe('wrappers that hand on options', () => {
  test('are judged at each caller, over several steps', () => {
    const texts = {
      'http.ts': `import axios from 'axios'; export const request = (url, options) => axios.get(url, options);`,
      'api.ts': `import { request } from './http.js'; export const api = (path, options = {}) => request('http://x' + path, { ...options, headers: {} });`,
      'main.ts': `import { api } from './api.js';\napi('/a', { timeout: 500 });\napi('/b');\napi('/c', mystery.options);`,
    };
    expect(deadlinesOf(projectOf(texts))).toEqual(['main.ts:2 api: bounded by option of 500', 'main.ts:3 api: none', 'main.ts:4 api: unknown']);
  });

  test('with a default of their own bound every caller', () => {
    const texts = {
      'http.ts': `import axios from 'axios'; export const request = (url, { timeout = 3000, ...options } = {}) => axios.get(url, { timeout, ...options });`,
      'main.ts': `import { request } from './http.js';\nrequest('/a');\nrequest('/b', { timeout: 500 });`,
    };
    expect(deadlinesOf(projectOf(texts)).filter((line) => !line.includes('bounded'))).toEqual([]);
  });

  test('that drop them are judged themselves', () => {
    const texts = {
      'http.ts': `import axios from 'axios';\nexport const request = (url, options) => axios.get(url);`,
      'main.ts': `import { request } from './http.js'; request('/a', { timeout: 500 });`,
    };
    expect(deadlinesOf(projectOf(texts))).toEqual(['http.ts:2 axios.get: none']);
  });

  test('a recursion that hands them on ends', () => {
    const code = `import axios from 'axios';\nasync function get(url, options, n) { try { return await axios.get(url, options); } catch { return get(url, options, n - 1); } }\nget('a', { timeout: 5 }, 3);`;
    expect(deadlinesOf(projectOfCode(code))).toContain('main.ts:3 get: bounded by option of 5');
    expect(deadlinesOf(projectOfCode(code)).filter((line) => line.includes('none'))).toEqual([]);
  });
});

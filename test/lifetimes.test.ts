import { describe, expect, test } from 'vitest';
import { collectionsOf } from '../src/analysis/lifetimes/collection.js';
import { judgedCollections } from '../src/analysis/lifetimes/growth.js';
import { libraryCachesIn } from '../src/analysis/lifetimes/library-caches.js';
import { keyOrigin } from '../src/analysis/lifetimes/key-origin.js';
import { callsOf, projectOf, projectOfCode, type ProjectOptions } from './support/project-of.js';

const app = "import express from 'express';\nconst app = express();\n";

/** The verdicts on the collections of `main.ts`, each as `name: grows by request`, `name: evicts`. */
function verdictsIn(texts: string | Readonly<Record<string, string>>, options?: ProjectOptions): readonly string[] {
  const { project } = typeof texts === 'string' ? projectOfCode(app + texts, options) : projectOf(texts, options);
  return judgedCollections(project, 'main.ts').map(({ collection, verdict }) => {
    if (verdict.is === 'unknown') return `${collection.name}: unknown`;
    if (verdict.is === 'grows') return `${collection.name}: grows by ${verdict.worst.key}${verdict.in ? `, ${verdict.in.as}` : ''}`;
    return `${collection.name}: ${verdict.by.is === 'evicts' ? verdict.by.order : verdict.by.is}`;
  });
}

/** Where the first argument of `mark` comes from. */
function originIn(code: string): string {
  const linked = projectOfCode(app + code);
  const [at] = callsOf(linked, 'mark');
  const argument = at && linked.project.evaluator.call(at)?.args[0];
  return argument ? keyOrigin(linked.project, 'main.ts', argument) : 'no mark';
}

const inHandler = (code: string): string => `app.get('/:id', (req, res) => { ${code} });`;

describe('what lives on', () => {
  test.each([
    ['const a = new Map();', 'a'],
    ['let a: Map<string, string> | undefined;\nexport const use = () => (a ??= new Map());', 'a'],
    ['const a = { b: { times: [] } };', 'a a.b a.b.times'],
    ['class A { static all = new Set(); own = []; }', 'A.all'],
    ['class A { own = []; }\nexport const a = new A();', 'this.own'],
    ['class A { own = []; static only: A; static get() { return (A.only ??= new A()); } }', 'this.own'],
    ['class A { own = []; }\nclass B { a = new A(); }\nexport const b = new B();', 'this.own'],
    ["import { Injectable } from '@nestjs/common';\n@Injectable() class A { own = []; }", 'this.own'],
    ["import { Injectable, Scope } from '@nestjs/common';\n@Injectable({ scope: Scope.REQUEST }) class A { own = []; }", ''],
    [`class A { own = []; }\n${inHandler('new A();')}`, ''],
    [inHandler('const a = new Map();'), ''],
    ['const limit = () => { const hits = new Map(); return () => hits; };\napp.use(limit());', 'hits'],
  ])('%s', (code, names) => {
    expect(collectionsOf(projectOfCode(app + code).project, 'main.ts').map(({ name }) => name).join(' ')).toBe(names);
  });
});

describe('where a key comes from', () => {
  test.each([
    [inHandler('mark(req.params.id);'), 'request'],
    [inHandler('const { id } = req.params; mark(`user:${id}`);'), 'request'],
    [inHandler('put(req.query.id);') + 'function put(id) { mark(String(id)); }', 'request'],
    [inHandler('mark(req.method);'), 'finite'],
    [inHandler('mark(`${req.method} x`);'), 'finite'],
    [inHandler("mark(req.query.a ? 'a' : 'b');"), 'finite'],
    [inHandler('mark(!req.query.a);'), 'finite'],
    [inHandler('mark(crypto.randomUUID());'), 'open'],
    [`let last = 0;\n${inHandler('mark(last++);')}`, 'open'],
    [`let last = 0;\n${inHandler('last++; mark(last);')}`, 'unknown'],
    [`class Ids { last = 0; next() { ++this.last; mark(this.last); } }\nconst ids = new Ids();\n${inHandler('ids.next();')}`, 'unknown'],
    ['const c = {};\nfor (const k of Object.keys(c)) mark(k);', 'unknown'],
    ["const c = { a: 1, b: 2 };\nfor (const k of Object.keys(c)) mark(k);", 'finite'],
    ["const c = { a: 1, b: 2 };\nObject.keys(c).forEach((k) => mark(k));", 'finite'],
    ["const c = ['a', 'b'];\nfor (const k of c) mark(k);", 'finite'],
    ["enum Kind { A = 'a', B = 'b' }\nfor (const k of Object.values(Kind)) mark(k);", 'finite'],
    [inHandler("for (const k of ['a', 'b']) mark(k);"), 'finite'],
    [inHandler('for (const k of req.body.ids) mark(k);'), 'request'],
    [inHandler('req.body.ids.forEach((id) => mark(id));'), 'request'],
    ["function put(kind: 'a' | 'b') { mark(kind); }", 'finite'],
    ["type Kind = 'a' | 'b';\nfunction put(kind: Kind) { mark(kind); }", 'finite'],
    ['enum Kind { A, B }\nfunction put(kind: Kind) { mark(kind); }', 'finite'],
    ['const kinds = { a: 1 };\nfunction put(kind: keyof typeof kinds) { mark(kind); }', 'finite'],
    ['function put(on: boolean) { mark(on); }', 'finite'],
    ["function put(kind) { mark(kind); }\nput('a'); put('b');", 'finite'],
    ['function put(kind) { mark(kind); }\nexport { put };', 'unknown'],
    ['function put(kind) { mark(kind); put(kind + 1); }\nput(1);', 'finite'],
  ])('%s', (code, origin) => {
    expect(originIn(code)).toBe(origin);
  });
});

describe('what becomes of entries', () => {
  test.each([
    [`const c = {};\n${inHandler('c[req.params.id] = 1;')}`, 'c: grows by request'],
    [`const c = {};\n${inHandler('c[req.params.id]++;')}`, 'c: grows by request'],
    [`const c = {};\n${inHandler('c[req.params.id] = 1; delete c[req.params.id];')}`, 'c: leaves'],
    [`const c = new Map();\n${inHandler('c.set(req.params.id, 1);')}`, 'c: grows by request'],
    [`const c = new WeakMap();\n${inHandler('c.set(req, 1);')}`, 'c: weak'],
    ["const c = new Map();\nc.set('a', 1);", 'c: startup'],
    [`const c = new Map();\n${inHandler("c.set('a', 1);")}`, 'c: keys'],
    [`const c = [];\n${inHandler('c.push(1);')}`, 'c: grows by new'],
    [`let c = [];\n${inHandler('c = [...c, 1];')}`, 'c: grows by new'],
    [`let c = [];\n${inHandler('c.push(1);')}\nsetInterval(() => { c = []; }, 1000);`, 'c: leaves'],
    [`let c;\n${inHandler('if (!c) c = new Map(); c.set(req.params.id, 1);')}`, 'c: grows by request'],
    [`const c = {};\n${inHandler('c[req.params.id] = 1; delete c.total;')}`, 'c: grows by request'],
    [`const c = new Map();\nc.clear();\n${inHandler('c.set(req.params.id, 1);')}`, 'c: grows by request'],
    [`const c = new Map();\n${inHandler('c.set(req.params.id, 1);')}\nprocess.on('SIGTERM', () => c.clear());`, 'c: grows by request'],
    [`const c = new Map();\nasync function put(id) { c.set(id, 1); try { await work(id); } catch { c.delete(id); } }\n${inHandler('put(req.params.id);')}`, 'c: grows by request, failure'],
    [`const c = new Map();\nasync function put(id) { c.set(id, 1); try { await work(id); } finally { c.delete(id); } }\n${inHandler('put(req.params.id);')}`, 'c: leaves'],
    [`const c = new Map();\nasync function get(id) { let v = c.get(id); if (!v) { v = await load(id); c.set(id, v); } return v; }\n${inHandler('get(req.params.id);')}\napp.put('/:id', (req, res) => { c.delete(req.params.id); });`, 'c: grows by request, told'],
    [`const c = new Map();\nfunction sweep() { for (const k of c.keys()) c.delete(k); setTimeout(sweep, 1000); }\nsweep();\n${inHandler('c.set(req.params.id, 1);')}`, 'c: leaves'],
    [`const c = [];\n${inHandler('c.push(1); if (c.length > 100) c.shift();')}`, 'c: first-in-first-out'],
    [`const c = [];\n${inHandler('c.push(1); c.length = 0;')}`, 'c: leaves'],
    [`const c = [];\n${inHandler('if (c.length < 100) c.push(1);')}`, 'c: refuses'],
    [`const c = [];\n${inHandler('if (c.length > 0) c.push(1);')}`, 'c: grows by new'],
    [`const c = [];\n${inHandler('if (c.length > 100) console.warn(c.length); c.push(1);')}`, 'c: unknown'],
    [`const c = [];\n${inHandler('const full = c.length >= 100; if (full) { res.end(); return; } c.push(1);')}`, 'c: refuses'],
    [`const c = [];\n${inHandler('if (c.length >= 9) throw new Error(); await new Promise((resolve) => { c.push(resolve); });')}`, 'c: refuses'],
    [`const c = [];\n${inHandler('if (c.length >= 9) log(c); await new Promise((resolve) => { c.push(resolve); });')}`, 'c: unknown'],
    [`const c = new Map();\n${inHandler('if (c.size > 9) c.delete(c.keys().next().value); c.set(req.params.id, 1);')}`, 'c: first-in-first-out'],
    [`const c = new Map();\nfunction read(k) { const v = c.get(k); c.delete(k); c.set(k, v); return v; }\n${inHandler('if (c.size > 9) c.delete(c.keys().next().value); read(req.params.id);')}`, 'c: least-recently-used'],
    [`const c = new Map();\n${inHandler('const hit = c.get(req.params.id); if (hit && hit.until < Date.now()) c.delete(req.params.id); c.set(req.params.id, 1);')}`, 'c: grows by request, lazy'],
    [`const c = new Map();\n${inHandler('c.set(req.params.id, 1);')}\nsetInterval(() => { for (const [k, v] of c) if (v < Date.now()) c.delete(k); }, 1000);`, 'c: leaves'],
    [`const c = new Map();\n${inHandler('c.set(req.params.id, 1);')}\nexport function resetForTests() { c.clear(); }`, 'c: unknown'],
    [`const c = new Map();\n${inHandler('c.set(req.params.id, 1); elsewhere(c);')}`, 'c: unknown'],
    [`const c = new Map();\n${inHandler('put(c, req.params.id);')}\nfunction put(map, key) { map.set(key, 1); }`, 'c: grows by request'],
    [`const c = new Map();\n${inHandler('c.set(req.params.id, 1);')}\nfunction evict(map) { map.clear(); }\nsetInterval(() => evict(c), 1000);`, 'c: leaves'],
    [`const c = new Map();\nexport function put(id) { c.set(id, 1); }`, 'c: unknown'],
    [`class A { c = new Map(); put(id) { this.c.set(id, 1); } }\nconst a = new A();\n${inHandler('a.put(req.params.id);')}`, 'this.c: grows by request'],
    [`class A { c = new Map(); put(id) { this.c.set(id, 1); } close() { this.c.clear(); } }\nconst a = new A();\n${inHandler('a.put(req.params.id);')}`, 'this.c: grows by request'],
    [`class A { static c = {}; }\n${inHandler('A.c[req.params.id] = 1;')}`, 'A.c: grows by request'],
    [`const limit = () => { const hits = {}; return (req, res, next) => { hits[req.ip] = 1; next(); }; };\napp.use(limit());`, 'hits: grows by request'],
  ])('%s', (code, verdict) => {
    expect(verdictsIn(code)).toEqual([verdict]);
  });

  test('who writes and who deletes stand in other files', () => {
    const store = 'export const cache = new Map();\n';
    const routes = `${app}import { cache } from './main.js';\n${inHandler('cache.set(req.params.id, 1);')}`;
    expect(verdictsIn({ 'main.ts': store, 'routes.ts': routes })).toEqual(['cache: grows by request']);
    expect(verdictsIn({ 'main.ts': store, 'routes.ts': routes, 'sweep.ts': "import { cache } from './main.js';\nsetInterval(() => cache.clear(), 1000);" })).toEqual(['cache: leaves']);
    expect(verdictsIn({ 'main.ts': `${store}${app}${inHandler('cache.set(req.params.id, 1);')}` }, { partial: true })).toEqual(['cache: unknown']);
  });

  test('CommonJS and namespaces', () => {
    const store = 'const cache = {};\nmodule.exports = { cache };\n';
    const routes = `const express = require('express');\nconst app = express();\nconst store = require('./main.js');\n${inHandler('store.cache[req.params.id] = 1;')}`;
    expect(verdictsIn({ 'main.ts': store, 'routes.js': routes })).toEqual(['cache: grows by request']);
    expect(verdictsIn({ 'main.ts': store, 'routes.js': `${routes}\nsetInterval(() => { for (const k of Object.keys(store.cache)) delete store.cache[k]; }, 1000);` })).toEqual(['cache: leaves']);
  });
});

describe('what libraries keep', () => {
  test.each([
    ["import N from 'node-cache';\nconst c = new N();", 'c.set(req.params.id, 1)', {}, 'grows'],
    ["import N from 'node-cache';\nconst c = new N();", 'c.set(req.params.id, 1, 60)', {}, 'bounded by the ends that its entries are given'],
    ["import N from 'node-cache';\nconst c = new N();", "c.set('a', 1)", {}, 'bounded by its keys, which stand in the code'],
    ["import N from 'node-cache';\nconst c = new N({ stdTTL: 0 });", 'c.set(req.params.id, 1)', {}, 'grows'],
    ["import N from 'node-cache';\nconst c = new N({ stdTTL: 60 });", 'c.set(req.params.id, 1)', {}, 'bounded by stdTTL (60)'],
    ["import N from 'node-cache';\nconst c = new N(await settings());", 'c.set(req.params.id, 1)', {}, 'unknown'],
    ["import N from 'node-cache';\nconst c = new N();", '', {}, 'unknown'],
    ["import L from 'lru-cache';\nconst c = new L({ max: Infinity });", 'c.set(req.params.id, 1)', { 'lru-cache': '6.0.0' }, 'grows'],
    ["import L from 'lru-cache';\nconst c = new L(500);", 'c.set(req.params.id, 1)', { 'lru-cache': '6.0.0' }, 'bounded by what it is given (500)'],
    ["import L from 'lru-cache';\nconst c = new L({ ttl: 60 });", 'c.set(req.params.id, 1)', { 'lru-cache': '7.18.3' }, 'grows, ttl is lazy'],
    ["import { moize } from 'moize';\nconst c = moize(f);", 'c(req.params.id)', { moize: '6.1.7' }, 'bounded by one result, the last'],
    ["import { moize } from 'moize';\nconst c = moize(f);", 'c(req.params.id)', { moize: '5.4.7' }, 'grows'],
    ["import { moize } from 'moize';\nconst c = moize(f, { maxSize: Infinity });", 'c(req.params.id)', { moize: '6.1.7' }, 'grows'],
    ["import memoize from 'lodash.memoize';\nconst c = memoize((id) => id);", 'c(req.params.id)', {}, 'grows'],
    ["import memoize from 'lodash.memoize';\nconst c = memoize((id) => id);", "c(req.query.a ? 'a' : 'b')", {}, 'bounded by its keys, which stand in the code'],
    ["import memoize from 'lodash.memoize';\nconst c = memoize(() => 1);", 'c()', {}, 'bounded by one result: it is called with nothing'],
    ["import Keyv from 'keyv';\nconst c = new Keyv('redis://:secret@host');", 'c.set(req.params.id, 1)', {}, 'bounded by what it is given'],
    ["import cache from 'memory-cache';", 'cache.put(req.params.id, 1)', {}, 'grows'],
    ["import cache from 'memory-cache';", 'cache.put(req.params.id, 1, 1000)', {}, 'bounded by what it is given (1000)'],
    ["import D from 'dataloader';", 'const c = new D(load); c.load(req.params.id)', {}, ''],
  ])('%s %s %o', (code, work, versions, expected) => {
    const { project } = projectOfCode(`${app}${code}\n${inHandler(work)}`, { versions });
    const said = libraryCachesIn(project, 'main.ts').map(({ verdict }) => (verdict.is === 'grows' ? `grows${verdict.lazy === undefined ? '' : `, ${verdict.lazy} is lazy`}` : verdict.is === 'bounded' ? `bounded by ${verdict.by}` : 'unknown'));
    expect(said.join()).toBe(expected);
  });
});

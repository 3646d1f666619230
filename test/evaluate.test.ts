import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { probe, probed, projectOf, projectOfCode } from './support/project-of.js';

/** Every case: code with one probe, and what its expression refers to. */
type Cases = readonly (readonly [title: string, code: string, expected: string | readonly string[]])[];

function cases(table: Cases): void {
  test.each(table)('%s', (_title, code, expected) => {
    expect(probe(code)).toEqual(typeof expected === 'string' ? [expected] : expected);
  });
}

describe('imports of a package', () => {
  cases([
    ['default', `import axios from 'axios'; probe(axios);`, 'axios:'],
    ['default and method', `import axios from 'axios'; probe(axios.get);`, 'axios: get'],
    ['named', `import { request } from 'undici'; probe(request);`, 'undici: request'],
    ['named with another name', `import { request as send } from 'undici'; probe(send);`, 'undici: request'],
    ['default by name', `import { default as axios } from 'axios'; probe(axios.get);`, 'axios: get'],
    ['default and named', `import axios, { isAxiosError } from 'axios'; probe(isAxiosError);`, 'axios: isAxiosError'],
    ['namespace', `import * as pg from 'pg'; probe(pg.Pool);`, 'pg: Pool'],
    ['the default of a namespace', `import * as pg from 'pg'; probe(pg.default.Pool);`, 'pg: Pool'],
    ['import = require', `import pg = require('pg'); probe(pg.Pool);`, 'pg: Pool'],
    ['an alias of a namespace', `import * as pg from 'pg'; import Pool = pg.Pool; probe(Pool);`, 'pg: Pool'],
    ['type-only', `import type { Pool } from 'pg'; declare const pool: Pool; probe(pool.query);`, 'pg: :Pool.query'],
    ['a subpath', `import { setTimeout } from 'timers/promises'; probe(setTimeout);`, 'timers/promises: setTimeout'],
    ['a scoped package', `import { HttpService } from '@nestjs/axios'; probe(HttpService);`, '@nestjs/axios: HttpService'],
    ['a built-in module with its prefix', `import http from 'node:http'; probe(http.request);`, 'http: request'],
    ['a dynamic import', `const { request } = await import('undici'); probe(request);`, 'undici: request'],
    ['the default of a dynamic import', `const axios = (await import('axios')).default; probe(axios.get);`, 'axios: get'],
    ['a string that is no constant', `const m = await import(name); probe(m.get);`, 'unknown'],
  ]);
});

describe('require', () => {
  cases([
    ['whole', `const axios = require('axios'); probe(axios.get);`, 'axios: get'],
    ['a property', `const get = require('axios').get; probe(get);`, 'axios: get'],
    ['the default', `const axios = require('axios').default; probe(axios.get);`, 'axios: get'],
    ['a call of it', `const app = require('express')(); probe(app.get);`, 'express: ().get'],
    ['destructured', `const { Pool } = require('pg'); probe(Pool);`, 'pg: Pool'],
    ['destructured with a new name', `const { Pool: Connections } = require('pg'); probe(Connections);`, 'pg: Pool'],
    ['nested', `const { defaults: { headers } } = require('axios'); probe(headers);`, 'axios: defaults.headers'],
    ['with createRequire', `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); probe(require('axios').get);`, 'axios: get'],
    ['inside a function', `function load() { return require('axios'); } probe(load().get);`, 'axios: get'],
    ['in a fallback', `const f = globalThis.fetch || require('node-fetch'); probe(f);`, 'globalThis: fetch else node-fetch:'],
  ]);
});

describe('names', () => {
  cases([
    ['an alias', `import axios from 'axios'; const http = axios; const get = http.get; probe(get);`, 'axios: get'],
    ['destructured from an alias', `import axios from 'axios'; const { get: load } = axios; probe(load);`, 'axios: get'],
    ['a default in a pattern', `import axios from 'axios'; const { client = axios } = {}; probe(client.get);`, 'axios: get'],
    ['a constant key', `import axios from 'axios'; probe(axios['get']);`, 'axios: get'],
    ['a template without parts as key', 'import axios from "axios"; probe(axios[`get`]);', 'axios: get'],
    ['a key that is no constant', `import axios from 'axios'; probe(axios[method]);`, 'unknown'],
    ['optional chaining', `import axios from 'axios'; probe(axios?.get);`, 'axios: get'],
    ['assertions', `import axios from 'axios'; probe(((axios as any)!.get) satisfies unknown);`, 'axios: get'],
    ['a global', `probe(fetch);`, 'globalThis: fetch'],
    ['a global through globalThis', `probe(globalThis.fetch);`, 'globalThis: fetch'],
    ['a parameter hides a global', `function f(fetch: unknown) { probe(fetch); }`, 'parameter.0'],
    ['a local hides an import', `import axios from 'axios'; { const axios = 5; probe(axios); }`, '5'],
    ['an inner block does not leak', `import axios from 'axios'; { const axios = 5; } probe(axios);`, 'axios:'],
    ['a function below its use', `probe(load()); function load() { return 7; }`, '7'],
    ['var in a block', `if (x) { var axios = require('axios'); } probe(axios);`, 'axios:'],
    ['filled later', `import { Pool } from 'pg'; let pool; function start() { pool = new Pool(); } probe(pool.query);`, 'pg: new Pool().query'],
    ['filled on first use', `import { Pool } from 'pg'; let pool: Pool | null = null; const get = () => (pool ??= new Pool()); probe(get().query);`, 'pg: new Pool().query'],
    ['filled with if', `import { Pool } from 'pg'; let pool; function get() { if (!pool) pool = new Pool(); return pool; } probe(get().query);`, 'pg: new Pool().query'],
    ['one of two', `const client = x ? require('axios') : require('got'); probe(client.get);`, ['axios: get', 'got: get']],
    ['await leaves no trace', `import { Pool } from 'pg'; const client = await new Pool().connect(); probe(client.query);`, 'pg: new Pool().connect().query'],
    ['the right side of a comma', `import axios from 'axios'; probe((0, axios.get));`, 'axios: get'],
    ['an object of clients', `import axios from 'axios'; const clients = { users: axios.create() }; probe(clients.users.get);`, 'axios: create().get'],
    ['an array of clients', `import axios from 'axios'; const [first] = [axios.create()]; probe(first.get);`, 'axios: create().get'],
    ['Promise.resolve', `import axios from 'axios'; const c = await Promise.resolve(axios.create()); probe(c.get);`, 'axios: create().get'],
    ['a name that is not declared twice', `class fetch {} probe(fetch);`, 'class fetch of main.ts'],
    ['an undeclared namespace import', `import axios from './gone.js'; probe(axios.get);`, 'unknown'],
  ]);
});

describe('functions', () => {
  cases([
    ['a factory', `import axios from 'axios'; function make() { return axios.create(); } probe(make().get);`, 'axios: create().get'],
    ['an arrow', `import axios from 'axios'; const make = () => axios.create(); probe(make().get);`, 'axios: create().get'],
    ['async', `import axios from 'axios'; async function make() { return axios.create(); } const c = await make(); probe(c.get);`, 'axios: create().get'],
    ['nested', `import axios from 'axios'; const outer = () => { const inner = () => axios.create(); return inner(); }; probe(outer().get);`, 'axios: create().get'],
    ['that gives a factory', `import axios from 'axios'; const outer = () => () => axios.create(); probe(outer()().get);`, 'axios: create().get'],
    ['an object of methods', `import axios from 'axios'; const make = () => ({ get: axios.get }); probe(make().get);`, 'axios: get'],
    ['a method of an object', `const api = { load() { return 7; } }; probe(api.load());`, '7'],
    ['through an argument', `import axios from 'axios'; const use = (c) => c.get; probe(use(axios.create()));`, 'axios: create().get'],
    ['a closure over an argument', `import axios from 'axios'; const make = (c) => ({ load: () => c.get }); probe(make(axios.create()).load());`, 'axios: create().get'],
    ['through two calls', `import axios from 'axios'; const id = (c) => c; const twice = (c) => id(id(c)); probe(twice(axios).get);`, 'axios: get'],
    ['different callers do not mix', `const id = (x) => x; id('a'); probe(id('b'));`, '"b"'],
    ['a destructured argument', `import axios from 'axios'; const use = ({ http }) => http.get; probe(use({ http: axios }));`, 'axios: get'],
    ['a default of an argument', `import axios from 'axios'; const use = (c = axios) => c.get; probe(use());`, 'axios: get'],
    ['a default of a destructured argument', `import axios from 'axios'; const use = ({ http = axios } = {}) => http.get; probe(use());`, 'axios: get'],
    ['nothing is returned', `function f() {} probe(f());`, 'undefined'],
    ['several returns', `function f(x) { if (x) return 1; return 2; } probe(f(y));`, ['1', '2']],
    ['a generator is not followed', `function* f() { return 1; } probe(f());`, 'unknown'],
    ['called in place', `import axios from 'axios'; const c = (() => axios.create())(); probe(c.get);`, 'axios: create().get'],
    ['a function expression by its own name', `const f = function g(n) { return g; }; probe(f(1));`, 'function g of main.ts'],
    ['memoised by hand', `import axios from 'axios'; const memo = (f) => { let v; return () => (v ??= f()); }; const get = memo(() => axios.create()); probe(get().get);`, 'axios: create().get'],
    ['an overload is its implementation', `function f(a: string): void; function f(a: number): void; function f(a: unknown) { return 7; } probe(f(1));`, '7'],
['a rest parameter', `import axios from 'axios'; const f = (...all) => all[1]; probe(f(1, axios));`, 'axios:'],
  ]);
});

describe('callbacks that are written in place', () => {
  test('get what the called function hands to them', () => {
    const code = `
      import axios from 'axios';
      function withClient(work) { return work(axios.create()); }
      withClient((client) => { probe(client.get); });`;
    expect(probe(code)).toEqual(['axios: create().get']);
  });

  test('also across files and through a property', () => {
    const texts = {
      'pool.ts': `import { Pool } from 'pg'; const pool = new Pool(); export async function withTransaction(run) { const client = await pool.connect(); return run({ client }); }`,
      'main.ts': `import { withTransaction } from './pool.js'; withTransaction(async ({ client }) => { probe(client.query); });`,
    };
    expect(probe(texts)).toEqual(['pg: new Pool().connect().query']);
  });

  test('stay open where the called function is not seen', () => {
    expect(probe(`items.forEach((client) => { probe(client.get); });`)).toEqual(['parameter.0.get']);
  });
});

describe('long and circular code', () => {
  test.each([
    ['a value of itself', `let a = a; probe(a);`],
    ['two values', `var a = b; var b = a; probe(a);`],
    ['a function of itself', `function f(n) { return f(n - 1); } probe(f(3));`],
    ['two functions', `function even(n) { return odd(n - 1); } function odd(n) { return even(n - 1); } probe(even(3));`],
    ['an object in itself', `const a = { get b() { return a; }, c: undefined }; a.c = a; probe(a.c.c.c.b);`],
    ['a class that extends itself', `class A extends A {} probe(new A().x);`],
    ['classes that extend each other', `class A extends B {} class B extends A {} probe(new A().x);`],
    ['a field that is a new object of its class', `class A { next = new A(); } probe(new A().next.next.next.value);`],
    ['a default that is the parameter', `function f(a = a) { probe(a); }`],
    ['an interface that extends itself', `interface A extends A { b: string } declare const a: A; probe(a.c);`],
    ['a spread of itself', `const a = { ...a }; probe(a.timeout);`],
    ['a callback that hands itself on', `function f(work) { work((x) => f(work)); } f((g) => { g(f); probe(g); });`],
  ])('%s ends', (_title, code) => {
    expect(probe(code).length).toBeGreaterThan(0);
  });

  test('a recursion with an end gives that end', () => {
    expect(probe(`import axios from 'axios'; function f(n) { if (n === 0) return axios; return f(n - 1); } probe(f(3).get);`)).toContain('axios: get');
  });

  test('modules that import each other', () => {
    const texts = {
      'a.ts': `import { b } from './b.js'; export const a = b; export const own = 1; probe(a);`,
      'b.ts': `import { a, own } from './a.js'; export const b = a; probe(own);`,
    };
    const [first, second] = probed(projectOf(texts));
    expect(first).toEqual(['unknown']);
    expect(second).toEqual(['1']);
  });

  test('modules that re-export each other', () => {
    const texts = {
      'a.ts': `export * from './b.js'; export const one = 1;`,
      'b.ts': `export * from './a.js'; export const two = 2;`,
      'main.ts': `import { one, two, three } from './a.js'; probe(one); probe(two); probe(three);`,
    };
    expect(probed(projectOf(texts))).toEqual([['1'], ['2'], ['unknown']]);
  });

  // In a process of its own: what does not end could not be stopped here.
  test('a chain of 300 names ends', () => {
    const script = `
      import { probe } from ${JSON.stringify(new URL('support/project-of.ts', import.meta.url).href)};
      const names = Array.from({ length: 300 }, (_, n) => 'const v' + (n + 1) + ' = c ? v' + n + ' : v' + n + ';');
      process.stdout.write(probe('const v0 = 1; ' + names.join(' ') + ' probe(v300);').join());`;
    const { stdout, signal } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { timeout: 10_000, encoding: 'utf8' });
    expect({ signal, ended: stdout !== '' }).toEqual({ signal: null, ended: true });
  });

  test('a recursion through many calls, as in a visitor, ends soon', () => {
    const cases = Array.from({ length: 14 }, (_, n) => `if (node.kind === ${String(n)}) return visit(node.a${String(n)}).concat(1);`);
    expect(probe(`function visit(node) { ${cases.join('\n')} return []; } probe(visit(tree).length);`).length).toBeGreaterThan(0);
  }, 5_000);

  test('functions that all call each other end soon', () => {
    const names = Array.from({ length: 7 }, (_, n) => `f${String(n)}`);
    const code = names.map((name) => `function ${name}(x) { ${names.map((other) => `if (x) return ${other}(x);`).join(' ')} return 1; }`).join('\n');
    expect(probe(`${code} probe(f0(1));`)).toContain('1');
  }, 5_000);
});

describe('an answer does not depend on what was asked before', () => {
  const code = `
    import axios from 'axios';
    const a = x ? b : axios.create();
    const b = x ? c : 2;
    const c = x ? a : 3;
    function f(n) { return n ? g(n) : axios; }
    function g(n) { return n ? f(n) : 4; }
    class Tree { left = new Tree(); value = this.left.value ?? axios; }
    probe(a); probe(b); probe(c); probe(f(1)); probe(g(1)); probe(new Tree().value); probe(new Tree().left.left.value);`;

  test('in values, functions and classes that go in circles', () => {
    const forwards = probed(projectOfCode(code));
    const fresh = forwards.map((_, index) => probed(projectOfCode(withoutOtherProbes(code, index)))[0]);
    expect(fresh).toEqual(forwards);
  });
});

/** Leaves only one probe, so that nothing is asked before it. */
function withoutOtherProbes(code: string, keep: number): string {
  let at = 0;
  return code.replace(/probe\(/gu, (text) => (at++ === keep ? text : 'other('));
}

import { describe, expect, test } from 'vitest';
import { deadlinesOf, probe, projectOf, projectOfCode } from './support/project-of.js';

type Cases = readonly (readonly [title: string, code: string, expected: string | readonly string[]])[];

function cases(table: Cases): void {
  test.each(table)('%s', (_title, code, expected) => {
    expect(probe(`import axios from 'axios';\n${code}`)).toEqual(typeof expected === 'string' ? [expected] : expected);
  });
}

describe('fields', () => {
  cases([
    ['with an initial value', `class A { http = axios.create(); load() { probe(this.http.get); } }`, 'axios: create().get'],
    ['private by #', `class A { #http = axios.create(); load() { probe(this.#http.get); } }`, 'axios: create().get'],
    ['assigned in the constructor', `class A { http; constructor() { this.http = axios.create(); } load() { probe(this.http.get); } }`, 'axios: create().get'],
    ['without a declaration', `class A { constructor() { this.http = axios.create(); } load() { probe(this.http.get); } }`, 'axios: create().get'],
    ['assigned in another method', `class A { http = null; init() { this.http = axios.create(); } load() { probe(this.http.get); } }`, 'axios: create().get'],
    ['made on first use', `class A { #http; client() { return (this.#http ??= axios.create()); } load() { probe(this.client().get); } }`, 'axios: create().get'],
    ['that use other fields', `class A { ms = 5; options = { timeout: this.ms }; load() { probe(this.options.timeout); } }`, '5'],
    ['in an arrow function', `class A { http = axios; load = () => { probe(this.http.get); }; }`, 'axios: get'],
    ['in a callback', `class A { http = axios; load() { items.map(() => { probe(this.http.get); }); } }`, 'axios: get'],
    ['seen from outside', `class A { http = axios; } const a = new A(); probe(a.http.get);`, 'axios: get'],
    ['filled from outside stays open', `class A { http; } const a = new A(); probe(a.http);`, 'unknown'],
    ['taken apart', `class A { http = axios; load() { const { http } = this; probe(http.get); } }`, 'axios: get'],
    ['static', `class A { static http = axios.create(); } probe(A.http.get);`, 'axios: create().get'],
    ['static, through this', `class A { static http = axios.create(); static load() { probe(this.http.get); } }`, 'axios: create().get'],
    ['static, of a base class', `class Base { static http = axios.create(); } class A extends Base {} probe(A.http.get);`, 'axios: create().get'],
    ['a static factory', `class A { http = axios; static make() { return new A(); } } probe(A.make().http.get);`, 'axios: get'],
    ['a static factory with new this', `class A { http = axios; static make() { return new this(); } } probe(A.make().http.get);`, 'axios: get'],
    ['a singleton', `class A { static #one; http = axios; static get() { if (!A.#one) A.#one = new A(); return A.#one; } } probe(A.get().http.get);`, 'axios: get'],
    ['a static block', `class A { static http; static { A.http = axios.create(); } } probe(A.http.get);`, 'axios: create().get'],
  ]);
});

describe('methods and getters', () => {
  cases([
    ['a method', `class A { make() { return axios.create(); } } probe(new A().make().get);`, 'axios: create().get'],
    ['a getter', `class A { get http() { return axios.create(); } load() { probe(this.http.get); } }`, 'axios: create().get'],
    ['a static getter', `class A { static get http() { return axios.create(); } } probe(A.http.get);`, 'axios: create().get'],
    ['a setter may have set something else', `class A { #v = axios; set http(v) { this.#v = v; } get http() { return this.#v; } } probe(new A().http.get);`, ['axios: get', 'parameter.0.get']],
    ['a method of this', `class A { client() { return axios; } load() { probe(this.client().get); } }`, 'axios: get'],
    ['a class expression', `const A = class { http = axios; }; probe(new A().http.get);`, 'axios: get'],
    ['a class expression by its own name', `const A = class B { static http = axios; load() { probe(B.http.get); } };`, 'axios: get'],
    ['a chain that returns this', `class A { http = axios; with() { return this; } } probe(new A().with().with().http.get);`, 'axios: get'],
    ['a class from a function', `function mixin() { return class { http = axios; }; } const A = mixin(); probe(new A().http.get);`, 'axios: get'],
  ]);
});

describe('constructors', () => {
  cases([
    ['a parameter', `class A { http; constructor(http) { this.http = http; } } probe(new A(axios.create()).http.get);`, 'axios: create().get'],
    ['a parameter property', `class A { constructor(private readonly http) {} load() { return this.http.get; } } probe(new A(axios.create()).load());`, 'axios: create().get'],
    ['a parameter property with a default', `class A { constructor(readonly http = axios.create()) {} } probe(new A().http.get);`, 'axios: create().get'],
    ['an object of dependencies', `class A { constructor({ http }) { this.http = http; } } probe(new A({ http: axios }).http.get);`, 'axios: get'],
    ['two objects do not mix', `class A { constructor(readonly ms) {} } new A(1); probe(new A(2).ms);`, '2'],
    ['seen from inside, it is open', `class A { constructor(private http) {} load() { probe(this.http); } } new A(axios);`, 'parameter.0'],
  ]);
});

describe('inheritance', () => {
  cases([
    ['a field', `class Base { http = axios.create(); } class A extends Base { load() { probe(this.http.get); } }`, 'axios: create().get'],
    ['over two steps', `class Base { http = axios; } class Mid extends Base {} class A extends Mid { load() { probe(this.http.get); } }`, 'axios: get'],
    ['an own field wins', `class Base { ms = 1; } class A extends Base { ms = 2; } probe(new A().ms);`, '2'],
    ['super(…)', `class Base { constructor(http) { this.http = http; } } class A extends Base { constructor() { super(axios.create()); } load() { probe(this.http.get); } }`, 'axios: create().get'],
    ['super(…) with a parameter', `class Base { constructor(http) { this.http = http; } } class A extends Base { constructor(c) { super(c); } } probe(new A(axios).http.get);`, 'axios: get'],
    ['an implicit constructor hands its arguments on', `class Base { constructor(readonly http) {} } class A extends Base {} probe(new A(axios).http.get);`, 'axios: get'],
    ['a method of the base sees the fields of the object', `class Base { http = axios; client() { return this.http; } } class A extends Base {} probe(new A().client().get);`, 'axios: get'],
    ['super.method()', `class Base { client() { return axios; } } class A extends Base { load() { probe(super.client().get); } }`, 'axios: get'],
    ['a class of a library', `import { Pool } from 'pg'; class Db extends Pool {} probe(new Db().query);`, 'pg: new Pool().query'],
    ['a class of a library, from inside', `import { Pool } from 'pg'; class Db extends Pool { load() { probe(this.query); } }`, 'pg: :Pool.query'],
    ['a class of a library, with super(…)', `import { Pool } from 'pg'; class Db extends Pool { constructor() { super({ max: 5 }); } load() { probe(this.query); } }`, 'pg: new Pool().query'],
  ]);

  test('across files', () => {
    const files = {
      'base.ts': `import axios from 'axios'; export abstract class Api { protected http; constructor(baseURL) { this.http = axios.create({ baseURL }); } }`,
      'users.ts': `import { Api } from './base.js'; export class Users extends Api { load() { probe(this.http.get); } }`,
    };
    expect(probe(files)).toEqual(['axios: create().get']);
  });

  test('super(…) options reach the client of the library', () => {
    const code = `import { Pool } from 'pg';
      export class Db extends Pool { constructor() { super({ query_timeout: 5000 }); } load() { return this.query('select 1'); } }`;
    expect(deadlinesOf(projectOfCode(code))).toEqual(['main.ts:2 this.query: bounded by client of 5000']);
  });
});

describe('types that stand for objects', () => {
  cases([
    ['a parameter property of a client type', `import { AxiosInstance } from 'axios'; class A { constructor(private http: AxiosInstance) {} load() { probe(this.http.get); } }`, 'axios: :AxiosInstance.get'],
    ['a type that may be null', `import { AxiosInstance } from 'axios'; class A { http: AxiosInstance | null = null; load() { probe(this.http.get); } }`, 'axios: :AxiosInstance.get'],
    ['a qualified type', `import pg from 'pg'; function f(pool: pg.Pool) { probe(pool.query); }`, 'pg: :Pool.query'],
    ['a promise of a type', `import { Pool } from 'pg'; declare const p: Promise<Pool>; probe((await p).query);`, 'pg: :Pool.query'],
    ['an alias of a type', `import { Pool } from 'pg'; type Db = Pool; function f(db: Db) { probe(db.query); }`, 'pg: :Pool.query'],
    ['a type that is no client', `import { PoolConfig } from 'pg'; function f(c: PoolConfig) { probe(c); }`, 'parameter.0'],
    ['what is known is more than its type', `import { Pool } from 'pg'; const pool: Pool = new Pool(); probe(pool.query);`, 'pg: new Pool().query'],
    ['a class of our own', `class Http { get = axios.get; } function f(http: Http) { probe(http.get); }`, 'axios: get'],
    ['a type parameter is no type', `import { Pool } from 'pg'; function f<Pool>(x: Pool) { probe(x); }`, 'parameter.0'],
  ]);
});

describe('interfaces', () => {
  const files = (types: string): Readonly<Record<string, string>> => ({
    'types.ts': types,
    'http.ts': `import axios from 'axios'; import type { Http } from './types.js'; export class AxiosHttp implements Http { client = axios.create(); load() { return this.client.get; } }`,
    'main.ts': `import type { Http } from './types.js'; export function use(http: Http) { probe(http.load()); }`,
  });

  test('stand for the classes that implement them', () => {
    expect(probe(files(`export interface Http { load(): unknown }`))).toEqual(['axios: create().get']);
  });

  test('also through an interface that extends them', () => {
    const texts = { ...files(`export interface Loader { load(): unknown } export interface Http extends Loader { other(): void }`), 'main.ts': `import type { Loader } from './types.js'; export function use(http: Loader) { probe(http.load()); }` };
    expect(probe(texts)).toEqual(['axios: create().get']);
  });

  test('stand for all of several implementers', () => {
    const texts = { ...files(`export interface Http { load(): unknown }`), 'got.ts': `import got from 'got'; import type { Http } from './types.js'; export class GotHttp implements Http { load() { return got.get; } }` };
    expect(probe(texts)).toEqual(['axios: create().get', 'got: get']);
  });

  test('without an implementer give the types of their members', () => {
    expect(probe(`import { Pool } from 'pg'; interface Deps { pool: Pool } declare const deps: Deps; probe(deps.pool.query);`)).toEqual(['pg: :Pool.query']);
    expect(probe(`import { Pool } from 'pg'; interface Base { pool: Pool } interface Deps extends Base { name: string } declare const deps: Deps; const { pool } = deps; probe(pool.query);`)).toEqual(['pg: :Pool.query']);
  });

  test.each([
    ['an object type by a name', `type Deps = { pool: Pool }; export const use = (deps: Deps) => { probe(deps.pool.query); };`],
    ['taken apart', `type Deps = { pool: Pool }; export const use = ({ pool }: Deps) => { probe(pool.query); };`],
    ['together with another', `type Base = { name: string }; type Deps = Base & { pool: Pool }; export const use = ({ pool }: Deps) => { probe(pool.query); };`],
    ['inherited', `interface Base { pool: Pool } type Deps = Base & { name: string }; export const use = ({ pool }: Deps) => { probe(pool.query); };`],
    ['written in place', `export const use = ({ pool }: { pool: Pool; name: string }) => { probe(pool.query); };`],
    ['one in another', `type Deps = { db: { pool: Pool } }; export const use = ({ db }: Deps) => { probe(db.pool.query); };`],
  ])('are as good as %s', (_title, code) => {
    expect(probe(`import { Pool } from 'pg'; ${code}`)).toEqual(['pg: :Pool.query']);
  });

  test('give way to a value of the same name', () => {
    expect(probe(`type Kind = { name: string }; const Kind = 7; probe(Kind);`)).toEqual(['7']);
    expect(probe(`const Kind = 7; type Kind = { name: string }; probe(Kind);`)).toEqual(['7']);
  });

  test('without an implementer say nothing of their methods', () => {
    expect(probe(`interface Deps { load(): string } declare const deps: Deps; probe(deps.load());`)).toEqual(['unknown']);
  });
});

describe('injection by the type of a constructor parameter, as in NestJS', () => {
  const service = `import { Injectable } from '@nestjs/common'; import { HttpService } from '@nestjs/axios';
    @Injectable() export class UsersService { constructor(private readonly http: HttpService) {} load() { return this.http.get('http://users'); } }`;

  test('leads to the methods of the injected class', () => {
    const texts = {
      'users.service.ts': service,
      'users.controller.ts': `import { UsersService } from './users.service'; export class UsersController { constructor(private readonly users: UsersService) {} all() { probe(this.users.load); } }`,
    };
    expect(probe(texts)).toEqual(['function load of users.service.ts']);
  });

  test('finds the client of a package', () => {
    const lines = deadlinesOf(projectOf({ 'users.service.ts': service }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^users\.service\.ts:2 this\.http\.get: /);
  });

  test('through an abstract class that a module binds', () => {
    const texts = {
      'port.ts': `export abstract class Users { abstract load(): unknown }`,
      'adapter.ts': `import axios from 'axios'; import { Users } from './port'; export class HttpUsers extends Users { load() { return axios.get; } }`,
      'controller.ts': `import { Users } from './port'; export class Controller { constructor(private users: Users) {} all() { probe(this.users.load()); } }`,
    };
    expect(probe(texts)).toEqual(['axios: get']);
  });
});

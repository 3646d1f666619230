import { describe, expect, test } from 'vitest';
import { probe } from './support/project-of.js';

/** Files with one probe between them, and the answer. */
type Cases = readonly (readonly [title: string, files: Readonly<Record<string, string>>, expected: string | readonly string[]])[];

function cases(table: Cases): void {
  test.each(table)('%s', (_title, files, expected) => {
    expect(probe(files)).toEqual(typeof expected === 'string' ? [expected] : expected);
  });
}

const axios = `import axios from 'axios';`;

describe('ESM', () => {
  cases([
    ['a constant', { 'a.ts': `${axios} export const http = axios.create();`, 'main.ts': `import { http } from './a.js'; probe(http.get);` }, 'axios: create().get'],
    ['a list with a new name', { 'a.ts': `${axios} export { axios as http };`, 'main.ts': `import { http } from './a.js'; probe(http.get);` }, 'axios: get'],
    ['a list before the declaration', { 'a.ts': `export { http }; ${axios} const http = axios;`, 'main.ts': `import { http } from './a.js'; probe(http.get);` }, 'axios: get'],
    ['a default', { 'a.ts': `${axios} export default axios.create();`, 'main.ts': `import http from './a.js'; probe(http.get);` }, 'axios: create().get'],
    ['a default by a list', { 'a.ts': `${axios} const http = axios; export { http as default };`, 'main.ts': `import http from './a.js'; probe(http.get);` }, 'axios: get'],
    ['a default function', { 'a.ts': `export default function load() { return 7; }`, 'main.ts': `import load from './a.js'; probe(load());` }, '7'],
    ['a default function without a name', { 'a.ts': `export default function () { return 7; }`, 'main.ts': `import load from './a.js'; probe(load());` }, '7'],
    ['a default class', { 'a.ts': `export default class { get() { return 7; } }`, 'main.ts': `import A from './a.js'; probe(new A().get());` }, '7'],
    ['taken apart', { 'a.ts': `import pg from 'pg'; export const { Pool } = pg;`, 'main.ts': `import { Pool } from './a.js'; probe(Pool);` }, 'pg: Pool'],
    ['a namespace import', { 'a.ts': `export const ms = 7;`, 'main.ts': `import * as a from './a.js'; probe(a.ms);` }, '7'],
    ['a namespace that is handed on', { 'a.ts': `export const ms = 7;`, 'main.ts': `import * as a from './a.js'; const use = (m) => m.ms; probe(use(a));` }, '7'],
    ['a dynamic import', { 'a.ts': `export const ms = 7;`, 'main.ts': `const { ms } = await import('./a.js'); probe(ms);` }, '7'],
    ['the default of a dynamic import', { 'a.ts': `export default 7;`, 'main.ts': `const a = await import('./a.js'); probe(a.default);` }, '7'],
    ['a live binding', { 'a.ts': `${axios} export let http; export function init() { http = axios.create(); }`, 'main.ts': `import { http } from './a.js'; probe(http.get);` }, 'axios: create().get'],
    ['its own, by `exports`', { 'main.ts': `${axios} exports.http = null; exports.open = () => { exports.http = axios.create(); }; probe(exports.http.get);` }, 'axios: create().get'],
    ['its own, by `module.exports`', { 'main.ts': `module.exports.ms = () => 7; probe(module.exports.ms());` }, '7'],
    ['a name that is not exported', { 'a.ts': `const ms = 7;`, 'main.ts': `import { ms } from './a.js'; probe(ms);` }, 'unknown'],
    ['a file that is not there', { 'main.ts': `import { ms } from './gone.js'; probe(ms);` }, 'unknown'],
  ]);
});

describe('re-exports', () => {
  cases([
    ['by name', { 'a.ts': `export const ms = 7;`, 'index.ts': `export { ms } from './a.js';`, 'main.ts': `import { ms } from './index.js'; probe(ms);` }, '7'],
    ['with a new name', { 'a.ts': `export const ms = 7;`, 'index.ts': `export { ms as time } from './a.js';`, 'main.ts': `import { time } from './index.js'; probe(time);` }, '7'],
    ['a default with a name', { 'a.ts': `export default 7;`, 'index.ts': `export { default as ms } from './a.js';`, 'main.ts': `import { ms } from './index.js'; probe(ms);` }, '7'],
    ['a name as the default', { 'a.ts': `export const ms = 7;`, 'index.ts': `export { ms as default } from './a.js';`, 'main.ts': `import ms from './index.js'; probe(ms);` }, '7'],
    ['everything', { 'a.ts': `export const ms = 7;`, 'index.ts': `export * from './a.js';`, 'main.ts': `import { ms } from './index.js'; probe(ms);` }, '7'],
    ['everything of several files', { 'a.ts': `export const a = 1;`, 'b.ts': `export const ms = 7;`, 'index.ts': `export * from './a.js'; export * from './b.js';`, 'main.ts': `import { ms } from './index.js'; probe(ms);` }, '7'],
    ['everything, except the default', { 'a.ts': `export default 7;`, 'index.ts': `export * from './a.js';`, 'main.ts': `import ms from './index.js'; probe(ms);` }, 'unknown'],
    ['an own name wins over everything', { 'a.ts': `export const ms = 1;`, 'index.ts': `export * from './a.js'; export const ms = 7;`, 'main.ts': `import { ms } from './index.js'; probe(ms);` }, '7'],
    ['as a namespace', { 'a.ts': `export const ms = 7;`, 'index.ts': `export * as a from './a.js';`, 'main.ts': `import { a } from './index.js'; probe(a.ms);` }, '7'],
    ['imported, then exported', { 'a.ts': `export const ms = 7;`, 'index.ts': `import { ms } from './a.js'; export { ms };`, 'main.ts': `import { ms } from './index.js'; probe(ms);` }, '7'],
    ['barrel of barrels', { 'x/a.ts': `export const ms = 7;`, 'x/index.ts': `export * from './a';`, 'index.ts': `export * from './x';`, 'main.ts': `import { ms } from '.'; probe(ms);` }, '7'],
    ['of a package, by name', { 'index.ts': `export { Pool } from 'pg';`, 'main.ts': `import { Pool } from './index.js'; probe(Pool);` }, 'pg: Pool'],
    ['of a package, everything', { 'index.ts': `export * from 'pg';`, 'main.ts': `import { Pool } from './index.js'; probe(Pool);` }, 'pg: Pool'],
    ['of a package, everything, behind a file of our own', { 'a.ts': `export const ms = 7;`, 'index.ts': `export * from './a.js'; export * from 'pg';`, 'main.ts': `import { ms } from './index.js'; probe(ms);` }, '7'],
    ['of a package, everything, before a file of our own', { 'a.ts': `export const ms = 7;`, 'index.ts': `export * from 'pg'; export * from './a.js';`, 'main.ts': `import { ms } from './index.js'; probe(ms);` }, '7'],
    ['of a package, its default', { 'index.ts': `export { default as http } from 'axios';`, 'main.ts': `import { http } from './index.js'; probe(http.get);` }, 'axios: get'],
    ['a package as a namespace', { 'index.ts': `export * as pg from 'pg';`, 'main.ts': `import { pg } from './index.js'; probe(pg.Pool);` }, 'pg: Pool'],
  ]);
});

describe('CommonJS', () => {
  cases([
    ['module.exports', { 'a.js': `module.exports = require('axios').create();`, 'main.js': `const http = require('./a'); probe(http.get);` }, 'axios: create().get'],
    ['module.exports of an object', { 'a.js': `const axios = require('axios'); module.exports = { http: axios.create() };`, 'main.js': `const { http } = require('./a'); probe(http.get);` }, 'axios: create().get'],
    ['exports.name', { 'a.js': `exports.ms = 7;`, 'main.js': `probe(require('./a').ms);` }, '7'],
    ['module.exports.name', { 'a.js': `module.exports.ms = 7;`, 'main.js': `const { ms } = require('./a'); probe(ms);` }, '7'],
    ['exports = module.exports', { 'a.js': `exports = module.exports = { ms: 7 };`, 'main.js': `probe(require('./a').ms);` }, '7'],
    ['a function', { 'a.js': `module.exports = (n) => n;`, 'main.js': `probe(require('./a')(7));` }, '7'],
    ['a class', { 'a.js': `module.exports = class A { get() { return 7; } };`, 'main.js': `const A = require('./a'); probe(new A().get());` }, '7'],
    ['a new object', { 'a.js': `class A { get() { return 7; } } module.exports = new A();`, 'main.js': `probe(require('./a').get());` }, '7'],
    ['spread of other modules', { 'a.js': `exports.ms = 7;`, 'index.js': `module.exports = { ...require('./a'), other: 1 };`, 'main.js': `probe(require('./index').ms);` }, '7'],
    ['passed on', { 'a.js': `exports.ms = 7;`, 'index.js': `module.exports = require('./a');`, 'main.js': `probe(require('./index').ms);` }, '7'],
    ['passed on by name', { 'a.js': `exports.ms = 7;`, 'index.js': `exports.time = require('./a').ms;`, 'main.js': `probe(require('./index').time);` }, '7'],
    ['filled through a variable', { 'a.js': `const api = module.exports = {}; api.ms = 7;`, 'main.js': `probe(require('./a').ms);` }, '7'],
  ]);
});

describe('ESM and CommonJS together', () => {
  cases([
    ['default import of module.exports', { 'a.cjs': `module.exports = { ms: 7 };`, 'main.mjs': `import a from './a.cjs'; probe(a.ms);` }, '7'],
    ['named import of module.exports', { 'a.cjs': `module.exports = { ms: 7 };`, 'main.mjs': `import { ms } from './a.cjs'; probe(ms);` }, '7'],
    ['namespace import of module.exports', { 'a.cjs': `module.exports = { ms: 7 };`, 'main.mjs': `import * as a from './a.cjs'; probe(a.ms);` }, '7'],
    ['the default of a namespace import', { 'a.cjs': `module.exports = { ms: 7 };`, 'main.mjs': `import * as a from './a.cjs'; probe(a.default.ms);` }, '7'],
    ['default import of names', { 'a.cjs': `exports.ms = 7;`, 'main.mjs': `import a from './a.cjs'; probe(a.ms);` }, '7'],
    ['default import of module.exports.name', { 'a.cjs': `module.exports.ms = 7;`, 'main.mjs': `import a from './a.cjs'; probe(a.ms);` }, '7'],
    ['require of named exports', { 'a.ts': `export const ms = 7;`, 'main.ts': `const { ms } = require('./a'); probe(ms);` }, '7'],
    ['require of a default', { 'a.ts': `export default 7;`, 'main.ts': `probe(require('./a').default);` }, '7'],
    ['import = require of export =', { 'a.ts': `const ms = 7; export = { ms };`, 'main.ts': `import a = require('./a'); probe(a.ms);` }, '7'],
    ['default import of export =', { 'a.ts': `class A { get() { return 7; } } export = A;`, 'main.ts': `import A from './a'; probe(new A().get());` }, '7'],
    ['what TypeScript compiles a default to', { 'a.js': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 7;`, 'main.mjs': `import ms from './a.js'; probe(ms);` }, '7'],
  ]);
});

describe('module names', () => {
  test('paths of a tsconfig', () => {
    const files = { 'src/lib/a.ts': `export const ms = 7;`, 'src/main.ts': `import { ms } from '@lib/a'; probe(ms);` };
    expect(probe(files, { tsconfigs: [{ dir: '', paths: { '@lib/*': ['src/lib/*'] } }] })).toEqual(['7']);
  });

  test('a package of the workspace is its source, not a library', () => {
    const files = { 'packages/http/src/index.ts': `export const ms = 7;`, 'apps/api/main.ts': `import { ms } from '@acme/http'; probe(ms);` };
    expect(probe(files, { manifests: [{ dir: 'packages/http', name: '@acme/http', main: 'dist/index.js' }] })).toEqual(['7']);
  });

  test('imports of a package.json', () => {
    const files = { 'src/config.ts': `export const ms = 7;`, 'src/main.ts': `import { ms } from '#config'; probe(ms);` };
    expect(probe(files, { manifests: [{ imports: { '#config': './dist/config.js' } }] })).toEqual(['7']);
  });
});

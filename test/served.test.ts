import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scan } from '../src/scan.js';

let base = '';

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'served-')));
});

afterAll(() => rm(base, { recursive: true, force: true }));

/** Each has a finding where it is judged. */
const call = `export const load = () => fetch('https://api.example.com/orders');\n`;

async function judged(name: string, texts: Readonly<Record<string, string>>): Promise<{ readonly files: readonly string[]; readonly skipped: readonly string[] }> {
  const root = join(base, name);
  for (const [file, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...texts })) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  const report = await scan({ path: root, cache: false, preset: 'strict', rules: ['require-timeout'] });
  const seen = [...report.findings, ...report.evidence].map(({ file }) => file);
  return { files: [...new Set(seen)].sort(), skipped: report.problems.filter(({ kind }) => kind === 'skipped').map(({ file = '', message }) => `${file} ${message}`) };
}

test('what browsers are sent is not judged, and the report says so once; what the server imports of it is', async () => {
  const { files, skipped } = await judged('mixed', {
    'src/app.js': `import { load } from '../public/js/shared.js';\nload();\n${call.replace('load', 'again')}`,
    'public/js/shared.js': `export { load } from './deep.js';\n`,
    'public/js/deep.js': call,
    'public/js/page.js': call,
    'public/js/other.js': `import './page.js';\n${call}`,
  });
  expect(files).toEqual(['public/js/deep.js', 'src/app.js']);
  expect(skipped).toEqual([expect.stringMatching(/^public\/js\/other\.js is sent to browsers.*\(and 1 more\)$/)]);
});

test('what only code imports that needs a browser is the browser\'s, also where the server imports that code', async () => {
  const { files } = await judged('shared', {
    'src/app.js': `import { title } from '../static/page.js';\ntitle();\n`,
    'static/page.js': `import { load } from './orders.js';\nimport './prices.js';\nexport const title = () => 'Orders';\nexport const show = async () => document.getElementById('orders').append(await load());\n`,
    'static/orders.js': call,
    'static/prices.js': call,
    'src/prices.js': `import '../static/prices.js';\n`,
  });
  expect(files).toEqual(['static/prices.js']);
});

test('a part of a server in a folder of that name is judged, and so is what it imports', async () => {
  const { files, skipped } = await judged('server', {
    'public/index.js': `import { createServer } from 'node:http';\nimport './worker.js';\ncreateServer().listen(80);\n`,
    'public/worker.js': call,
    'src/routes/public/orders.js': call,
  });
  expect(files).toEqual(['public/worker.js', 'src/routes/public/orders.js']);
  expect(skipped).toEqual([]);
});

test('a module for a loader in a browser is not judged; one that runs on a server too is', async () => {
  const amd = `define('app/orders', ['api'], function (api) {\n  return () => fetch('https://api.example.com/orders');\n});\n`;
  const { files } = await judged('loaders', {
    'src/orders.js': amd,
    'src/both.js': `(function (factory) {\n  if (typeof define === 'function' && define.amd) define('both', factory);\n  else module.exports = factory();\n}(function () {\n  return () => fetch('https://api.example.com/orders');\n}));\n`,
    'src/own.js': `const define = (name, make) => make();\n${amd.replace(", ['api']", '')}`,
  });
  expect(files).toEqual(['src/both.js', 'src/own.js']);
});

test('a package that is a client is not judged, but for what a server imports of it and what it runs on a server itself', async () => {
  const client = { 'client/package.json': '{ "name": "client", "devDependencies": { "nuxt": "3.14.0" } }', 'client/store/orders.js': `import path from 'path';\n${call}`, 'client/server/orders.js': call, 'client/shared/prices.js': call, 'client/scripts/icons.js': `import fs from 'node:fs';\nfs.rmSync('icons');\n${call}` };
  const app = { 'src/app.js': `import { load } from '../client/shared/prices.js';\nload();\n${call.replace('load', 'again')}` };
  const { files, skipped } = await judged('client', { ...client, ...app });
  expect(files).toEqual(['client/scripts/icons.js', 'client/server/orders.js', 'client/shared/prices.js', 'src/app.js']);
  expect(skipped).toEqual([expect.stringMatching(/^client\/store\/orders\.js is sent to browsers/)]);
});

test.each([
  ['an interface and its bundler', ['react-dom', 'vite'], []],
  ['a server beside them', ['react-dom', 'vite', 'express'], ['web/src/orders.js']],
  ['a database beside them', ['vue', 'vite', 'pg'], ['web/src/orders.js']],
  ['an interface that renders on a server', ['react-dom', 'vite', '@react-router/node'], ['web/src/orders.js']],
  ['a bundler alone', ['vite'], ['web/src/orders.js']],
  ['a library of components', ['react-dom'], ['web/src/orders.js']],
  ['an extension of a browser', ['@types/chrome'], []],
  ['an app', ['expo', 'react-native'], []],
])('%s', async (title, names, expected) => {
  const dependencies = Object.fromEntries(names.map((name) => [name, '*']));
  const { files } = await judged(title.replaceAll(' ', '-'), { 'web/package.json': JSON.stringify({ dependencies }), 'web/src/orders.js': call });
  expect(files).toEqual(expected);
});

test('what was compiled for any host, among what a client sends, is not judged for asking for files', async () => {
  const compiled = `const isNode = typeof process === 'object';\nif (isNode) require('fs').readFileSync('a.wasm');\n${call.replace('export ', '')}load();\n`;
  const { files } = await judged('compiled', { 'client/package.json': '{ "dependencies": { "nuxt": "2.18.1" } }', 'client/static/unpack.js': compiled, 'static/unpack.js': compiled });
  expect(files).toEqual(['static/unpack.js']);
});

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

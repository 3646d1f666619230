import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contentHash, noCache, openCache } from '../src/analysis/cache.js';
import { factsKey } from '../src/analysis/facts-store.js';
import { extractFacts } from '../src/analysis/facts/extract.js';
import { gatherFacts, type SourceText } from '../src/analysis/gather.js';
import type { Report } from '../src/model/report.js';
import { scan } from '../src/scan.js';
import { version } from '../src/version.js';

let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'readiness-cache-')));
  mkdirSync(join(root, 'node_modules'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** The files in which the cache keeps things, by the name they are kept under. */
function stored(name: string): string {
  const folder = join(root, 'node_modules/.cache/readiness');
  const file = readdirSync(folder).find((entry) => entry.endsWith(`.${name}.json`));
  if (file === undefined) throw new Error(`nothing is stored as ${name}`);
  return join(folder, file);
}

const source = (path: string, text: string): SourceText => ({ path, text, hash: contentHash(text) });

describe('the cache', () => {
  test('gives back what was written under the same name and key', async () => {
    await openCache(root).write('facts', 'key', { a: [1, null, 'ü'] });
    expect(await openCache(root).read('facts', 'key')).toEqual({ a: [1, null, 'ü'] });
  });

  test.each([
    ['another key', 'facts', 'other'],
    ['another name', 'report', 'key'],
  ])('%s is a miss', async (_title, name, key) => {
    const cache = openCache(root);
    await cache.write('facts', 'key', 1);
    expect(await cache.read(name, key)).toBeUndefined();
  });

  test('another project is a miss, also where both share a folder', async () => {
    write({ 'a/x.ts': '', 'b/x.ts': '' });
    await openCache(join(root, 'a')).write('facts', 'key', 1);
    expect(await openCache(join(root, 'b')).read('facts', 'key')).toBeUndefined();
  });

  test.each(['', '{', 'null', '[]', '"key"', '{"key":"key"', '\0\0'])('a file that holds %j is a miss', async (text) => {
    const cache = openCache(root);
    await cache.write('facts', 'key', 1);
    writeFileSync(stored('facts'), text);
    expect(await cache.read('facts', 'key')).toBeUndefined();
  });

  test.each([
    ['cut', (text: string) => text.slice(0, -1)],
    ['changed and still JSON', (text: string) => text.replace('"there"', '"three"')],
    ['followed by another', (text: string) => text + text],
  ])('a file that was %s is a miss', async (_title, harm) => {
    const cache = openCache(root);
    await cache.write('facts', 'key', { a: 'there' });
    writeFileSync(stored('facts'), harm(readFileSync(stored('facts'), 'utf8')));
    expect(await cache.read('facts', 'key')).toBeUndefined();
  });

  test('a folder that cannot be written to is no error', async () => {
    writeFileSync(join(root, 'node_modules/.cache'), 'a file in the way');
    await expect(openCache(root).write('facts', 'key', 1)).resolves.toBeUndefined();
    expect(await openCache(root).read('facts', 'key')).toBeUndefined();
  });

  test('leaves no temporary files', async () => {
    await openCache(root).write('facts', 'key', 1);
    await openCache(root).write('facts', 'key', 2);
    expect(readdirSync(join(root, 'node_modules/.cache/readiness'))).toHaveLength(1);
  });

  test('writers at the same time leave one of the values', async () => {
    const cache = openCache(root);
    const big = 'x'.repeat(200_000);
    await Promise.all([1, 2, 3, 4].map((n) => cache.write('facts', 'key', `${String(n)}${big}`)));
    expect(await cache.read<string>('facts', 'key')).toMatch(/^[1-4]x+$/u);
  });

  test('switched off keeps nothing', async () => {
    await noCache.write('facts', 'key', 1);
    expect(await noCache.read('facts', 'key')).toBeUndefined();
  });

  test('the key changes with the version of the tool', () => {
    expect(factsKey('1.0.0')).not.toBe(factsKey('1.0.1'));
  });
});

describe('facts from the cache', () => {
  const gather = async (sources: readonly SourceText[]): Promise<ReadonlyMap<string, unknown>> => (await gatherFacts(sources, openCache(root), version)).files;
  const code = 'export const load = () => fetch("http://x", { signal: AbortSignal.timeout(5) });';

  test('are those of a fresh read', async () => {
    const cold = await gather([source('a.ts', code)]);
    const warm = await gather([source('a.ts', code)]);
    expect(warm).toEqual(cold);
    expect(warm.get('a.ts')).toEqual(extractFacts('a.ts', code));
  });

  test('of a file that has changed are read again', async () => {
    await gather([source('a.ts', code), source('b.ts', 'a();')]);
    const next = await gather([source('a.ts', code), source('b.ts', 'b();')]);
    expect(next.get('b.ts')).toEqual(extractFacts('b.ts', 'b();'));
    expect(next.get('a.ts')).toEqual(extractFacts('a.ts', code));
  });

  test('of a file that is gone are dropped, and of a new one added', async () => {
    await gather([source('a.ts', code)]);
    expect([...(await gather([source('b.ts', code)])).keys()]).toEqual(['b.ts']);
    expect([...(await gather([source('a.ts', code), source('b.ts', code)])).keys()]).toEqual(['a.ts', 'b.ts']);
  });

  test('of many files lie in parts, of which one is written anew where one file has changed', async () => {
    const many = (text: string): readonly SourceText[] => [source('a.ts', text), ...Array.from({ length: 2_500 }, (_, index) => source(`${String(index)}.ts`, 'a();'))];
    const cold = await gather(many('b();'));
    const written = (): readonly string[] => ['facts', 'facts-1'].map((name) => readFileSync(stored(name), 'utf8'));
    const before = written();
    const next = await gather(many('c();'));
    expect(next.size).toBe(2_501);
    expect(next.get('a.ts')).toEqual(extractFacts('a.ts', 'c();'));
    expect(next.get('7.ts')).toEqual(cold.get('7.ts'));
    expect(written().filter((text, part) => text !== before[part])).toHaveLength(1);
  });

  test('of the same text under another extension are its own', async () => {
    const text = 'const a = <T>(x) => x;';
    await gather([source('a.ts', text)]);
    const both = await gather([source('a.ts', text), source('a.tsx', text)]);
    expect(both.get('a.tsx')).toEqual(extractFacts('a.tsx', text));
  });

  test('of another version of the tool are not used', async () => {
    await openCache(root).write('facts', factsKey('0.0.0-other'), { 'a.ts': { hash: contentHash(code), facts: extractFacts('a.ts', 'other();') } });
    expect((await gather([source('a.ts', code)])).get('a.ts')).toEqual(extractFacts('a.ts', code));
  });

  test.each([
    ['null', null],
    ['a list', []],
    ['a text', 'facts'],
    ['an entry without facts', { 'a.ts': { hash: contentHash(code) } }],
    ['an entry whose facts are null', { 'a.ts': { hash: contentHash(code), facts: null } }],
    ['an entry that is null', { 'a.ts': null }],
    ['facts of another shape', { 'a.ts': { hash: contentHash(code), facts: { version: -1 } } }],
  ])('that are %s under the right key are read again', async (_title, value) => {
    await openCache(root).write('facts', factsKey(version), value);
    expect((await gather([source('a.ts', code)])).get('a.ts')).toEqual(extractFacts('a.ts', code));
  });
});

describe('a scan', () => {
  const service = {
    'package.json': JSON.stringify({ name: 'service', type: 'module', dependencies: { express: '^5.0.0', axios: '^1.7.0' } }),
    'src/main.ts': `import express from 'express';\nimport { load } from './load.js';\nconst app = express();\napp.get('/a', async (req, res) => res.json(await load(req.query.url)));\napp.listen(80);\n`,
    'src/load.ts': `import axios from 'axios';\nconst http = axios.create({ baseURL: 'http://x' });\nexport const load = (url) => http.get(url);\nexport const other = (url) => fetch(url, { signal: AbortSignal.timeout(5000) });\n`,
  };
  const run = (options: { readonly cache?: boolean } = {}): Promise<Report> => scan({ path: root, ...options });

  test('reports the same without a cache, with a cold and with a warm one', async () => {
    write(service);
    const without = await run({ cache: false });
    const cold = await run();
    const warm = await run();
    expect(without.findings.length).toBeGreaterThan(0);
    expect(cold).toEqual(without);
    expect(warm).toEqual(without);
  });

  test('and the same when only the facts are warm', async () => {
    write(service);
    const cold = await run();
    rmSync(stored('report'));
    expect(await run()).toEqual(cold);
  });

  test('sees what has changed', async () => {
    write(service);
    const before = await run();
    write({ 'src/load.ts': service['src/load.ts'].replace(`'http://x' }`, `'http://x', timeout: 5000 }`) });
    const after = await run();
    expect(before.findings.map(({ rule }) => rule)).toContain('require-timeout');
    expect(after.findings.filter(({ rule }) => rule === 'require-timeout')).toEqual([]);
    expect(after).toEqual(await run({ cache: false }));
  });

  test('sees another version of a library', async () => {
    write({ ...service, 'src/load.ts': `import axios from 'axios';\nexport const load = (url, signal = AbortSignal.timeout(5)) => axios.get(url, { signal: AbortSignal.timeout(5) });\n` });
    const before = await run();
    write({ 'package.json': service['package.json'].replace('^1.7.0', '0.21.4') });
    const after = await run();
    expect(after).toEqual(await run({ cache: false }));
    expect(after.findings).not.toEqual(before.findings);
  });

  test('sees a configuration that is new', async () => {
    write(service);
    await run();
    write({ 'readiness.config.js': `export default { rules: { 'require-timeout': 'off' } };` });
    expect(await run()).toEqual(await run({ cache: false }));
  });

  test.each(['facts', 'report'])('with broken %s in the cache reports the same', async (name) => {
    write(service);
    const cold = await run();
    for (const text of ['', '{', JSON.stringify({ key: 'foreign', value: {} })]) {
      writeFileSync(stored(name), text);
      expect(await run()).toEqual(cold);
    }
  });

  test('of another project in the cache is not taken for ours', async () => {
    write(service);
    await run();
    await openCache(root).write('report', 'other', { findings: [] });
    expect((await run()).findings.length).toBeGreaterThan(0);
  });
});

import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeShards, render, scan, type NamedShard, type Report, type ScanOptions } from '../src/api.js';
import { renderJson } from '../src/report/json.js';
import { shareOf } from '../src/shards/share-of.js';
import { readShard, readStoredReport } from '../src/stored-reports.js';
import { verdict } from '../src/report/verdict.js';
import { createWorkspace } from './support/cli-run.js';
import { gitRepository } from './support/git-repository.js';
import { runInProcess } from './support/in-process-cli.js';
import { sampleReport } from './support/sample-report.js';

const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

const now = '2026-11-22';
/** Enough where it does not matter what is found. */
const rules = ['require-timeout', 'no-hardcoded-secret'];
const manifest = (name: string, more: object = {}): string => JSON.stringify({ name, type: 'module', engines: { node: '>=20' }, main: 'src/index.ts', dependencies: { express: '5.1.0', jsonwebtoken: '9.0.2' }, ...more });
const server = (route: string, before = ''): string => `import express from 'express';\n${before}\nconst app = express();\napp.get('/healthz', (req, res) => res.end());\napp.get('/a', async (req, res) => {\n${route}\n});\napp.listen(3000);\n`;
const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;

/** A monorepo whose packages speak of each other: shared code, a secret that stands in two of them, waivers, a baseline, a broken file, what the configuration declares. */
const monorepo: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'shop', private: true, workspaces: ['packages/*', 'services/*'] }),
  'readiness.config.json': JSON.stringify({ controls: { rateLimit: 'Kong', timeout: { by: 'the mesh', ms: 5000, hosts: ['*.mesh'] } }, owners: { 'services/**': '@services' }, gate: { tier: true, score: 50 }, tier: 'production' }),
  '.readiness/waivers.yaml': "waivers:\n  - { rule: require-timeout, file: services/mail/src/main.ts, symbol: send, reason: the mesh ends it, owner: '@shop', until: 2027-02-01 }\n  - { rule: require-timeout, file: services/gone.ts, symbol: '', reason: it is gone, owner: '@shop', until: 2027-02-01 }\n",
  '.readiness/attestations.yaml': "attestations:\n  - { item: alerting, says: met, statement: the pager was tried, owner: '@sre', evidence: { url: 'https://example.com/drill' }, date: 2026-11-01, until: 2027-02-01, signedBy: '@ann' }\n",
  '.readiness/baseline.txt': '0123456789abcdef require-timeout services/orders/src/main.ts: it is gone\n',
  'scripts/seed.ts': "await fetch('http://users.internal/seed');\n",
  'packages/client/package.json': manifest('@shop/client'),
  'packages/client/src/index.ts': `export const load = async () => (await fetch('http://users.internal/a')).json();\nexport const early = async () => (await fetch('http://users.mesh/a')).json();\nexport const sign = () => ['${token}'];\n`,
  'services/orders/package.json': manifest('@shop/orders'),
  'services/orders/src/main.ts': server('  await load();\n  res.json(await load());', "import { early, load } from '@shop/client';\nsetInterval(() => early(), 1000);"),
  'services/orders/src/keys.ts': `import jwt from 'jsonwebtoken';\nexport const keyOf = (user: string) => jwt.sign({ user }, '${token}');\n`,
  'services/orders/Dockerfile': 'FROM node:20\nCOPY . .\nCMD npm start\n',
  'services/mail/package.json': manifest('@shop/mail'),
  'services/mail/src/main.ts': server('  await send();\n  res.json({});', `export async function send() {\n  return fetch('http://mail.internal/${token}');\n}`),
  'services/mail/src/broken.ts': 'export const a = (;\n',
  'services/stock/package.json': manifest('@shop/stock'),
  'services/stock/src/main.ts': server('  res.json(await load()); // readiness-ignore-line no-floating-promise -- it is awaited (until 2027-01-01, @shop)', "import { load } from '@shop/client';"),
};

function write(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) workspace.write(`${folder}/${path}`, text);
  return `${workspace.root}/${folder}`;
}

/** The report of a shard as it comes from another machine: written, and read again. */
async function shardOf(options: ScanOptions, index: number, of: number): Promise<NamedShard> {
  const file = workspace.write(`shards/${String(index)}-of-${String(of)}.json`, renderJson(await scan({ cache: false, now, ...options, shard: { index, of } })));
  return readShard(file);
}

function shardsOf(options: ScanOptions, of: number): Promise<readonly NamedShard[]> {
  return Promise.all(Array.from({ length: of }, (_, at) => shardOf(options, at + 1, of)));
}

describe('all shards together are the whole', () => {
  const single = fileURLToPath(new URL('../fixtures/services/orders-api', import.meta.url));
  let projects: Readonly<Record<string, ScanOptions>>;
  const whole = new Map<string, Report>();
  beforeAll(async () => {
    const orders = `${workspace.root}/orders-api`;
    cpSync(single, orders, { recursive: true });
    const path = write('shop', monorepo);
    projects = { shop: { path }, strict: { path, preset: 'strict' }, part: { path, rules }, orders: { path: orders } };
    for (const [name, options] of Object.entries(projects)) whole.set(name, await scan({ cache: false, now, ...options }));
  });

  test('and the whole has what a merge could lose', () => {
    const report = whole.get('shop');
    expect(report?.services.map(({ dir }) => dir)).toEqual(['services/mail', 'services/orders', 'services/stock']);
    expect(report).toMatchObject({ complete: false, attestations: [{ item: 'alerting' }] });
    expect(report?.waivers.map(({ status, sites }) => `${status} ${String(sites)}`)).toEqual(expect.arrayContaining(['active 1', 'unused 0']));
    expect(report?.suppressed).toHaveLength(1);
    expect(report?.evidence.some(({ data }) => data['declared'] === true)).toBe(true);
    expect(report?.findings.some(({ owner }) => owner === '@services')).toBe(true);
  });

  test.each([['shop', 1], ['shop', 2], ['shop', 3], ['shop', 4], ['strict', 3], ['part', 2], ['orders', 2]] as const)('%s in %i', async (name, of) => {
    const shards = await shardsOf(projects[name] ?? { path: '' }, of);
    const merged = mergeShards(shards.toReversed());
    expect(renderJson(merged)).toBe(renderJson(whole.get(name) ?? merged));
    for (const { report } of shards) {
      expect(renderJson(report)).not.toContain(token);
      expect(report).not.toHaveProperty('checklist.score');
      expect(report.services).toEqual([]);
    }
  });
});

describe('a shard', () => {
  let path: string;
  beforeAll(() => {
    path = write('small', { ...monorepo, 'services/mail/src/broken.ts': '' });
  });

  test('judges whole packages, each once, and the same ones whoever asks', () => {
    const sizes = new Map([['a/x.ts', 50], ['a/y.ts', 10], ['b/x.ts', 40], ['c/x.ts', 30], ['root.ts', 5]]);
    const divided = { sizes, manifests: ['', 'a', 'b', 'c'].map((dir) => ({ dir })), services: [{ dir: 'c', files: new Set(['c/x.ts', 'b/x.ts']) }] };
    const shares = [1, 2, 3].map((index) => shareOf({ index, of: 3 }, divided));
    expect(shares.map(({ places }) => places)).toEqual([['c'], ['a'], ['', 'b']]);
    expect(shares.flatMap(({ files }) => [...files]).sort()).toEqual([...sizes.keys()].sort());
    expect(shares.map(({ whole }) => whole)).toEqual([true, false, false]);
    expect(shareOf({ index: 9, of: 9 }, divided).places).toEqual([]);
  });

  test('fails for what it finds, and no other format takes it for the whole', async () => {
    const all = await Promise.all([1, 2, 3].map((index) => scan({ path, rules, cache: false, now, shard: { index, of: 3 } })));
    const found = all.map(({ findings }) => new Set(findings.map(({ file }) => file.split('/').slice(0, 2).join('/'))));
    expect(all.map((report) => verdict(report).exitCode)).toEqual(found.map(({ size }) => (size > 0 ? 1 : 0)));
    const failing = all.find(({ findings }) => findings.length > 0);
    const text = failing ? await render(failing, 'terminal') : '';
    expect(text).toMatch(/^✖ GATE FAILED .* · shard \d of 3\n/);
    expect(text).toMatch(/a\s+part of the verdict/);
    expect(text).not.toContain('CHECKLIST');
    expect(text).toMatch(/\ndone complete=true findings=\d+ shard=\d\/3 /);
    const file = workspace.write('part.json', failing ? renderJson(failing) : '');
    await expect(readStoredReport(file, 'part.json')).rejects.toThrow(/"part.json" is of shard \d of 3/);
  });

  test('goes on from what is known', async () => {
    const cached = { path, rules, now, shard: { index: 2, of: 2 } };
    expect(renderJson(await scan(cached))).toBe(renderJson(await scan(cached)));
  });
});

describe('the command line', () => {
  let shop: string;
  let elsewhere: string;
  const merge = (...args: readonly string[]): ReturnType<typeof runInProcess> => runInProcess(['merge', ...args], workspace.root);
  const part = (index: number, of: number, cwd = shop, ...more: readonly string[]): ReturnType<typeof runInProcess> => runInProcess(['scan', cwd, '--shard', `${String(index)}/${String(of)}`, '--no-cache', '--now', now, '--rule', rules.join(','), '--quiet', '--format', `json=../${cwd === shop ? 'a' : 'b'}-${String(index)}-${String(of)}.json`, ...more], cwd);
  beforeAll(async () => {
    const files = Object.fromEntries(Object.entries(monorepo).filter(([file]) => !file.includes('stock') && !file.includes('broken')));
    shop = gitRepository(`${workspace.root}/cli-shop`, files).folder;
    elsewhere = `${workspace.root}/other/cli-shop`;
    cpSync(shop, elsewhere, { recursive: true });
    for (const [index, of] of [[1, 2], [2, 2], [1, 3]] as const) await part(index, of);
    await part(2, 2, elsewhere);
  });

  test('scans in shards on several machines, and merges them to what one scan gives, with its exit code', async () => {
    const whole = await runInProcess(['scan', shop, '--no-cache', '--now', now, '--rule', rules.join(','), '--format', 'json'], shop);
    const merged = await merge('a-1-2.json', 'other/b-2-2.json', '--format', 'json', '--format', 'sarif=all.sarif');
    expect(merged).toEqual(whole);
    expect(whole.code).toBe(1);
    expect(readFileSync(`${workspace.root}/all.sarif`, 'utf8')).toContain('"version": "2.1.0"');
  });

  test.each([
    [['a-1-2.json'], 'Shard 2 of 2 is missing.'],
    [['a-1-2.json', 'a-1-2.json'], 'are both shard 1 of 2'],
    [['a-1-2.json', 'a-1-3.json'], 'of different scans: number of shards 2 and 3'],
    [['a-1-2.json', 'nowhere.json'], '"nowhere.json" cannot be read'],
  ])('refuses %j', async (files, message) => {
    const { code, stdout, stderr } = await merge(...files);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('refuses a shard of another day, of other rules, or of code that differs', async () => {
    const text = readFileSync(`${workspace.root}/a-2-2.json`, 'utf8');
    workspace.write('day.json', text.replace(`"day": "${now}"`, '"day": "2026-11-23"'));
    expect((await merge('a-1-2.json', 'day.json')).stderr).toContain('different scans: day 2026-11-22 and 2026-11-23');
    workspace.write('commit.json', text.replace(/"commit": "\w+"/, '"commit": "0000000"'));
    expect((await merge('a-1-2.json', 'commit.json')).stderr).toContain('different scans: commit ');
    workspace.write('version.json', text.replace('"name": "readiness",\n    "version": "', '"name": "readiness",\n    "version": "9'));
    expect((await merge('a-1-2.json', 'version.json')).stderr).toContain('was written by readiness 9');
    workspace.write('other/cli-shop/scripts/seed.ts', 'export {};\n');
    await part(2, 2, elsewhere);
    expect((await merge('a-1-2.json', 'other/b-2-2.json')).stderr).toContain('files, installed packages, configuration or options are not the same');
  });

  test('refuses a whole report, and one that somebody changed', async () => {
    workspace.write('whole.json', renderJson(sampleReport()));
    expect((await merge('whole.json')).stderr).toContain('"whole.json" is the report of a whole scan');
    workspace.write('changed.json', readFileSync(`${workspace.root}/a-1-2.json`, 'utf8').replace('"shownLevel": "error"', '"shownLevel": "none"'));
    expect((await merge('changed.json', 'a-2-2.json')).stderr).toContain('"changed.json" is no report of this version: shard.examination.parts.');
  });

  test.each([
    [['--shard', '3/2'], 'Write it as 1/3'],
    [['--shard', '0/2'], 'Write it as 1/3'],
    [['--shard', '1/2', '--format', 'html'], 'html shows a verdict on the whole, and shard 1/2 is a part of it'],
    [['--shard', '1/2', '--base', 'main'], "option '--shard <index/of>' cannot be used with option '--base <ref>'"],
    [['--shard', '1/2', fileURLToPath(import.meta.url)], 'One file cannot be cut into shards'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await runInProcess(['scan', ...args, '--no-cache'], workspace.root);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

test('every rule that names values to hide says so, since each shard has to know all of them', () => {
  const folder = fileURLToPath(new URL('../rules', import.meta.url));
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /^\w+\/[\w-]+\.ts$/.test(name)).map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  const hiding = sources.filter((text) => /\bhidden: /.test(text));
  expect(hiding.length).toBeGreaterThan(0);
  expect(hiding.filter((text) => !/\bhides: true/.test(text))).toEqual([]);
});

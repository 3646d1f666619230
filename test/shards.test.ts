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

const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

const now = '2026-11-22';
const manifest = (name: string, more: object = {}): string => JSON.stringify({ name, type: 'module', engines: { node: '>=20' }, main: 'src/index.ts', dependencies: { express: '5.1.0', jsonwebtoken: '9.0.2' }, ...more });
const server = (route: string, before = ''): string => `import express from 'express';\n${before}\nconst app = express();\napp.get('/healthz', (req, res) => res.end());\napp.get('/a', async (req, res) => {\n${route}\n});\napp.listen(3000);\n`;
const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;

/** A monorepo whose packages speak of each other: shared code, a secret that stands in two of them, waivers, a baseline, a broken file, what the configuration declares. */
const shop: Readonly<Record<string, string>> = {
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
    const path = write('shop', shop);
    projects = { shop: { path }, strict: { path, preset: 'strict' }, part: { path, rules: ['require-timeout', 'no-hardcoded-secret'] }, orders: { path: orders } };
    for (const [name, options] of Object.entries(projects)) whole.set(name, await scan({ cache: false, now, ...options }));
  });

  test('and the whole has what a merge could lose', () => {
    const report = whole.get('shop');
    expect(report?.services.map(({ dir }) => dir)).toEqual(['services/mail', 'services/orders', 'services/stock']);
    expect(report).toMatchObject({ complete: false, waivers: expect.arrayContaining([expect.objectContaining({ status: 'active', sites: 1 }), expect.objectContaining({ status: 'unused' })]), attestations: [{ item: 'alerting' }] });
    expect(report?.suppressed).toHaveLength(1);
    expect(report?.evidence.some(({ data }) => data['declared'] === true)).toBe(true);
    expect(report?.findings.some(({ owner }) => owner === '@services')).toBe(true);
  });

  test.each(['shop', 'strict', 'part', 'orders'].flatMap((name) => [1, 2, 3, 4].map((of) => [name, of] as const)))('%s in %i', async (name, of) => {
    const shards = await shardsOf(projects[name] ?? { path: '' }, of);
    const merged = mergeShards(shards.toReversed());
    expect(renderJson(merged)).toBe(renderJson(whole.get(name) ?? merged));
    for (const { report } of shards) expect(renderJson(report)).not.toContain(token);
  });
});

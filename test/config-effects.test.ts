import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scan, type Report, type UserConfig } from '../src/api.js';
import { verdict } from '../src/report/verdict.js';
import { createWorkspace, type Workspace } from './support/cli-run.js';

let workspace: Workspace;
let count = 0;

beforeAll(() => {
  workspace = createWorkspace();
});
afterAll(() => {
  workspace.remove();
});

/** Scans a project of these files with this configuration. */
async function scanWith(config: UserConfig, files: Readonly<Record<string, string>>): Promise<Report> {
  count += 1;
  const folder = `project-${String(count)}`;
  workspace.write(`${folder}/package.json`, JSON.stringify({ name: 'shop', type: 'module', engines: { node: '>=20' }, dependencies: { express: '5.1.0', bcrypt: '5.1.1' } }));
  workspace.write(`${folder}/readiness.config.json`, JSON.stringify(config));
  for (const [path, text] of Object.entries(files)) workspace.write(`${folder}/${path}`, text);
  return scan({ path: `${workspace.root}/${folder}`, cache: false });
}

const rulesIn = ({ findings }: Report): readonly string[] => [...new Set(findings.map(({ rule }) => rule))];
const call = (host: string): string => `export const load = () => fetch('http://${host}/a');\n`;

describe('include and exclude', () => {
  const files = { 'src/a.ts': call('a'), 'src/gen/b.ts': call('b'), 'lib/c.ts': call('c'), Dockerfile: 'FROM node:20\nCMD npm start\n' };

  test('only what is included is scanned, less what is excluded; manifests count all the same', async () => {
    const report = await scanWith({ include: ['src/'], exclude: ['src/gen/'] }, files);
    expect(report.findings.filter(({ rule }) => rule === 'require-timeout').map(({ file }) => file)).toEqual(['src/a.ts']);
    expect(report.project.files).toBe(1);
  });
});

describe('the gate', () => {
  const warned = { 'src/main.ts': "import express from 'express';\nconst app = express();\napp.get('/healthz', (req, res) => res.end());\napp.listen(3000);\nexport const load = () => fetch('http://a/a');\n" };

  test('by default errors and warnings fail it, and a configuration says otherwise', async () => {
    const failing = await scanWith({ rules: { 'require-timeout': 'warning', 'require-graceful-shutdown': 'off' } }, warned);
    expect(verdict(failing)).toMatchObject({ gate: 'fail', errors: 0, reasons: [] });
    expect(verdict(await scanWith({ rules: { 'require-timeout': 'warning', 'require-graceful-shutdown': 'off' }, gate: { findings: 'error' } }, warned)).exitCode).toBe(0);
    expect(verdict(await scanWith({ gate: { findings: 'none' } }, warned)).exitCode).toBe(0);
  });

  test('a tier that is not reached fails it, with what is missing', async () => {
    const report = await scanWith({ tier: 'production', gate: { findings: 'none', tier: true } }, warned);
    expect(verdict(report)).toMatchObject({ gate: 'fail', exitCode: 1, reasons: [expect.stringMatching(/^tier production is not reached: .*Timeouts on all external calls/)] });
    expect(verdict(await scanWith({ tier: 'production', gate: { findings: 'none' } }, warned)).exitCode).toBe(0);
  });

  test('so does a score below the least', async () => {
    const report = await scanWith({ gate: { findings: 'none', score: 99 } }, warned);
    expect(verdict(report).reasons).toEqual([`verified ${String(report.checklist.score?.verified)} is below 99`]);
    expect(verdict(report).exitCode).toBe(1);
  });
});

describe('owners', () => {
  test('the last pattern that fits names who is told', async () => {
    const { findings } = await scanWith({ owners: { 'src/**': '@shop', 'src/pay/': '@pay' } }, { 'src/a.ts': call('a'), 'src/pay/b.ts': call('b'), 'lib/c.ts': call('c') });
    expect(Object.fromEntries(findings.map(({ file, owner }) => [file, owner]))).toEqual({ 'src/a.ts': '@shop', 'src/pay/b.ts': '@pay', 'lib/c.ts': undefined });
  });

  test('without any, CODEOWNERS says it', async () => {
    const { findings } = await scanWith({}, { 'src/a.ts': call('a'), 'lib/c.ts': call('c'), '.github/CODEOWNERS': '* @all @more\n/lib/\n' });
    expect(Object.fromEntries(findings.map(({ file, owner }) => [file, owner]))).toEqual({ 'src/a.ts': '@all @more', 'lib/c.ts': undefined });
  });
});

describe('declared controls', () => {
  const login = { 'src/main.ts': "import express from 'express';\nimport bcrypt from 'bcrypt';\nconst app = express();\napp.post('/login', async (req, res) => {\n  res.json({ ok: await bcrypt.compare(String(req.query.password), '$2b$10$abc') });\n});\napp.listen(3000);\n" };

  test('a rate limit of the gateway answers for the code, and the evidence says whose word it is', async () => {
    expect(rulesIn(await scanWith({}, login))).toContain('require-rate-limit');
    const report = await scanWith({ controls: { rateLimit: 'Kong, 100 a minute and key' } }, login);
    expect(rulesIn(report)).not.toContain('require-rate-limit');
    expect(report.evidence.find(({ rule }) => rule === 'require-rate-limit')).toMatchObject({ outcome: 'pass', message: 'Kong, 100 a minute and key, as the configuration declares', data: { declared: true } });
  });

  test('a timeout of the mesh bounds calls to its hosts, and no others', async () => {
    const controls = { timeout: { by: 'Istio', ms: 15_000, hosts: ['*.internal'] } };
    const { findings, evidence } = await scanWith({ controls }, { 'src/a.ts': call('users.internal:8080'), 'src/b.ts': call('api.example.com'), 'src/c.ts': "export const load = (url: string) => fetch(url);\n" });
    expect(findings.filter(({ rule }) => rule === 'require-timeout').map(({ file }) => file)).toEqual(['src/b.ts', 'src/c.ts']);
    expect(evidence.find(({ file, rule }) => file === 'src/a.ts' && rule === 'require-timeout')?.message).toBe('Istio ends it after 15 s, as the configuration declares');
  });

  test('one that is longer than what counts as a deadline bounds nothing', async () => {
    const report = await scanWith({ controls: { timeout: { by: 'Istio', ms: 120_000, hosts: ['*'] } } }, { 'src/a.ts': call('users.internal') });
    expect(rulesIn(report)).toContain('require-timeout');
  });
});

describe('options of rules', () => {
  const server = (limit: string): Readonly<Record<string, string>> => ({ 'src/main.ts': `import express from 'express';\nconst app = express();\napp.use(express.json({ limit: '${limit}' }));\napp.listen(3000);\n` });

  test('move the limits by which a rule judges', async () => {
    expect(rulesIn(await scanWith({}, server('5mb')))).not.toContain('no-unbounded-body');
    expect(rulesIn(await scanWith({ rules: { 'no-unbounded-body': ['warning', { maxBytes: 1_000_000 }] } }, server('5mb')))).toContain('no-unbounded-body');
  });
});

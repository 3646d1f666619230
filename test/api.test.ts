import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineConfig, defineRule, render, scan, type CatalogEntry, type Report, type UserConfig } from '../src/api.js';
import { entries } from '../src/catalog/entries/index.js';
import { validateConfig } from '../src/config/config-schema.js';
import { createWorkspace, type Workspace } from './support/cli-run.js';

let workspace: Workspace;
let count = 0;

beforeAll(() => {
  workspace = createWorkspace();
});
afterAll(() => {
  workspace.remove();
});

interface Setup {
  readonly config?: UserConfig;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Scans a project of these files. */
async function scanFiles(files: Readonly<Record<string, string>>, { config, dependencies = {} }: Setup = {}): Promise<Report> {
  count += 1;
  const folder = `project-${String(count)}`;
  workspace.write(`${folder}/package.json`, JSON.stringify({ name: 'shop', type: 'module', engines: { node: '>=20' }, dependencies }));
  if (config) workspace.write(`${folder}/readiness.config.json`, JSON.stringify(config));
  for (const [path, text] of Object.entries(files)) workspace.write(`${folder}/${path}`, text);
  return scan({ path: `${workspace.root}/${folder}`, cache: false });
}

const found = (report: Report): readonly string[] => report.findings.map((f) => `${f.rule} ${f.file}:${String(f.line)} ${f.level}`);
const passed = (report: Report): readonly string[] => report.evidence.filter((e) => e.outcome === 'pass' && e.rule === 'require-timeout').map((e) => `${e.file}:${String(e.line)}`);

const unbounded = "export const load = () => fetch('http://users.internal');\n";

describe('scan and render', () => {
  test('give the report as data and as text', async () => {
    const report = await scanFiles({ 'src/a.ts': unbounded });

    expect(report).toMatchObject({ schemaVersion: 1, complete: true, project: { name: 'shop', files: 1, preset: 'recommended' } });
    expect(found(report)).toEqual(['require-timeout src/a.ts:1 error']);
    expect(JSON.parse(await render(report, { format: 'json' }))).toEqual(report);
    expect(await render(report, { format: 'agent' })).toMatch(/^readiness\/1 complete=true gate=fail total=1 /);
    expect(await render(report, { format: 'terminal' })).toMatch(/^✖ GATE FAILED {2}1 error, no warnings in 1 file\n/);
  });

  test('a scan can be limited to some rules', async () => {
    workspace.write('one/src/a.ts', unbounded);
    const report = await scan({ path: `${workspace.root}/one`, cache: false, rules: ['no-ineffective-timeout'] });
    expect(found(report)).toEqual([]);
    expect(Object.keys(report.coverage)).toEqual(['no-ineffective-timeout']);
  });

  test('a path that does not exist is an error of the caller, with words for its user', async () => {
    await expect(scan({ path: `${workspace.root}/none` })).rejects.toMatchObject({ name: 'UsageError', help: expect.any(String) as unknown });
  });

  test('with and without the cache, cold and warm, the report is the same', async () => {
    workspace.write('cached/node_modules/.keep', '');
    workspace.write('cached/package.json', '{ "name": "cached", "type": "module" }');
    workspace.write('cached/src/a.ts', "import { load } from './b.js';\nexport const all = () => load();\n");
    workspace.write('cached/src/b.ts', unbounded);
    const path = `${workspace.root}/cached`;

    const [without, cold, warm] = [await scan({ path, cache: false }), await scan({ path }), await scan({ path })];
    expect(cold).toEqual(without);
    expect(warm).toEqual(without);

    workspace.write('cached/src/b.ts', unbounded.replace("'http://users.internal'", "'http://users.internal', { signal: AbortSignal.timeout(500) }"));
    const mended = await scan({ path });
    expect(found(mended)).toEqual([]);
    expect(passed(mended)).toEqual(['src/b.ts:1']);
  });
});

test('a file that is scanned alone may have callers that are not looked at', async () => {
  const text = `async function load(url: string) {
  return (await fetch(url)).json();
}
const late = (ms: number) => new Promise<never>((_, reject) => setTimeout(reject, ms));
export const shown = () => Promise.race([load('http://users.internal'), late(500)]);
`;
  workspace.write('alone/package.json', '{ "name": "alone", "type": "module", "engines": { "node": ">=20" } }');
  workspace.write('alone/src/a.ts', text.replace('async function', 'export async function'));
  const whole = await scan({ path: `${workspace.root}/alone`, cache: false });
  const alone = await scan({ path: `${workspace.root}/alone/src/a.ts`, cache: false });
  expect(found(whole)).toEqual([]);
  expect(found(alone)).toEqual(['require-timeout src/a.ts:2 error']);
});

test('defineRule and defineConfig give back what they are given', () => {
  const rule: Parameters<typeof defineRule>[0] = {
    meta: { id: 'x', area: 'reliability', item: 'timeouts', mode: '', summary: '', why: '', how: '', coverage: { practice: '', sites: '' }, level: 'info', gate: [], examples: [], blindSpots: [] },
    *file() {
      // Nothing to say.
    },
  };
  expect(defineRule(rule)).toBe(rule);
  const config: UserConfig = { preset: 'strict' };
  expect(defineConfig(config)).toBe(config);
});

describe('rules in the configuration', () => {
  test('off: no finding and no coverage, so that nobody takes it for clean', async () => {
    const report = await scanFiles({ 'src/a.ts': unbounded }, { config: { rules: { 'require-timeout': 'off' } } });
    expect(found(report)).toEqual([]);
    expect(Object.keys(report.coverage)).not.toContain('require-timeout');
  });

  test('another level', async () => {
    const report = await scanFiles({ 'src/a.ts': unbounded }, { config: { rules: { 'readiness/require-timeout': 'warning' } } });
    expect(found(report)).toEqual(['require-timeout src/a.ts:1 warning']);
  });

  test('exclude leaves files out, also of the count', async () => {
    const report = await scanFiles({ 'src/a.ts': unbounded, 'src/legacy/b.ts': unbounded }, { config: { exclude: ['src/legacy/'] } });
    expect(found(report)).toEqual(['require-timeout src/a.ts:1 error']);
    expect(report.project.files).toBe(1);
  });
});

describe('comments that silence a rule', () => {
  const silenced = async (...lines: readonly string[]): Promise<Report> => scanFiles({ 'src/a.ts': `${lines.join('\n')}\n` });
  const call = "export const load = () => fetch('http://users.internal');";

  test.each([
    ['eslint, the next line', '// eslint-disable-next-line readiness/require-timeout -- the proxy ends it (until 2099-01-01, @shop)', 'the proxy ends it'],
    ['eslint, the file', '/* eslint-disable readiness/require-timeout -- legacy (until 2099-01-01, @shop) */', 'legacy'],
    ['eslint, all rules', '/* eslint-disable -- generated (@shop/core, until 2099-01-01) */', 'generated'],
    ['oxlint, the next line', '// oxlint-disable-next-line readiness/require-timeout -- legacy (until 2099-01-01, shop@example.com)', 'legacy'],
    ['oxlint, the file', '/* oxlint-disable readiness/require-timeout -- legacy (until 2099-01-01, @shop) */', 'legacy'],
    ['our own', '// readiness-ignore-next-line require-timeout -- the proxy ends it after 5 s (until 2099-01-01, @shop)', 'the proxy ends it after 5 s'],
  ])('%s', async (_, comment, reason) => {
    const report = await silenced(comment, call);
    expect(found(report)).toEqual([]);
    expect(report.suppressed).toEqual([expect.objectContaining({ rule: 'require-timeout', line: 2, reason })]);
    // Silence is not a deadline: the call stays open in the coverage.
    expect(report.coverage['require-timeout']).toMatchObject({ pass: 0, fail: 1, unknown: 0 });
  });

  test.each([
    ['another rule', '// eslint-disable-next-line no-console'],
    ['our other rule', '// eslint-disable-next-line readiness/no-ineffective-timeout'],
    ['another place', `${call} // eslint-disable-line readiness/require-timeout\n//`],
    ['only a mention', '// see eslint-disable-next-line readiness/require-timeout'],
  ])('%s does not silence it', async (_, comment) => {
    const report = await silenced(comment, call);
    expect(found(report).at(-1)).toMatch(/^require-timeout src\/a\.ts:[23] error$/);
  });

  test.each([
    ['our own, without anything', '// readiness-ignore-next-line require-timeout', 'lacks a reason, an owner and an end date'],
    ['our own, with a reason', '// readiness-ignore-next-line require-timeout -- the proxy ends it', 'lacks an owner and an end date'],
    ['our own, without an end', '// readiness-ignore-next-line require-timeout -- the proxy ends it (@shop)', 'lacks an end date'],
    ['our own, with no day as its end', '// readiness-ignore-next-line require-timeout -- the proxy ends it (until 2099-02-30, @shop)', 'ends on "2099-02-30", which is no day written YYYY-MM-DD'],
    ['eslint, with a reason', '// eslint-disable-next-line readiness/require-timeout -- the proxy ends it', 'lacks an owner and an end date'],
    ['eslint, all rules', '/* eslint-disable */', 'lacks a reason, an owner and an end date'],
    ['oxlint', '// oxlint-disable-next-line readiness/require-timeout', 'lacks a reason, an owner and an end date'],
  ])('%s: it is not followed, and that is said', async (_, comment, fault) => {
    const report = await silenced(comment, call);
    expect(found(report)).toEqual(['require-timeout src/a.ts:2 error']);
    expect(report.problems).toEqual([expect.objectContaining({ kind: 'waiver', severity: 'warning', file: 'src/a.ts', line: 1, message: `This comment silences nothing: it ${fault}`, help: expect.stringMatching(/-- .+ \(until \d{4}-\d\d-\d\d, @\w+\)/) as unknown })]);
  });
});

describe('libraries of the configuration', () => {
  const code = {
    'src/client.ts': "import http from '@acme/http';\nexport const users = http.create({ baseURL: 'http://users.internal', timeout: 2_000 });\n",
    'src/a.ts': "import http from '@acme/http';\nimport { users } from './client.js';\nexport const open = () => http.get('http://orders.internal');\nexport const closed = () => users.get('/1');\n",
  };
  const dependencies = { '@acme/http': '1.0.0' };

  test('are not judged unless it names them', async () => {
    const report = await scanFiles(code, { dependencies });
    expect(found(report)).toEqual([]);
    expect(report.coverage['require-timeout']).toMatchObject({ pass: 0, fail: 0, unknown: 0 });
  });

  test('an in-house package that wraps a known one extends its entry', async () => {
    const catalog = [{ id: 'acme-http', name: '@acme/http', packages: ['@acme/http'], extends: 'axios' }];
    const report = await scanFiles(code, { dependencies, config: { catalog } });
    expect(found(report)).toEqual(['require-timeout src/a.ts:3 error']);
    expect(report.findings[0]?.message).toContain('@acme/http');
    expect(passed(report)).toEqual(['src/a.ts:4']);
    expect(report.project.libraries).toEqual([{ name: '@acme/http', version: '1.0.0', from: 'range' }]);
  });

  const queue: CatalogEntry = {
    id: 'acme-queue',
    name: '@acme/queue',
    packages: ['@acme/queue'],
    types: { Queue: { is: ['new Queue()', 'connect()'], annotations: ['Queue'], options: 1, noun: 'queue' } },
    calls: [{ path: 'Queue.publish|request', kind: 'outbound', does: 'message', options: 2, knobs: ['ackTimeout'], phases: ['headers'] }],
    knobs: { ackTimeout: { at: ['call.ackSeconds', 'client.ackSeconds'], unit: 's', default: 'none', off: [0], covers: ['headers'], source: '@acme/queue README' } },
  };

  test('a full entry is followed across files, with its unit and what switches it off', async () => {
    const files = {
      'src/queues.ts': "import { Queue, connect } from '@acme/queue';\nexport const open = new Queue('amqp://a');\nexport const closed = connect('amqp://b', { ackSeconds: 5 });\nexport const off = new Queue('amqp://c', { ackSeconds: 0 });\n",
      'src/a.ts': "import { closed, off, open } from './queues.js';\nexport const a = () => open.publish('t', 1);\nexport const b = () => closed.publish('t', 1);\nexport const c = () => off.request('t', 1);\nexport const d = () => open.publish('t', 1, { ackSeconds: 3 });\n",
      'src/typed.ts': "import type { Queue } from '@acme/queue';\nexport class Mailer {\n  constructor(private readonly queue: Queue) {}\n  send() {\n    return this.queue.publish('mail', {}, { ackSeconds: 2 });\n  }\n}\n",
    };
    const report = await scanFiles(files, { config: { catalog: [queue] } });
    expect(found(report)).toEqual(['require-timeout src/queues.ts:2 error', 'require-timeout src/queues.ts:4 error']);
    expect(report.findings[0]).toMatchObject({ message: expect.stringContaining('@acme/queue queue') as unknown, fixes: [{ title: 'Add ackSeconds: 10' }] });
    expect(passed(report)).toEqual(['src/a.ts:3', 'src/a.ts:5', 'src/typed.ts:5']);
    const bounded = report.evidence.find((e) => e.rule === 'require-timeout' && e.file === 'src/a.ts' && e.line === 3);
    expect(bounded?.data['ms']).toBe(5_000);
  });

  test('an entry may set another default than the one that it extends', async () => {
    const timeout = { at: ['call.timeout', 'client.timeout'], unit: 'ms' as const, default: 5_000, off: [0], covers: ['connect', 'headers', 'body'] as const, source: '@acme/http README' };
    const catalog = [{ id: 'acme-http', name: '@acme/http', packages: ['@acme/http'], extends: 'axios', knobs: { timeout } }];
    const files = { 'src/a.ts': "import http from '@acme/http';\nexport const a = () => http.get('/a');\nexport const b = () => http.get('/b', { timeout: 0 });\n" };
    const report = await scanFiles(files, { dependencies, config: { catalog } });
    expect(found(report)).toEqual(['require-timeout src/a.ts:3 error']);
    expect(passed(report)).toEqual(['src/a.ts:2']);
  });

  test('a wrapper and a handler of a package', async () => {
    const catalog: readonly CatalogEntry[] = [
      {
        id: 'acme-app',
        name: '@acme/app',
        packages: ['@acme/app'],
        types: { App: { is: ['createApp()'] } },
        wrappers: [{ path: 'within', wraps: 'arg0', knob: 'limit', effect: 'rejects' }],
        handlers: [{ path: 'App.get|post', from: 1, reach: 'request', route: 0 }],
        knobs: { limit: { at: ['arg1'], unit: 'ms', default: 'none', covers: ['total'], source: '@acme/app README' } },
      },
    ];
    const text = "import { createApp, within } from '@acme/app';\nconst app = createApp();\napp.get('/a', () => within(fetch('http://a'), 2_000));\napp.get('/b', () => fetch('http://b'));\n";
    const report = await scanFiles({ 'src/a.ts': text }, { config: { catalog } });
    expect(found(report)).toEqual(['require-retry src/a.ts:4 warning', 'require-timeout src/a.ts:4 error']);
    expect(report.findings.find(({ rule }) => rule === 'require-timeout')).toMatchObject({ reach: 'request', trace: [{ message: expect.stringContaining('GET /b') as unknown }] });
    expect(passed(report)).toEqual(['src/a.ts:3']);
  });

  test('the examples of the documentation are valid', () => {
    const text = readFileSync(fileURLToPath(new URL('../docs/configuration.md', import.meta.url)), 'utf8');
    const blocks = [...text.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, block = '']) => JSON.parse(block) as Readonly<Record<string, unknown>>);
    expect(blocks.length).toBeGreaterThan(3);
    const results = blocks.map((block) => validateConfig('id' in block ? { catalog: [block] } : block));
    expect(results.flatMap((result) => (result.ok ? [] : result.faults))).toEqual([]);
  });

  test('every built-in entry could stand in a configuration: users get the whole language', () => {
    const refused = entries.flatMap((entry) => {
      const result = validateConfig({ catalog: [JSON.parse(JSON.stringify(entry)) as unknown] });
      return result.ok ? [] : result.faults.map((fault) => `${entry.id}: ${fault.message}`);
    });
    expect(refused).toEqual([]);
  });
});

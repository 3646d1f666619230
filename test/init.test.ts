import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../src/cli/run.js';
import { processHost } from '../src/cli/host.js';
import type { Report } from '../src/api.js';
import { createWorkspace, type Workspace } from './support/cli-run.js';

let workspace: Workspace;
let count = 0;

beforeAll(() => {
  workspace = createWorkspace();
});
afterAll(() => {
  workspace.remove();
});

function project(files: Readonly<Record<string, string>>): string {
  count += 1;
  const folder = `${workspace.root}/project-${String(count)}`;
  const all = { 'package.json': JSON.stringify({ name: 'shop', type: 'module', engines: { node: '>=20' }, dependencies: { axios: '1.7.9' } }), ...files };
  for (const [path, text] of Object.entries(all)) workspace.write(`project-${String(count)}/${path}`, text);
  return folder;
}

async function run(cwd: string, ...argv: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  const host = { ...processHost(), cwd, env: {}, stdout: { write: (text: string) => (out += text) }, stderr: { write: (text: string) => (err += text) } };
  const code = await runCli(argv, host);
  return { code, out, err };
}

const read = (folder: string, path: string): string => readFileSync(`${folder}/${path}`, 'utf8');
const found = "export const load = () => fetch('http://users.internal/a');\n";

describe('readiness init', () => {
  test('writes a configuration, a baseline and the settings of ESLint; the scan then passes until something new comes', async () => {
    const folder = project({ 'src/a.ts': found });
    const { code, out } = await run(folder, 'init', folder);
    expect(code).toBe(0);
    expect(out).toMatch(/wrote readiness\.config\.json[^]*wrote \.readiness\/baseline\.txt: 1 finding of today[^]*wrote eslint\.config\.mjs/);
    expect(JSON.parse(read(folder, 'readiness.config.json'))).toEqual({ preset: 'recommended', tier: 'production', model: '2026.1', gate: { findings: 'warning' } });
    expect(read(folder, '.readiness/baseline.txt')).toMatch(/^# .*\n[0-9a-f]{16} require-timeout src\/a\.ts: fetch .*\n$/);

    const after = await run(folder, 'scan', folder, '--no-cache', '--format', 'terminal');
    expect(after.code).toBe(0);
    expect(after.out).toMatch(/… 1 finding of the baseline not shown\. To see them: --full/);
    workspace.write(`project-${String(count)}/src/b.ts`, found);
    const worse = await run(folder, 'scan', folder, '--no-cache', '--format', 'json');
    expect(worse.code).toBe(1);
    expect((JSON.parse(worse.out) as Report).findings.map(({ file, known }) => [file, known])).toEqual([['src/a.ts', true], ['src/b.ts', undefined]]);
  });

  test('a baseline leaves the score as it is', async () => {
    const folder = project({ 'src/main.ts': "import express from 'express';\nconst app = express();\napp.get('/a', async (req, res) => res.json(await (await fetch('http://b/a')).json()));\napp.listen(3000);\n" });
    const before = JSON.parse((await run(folder, 'scan', folder, '--no-cache', '--format', 'json')).out) as Report;
    await run(folder, 'init', folder);
    const after = JSON.parse((await run(folder, 'scan', folder, '--no-cache', '--format', 'json')).out) as Report;
    expect(before.checklist.score).toBeDefined();
    expect(after.checklist).toEqual(before.checklist);
  });

  test('what is set for all calls is claimed for ESLint, which sees one file', async () => {
    const folder = project({ 'src/a.ts': "import axios from 'axios';\naxios.defaults.timeout = 5000;\nexport const load = () => axios.get('http://users.internal/a');\n" });
    await run(folder, 'init', folder);
    expect(read(folder, 'eslint.config.mjs')).toContain("{ settings: { readiness: { ambient: ['axios'] } } },");
    expect(existsSync(`${folder}/.readiness/baseline.txt`)).toBe(false);
  });

  test('an ESLint configuration that is there is left alone, and what to add is said', async () => {
    const folder = project({ 'src/a.ts': found, 'eslint.config.js': 'export default [];\n' });
    const { out } = await run(folder, 'init', folder);
    expect(read(folder, 'eslint.config.js')).toBe('export default [];\n');
    expect(out).toMatch(/eslint\.config\.js is there: add to its list\n {2}readiness\.configs\.recommended,/);
  });

  test('--dry-run writes nothing, and --no-baseline no baseline', async () => {
    const folder = project({ 'src/a.ts': found });
    expect((await run(folder, 'init', folder, '--dry-run')).out).toMatch(/would write readiness\.config\.json/);
    expect(existsSync(`${folder}/readiness.config.json`)).toBe(false);
    await run(folder, 'init', folder, '--no-baseline', '--tier', 'internal');
    expect(existsSync(`${folder}/.readiness`)).toBe(false);
    expect(read(folder, 'readiness.config.json')).toContain('"internal"');
  });

  test('is refused where a configuration stands already, and where there is nothing to scan', async () => {
    const folder = project({ 'src/a.ts': found, 'readiness.config.mjs': 'export default {};' });
    expect(await run(folder, 'init', folder)).toMatchObject({ code: 2, err: expect.stringMatching(/readiness\.config\.mjs is there already/) as unknown });
    const empty = project({});
    expect(await run(empty, 'init', empty)).toMatchObject({ code: 2, err: expect.stringMatching(/No source files/) as unknown });
  });
});

test('half of a conflict does not pass for a baseline', async () => {
  const folder = project({ 'src/a.ts': 'export const a = 1;\n', '.readiness/baseline.txt': '<<<<<<< HEAD\n0123456789abcdef require-timeout src/a.ts: x\n' });
  const { code, out } = await run(folder, 'scan', folder, '--no-cache', '--format', 'json');
  expect(code).toBe(3);
  expect((JSON.parse(out) as Report).problems).toEqual([expect.objectContaining({ file: '.readiness/baseline.txt', line: 1, severity: 'error' })]);
});

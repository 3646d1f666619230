import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { render, scan } from '../src/api.js';
import { createWorkspace } from './support/cli-run.js';
import { runInProcess } from './support/in-process-cli.js';

const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

const endless = (name: string): string => `export const ${name} = () => fetch('http://users.internal/${name}');\n`;
const file = '.readiness/baseline.txt';

function project(name: string, files: Readonly<Record<string, string>>): { readonly folder: string; readonly baseline: () => string } {
  for (const [path, text] of Object.entries({ 'package.json': '{ "name": "shop", "type": "module" }', ...files })) workspace.write(`${name}/${path}`, text);
  const folder = `${workspace.root}/${name}`;
  return { folder, baseline: () => readFileSync(`${folder}/${file}`, 'utf8') };
}

test('a baseline is written once, shrinks with what is mended, and is shown', async () => {
  const { folder, baseline } = project('shop', { 'src/b.js': endless('b'), 'src/a.js': endless('a') });
  const run = (...argv: readonly string[]): ReturnType<typeof runInProcess> => runInProcess(['baseline', ...argv], folder);
  expect(await run('create')).toMatchObject({ code: 0, stdout: `wrote ${file} with 2 findings, which do not fail the gate\n` });
  expect(baseline()).toMatch(/^# .*\n[0-9a-f]{16} require-timeout src\/a\.js: .*\n[0-9a-f]{16} require-timeout src\/b\.js: .*\n$/);
  expect(await run('create')).toMatchObject({ code: 2, stderr: expect.stringMatching(/is there already, with 2 entries/) as unknown });

  workspace.write('shop/src/a.js', 'export const a = 1;\n');
  workspace.write('shop/src/c.js', endless('c'));
  const report = await scan({ path: folder, cache: false });
  expect(report.problems).toEqual([expect.objectContaining({ kind: 'baseline', severity: 'warning', message: '1 entry of the baseline is no longer found' })]);
  expect(report.complete).toBe(true);
  expect(await run('show')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^stands {2}require-timeout src\/b\.js:1: [^]*gone {4}require-timeout src\/a\.js: [^]*1 still found, 1 gone/) as unknown });
  const kept = baseline().split('\n').filter((line) => !line.includes('src/a.js'));
  expect((await run('prune')).stdout).toBe(`took 1 entry out of ${file}; 1 still found\n`);
  expect(baseline()).toBe(kept.join('\n'));
  expect((await run('create', '--force')).stdout).toBe(`wrote ${file} with 2 findings: 1 of before, 1 new, 0 gone\n`);
});

test('a rule that does not run, and a scan that is incomplete, make no entry gone', async () => {
  const { folder } = project('rules', { 'src/a.js': endless('a') });
  await runInProcess(['baseline', 'create'], folder);
  workspace.write('rules/src/a.js', 'export const a = 1;\n');
  expect((await scan({ path: folder, cache: false, rules: ['no-endless-loop'] })).problems).toEqual([]);
  workspace.write('rules/src/broken.js', 'export const = ;\n');
  expect((await scan({ path: folder, cache: false })).problems.map(({ kind }) => kind)).toEqual(['parse']);
  expect(await runInProcess(['baseline', 'prune'], folder)).toMatchObject({ code: 2, stderr: expect.stringMatching(/Not everything could be judged: src\/broken\.js/) as unknown });
});

test('two stored reports are compared, and what is none is refused', async () => {
  const { folder } = project('diff', { 'src/a.js': endless('a') });
  const store = async (name: string): Promise<void> => {
    writeFileSync(`${folder}/${name}`, await render(await scan({ path: folder, cache: false, rules: ['require-timeout'] }), 'json'));
  };
  await store('before.json');
  workspace.write('diff/src/a.js', 'export const a = 1;\n');
  workspace.write('diff/src/b.js', endless('b'));
  await store('after.json');
  const diff = (...argv: readonly string[]): ReturnType<typeof runInProcess> => runInProcess(['diff', ...argv], folder);
  expect(await diff('before.json', 'after.json')).toMatchObject({ code: 1, stdout: expect.stringMatching(/1 new error[^]*✔ fixed {3}require-timeout src\/a\.js:1[^]*NEW ERRORS[^]*src\/b\.js:1/) as unknown });
  expect((await diff('after.json', 'after.json')).code).toBe(0);

  const changed = (change: (report: Record<string, unknown>) => unknown): void => {
    writeFileSync(`${folder}/other.json`, JSON.stringify(change(JSON.parse(readFileSync(`${folder}/before.json`, 'utf8')) as Record<string, unknown>)));
  };
  changed((report) => ({ ...report, tool: { name: 'readiness', version: '0.0.1' } }));
  expect((await diff('other.json', 'after.json', '--format', 'json')).stdout).toMatch(/The reports are of two versions of readiness, 0\.0\.1 and /);
  changed((report) => ({ ...report, checklist: { model: '2020.1' } }));
  expect(await diff('other.json', 'after.json')).toMatchObject({ code: 2, stderr: expect.stringMatching(/"other\.json" is scored by model "2020\.1", and this is model/) as unknown });
  changed((report) => ({ ...report, findings: 1 }));
  expect(await diff('other.json', 'after.json')).toMatchObject({ code: 2, stderr: expect.stringMatching(/is no report of this version: findings/) as unknown });
  writeFileSync(`${folder}/other.json`, '{ "schemaVersion": 1, ');
  expect(await diff('other.json', 'after.json')).toMatchObject({ code: 2, stderr: expect.stringMatching(/is no JSON, or was cut off/) as unknown });
});

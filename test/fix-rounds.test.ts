import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { packageManagerOf } from '../src/artifacts/package-manager.js';
import { mend, type MendOptions, type Mending } from '../src/mending/mend.js';
import { writeChanges } from '../src/mending/write-changes.js';
import { createWorkspace } from './support/cli-run.js';
import { toyRule } from './support/toy-rule.js';

const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

let projects = 0;

function projectWith(files: Readonly<Record<string, string>>): string {
  const name = `project-${String((projects += 1))}`;
  for (const [path, text] of Object.entries({ 'package.json': '{\n  "name": "shop",\n  "type": "module"\n}\n', ...files })) workspace.write(`${name}/${path}`, text);
  return join(workspace.root, name);
}

async function mended(path: string, options: Partial<MendOptions> = {}): Promise<Mending & { readonly judgements: number; readonly texts: Readonly<Record<string, string>>; readonly reasons: Readonly<Record<string, string>> }> {
  let judgements = 0;
  const onProgress = ({ stage, done }: { readonly stage: string; readonly done: number }): void => {
    if (stage === 'reading files' && done === 1) judgements += 1;
  };
  const result = await mend({ scan: { path, extraRules: [toyRule], rules: ['toy'], config: false, cache: false, onProgress }, isChosen: () => true, ...options });
  const { changes, left } = result.mended;
  return { ...result, judgements, texts: Object.fromEntries(changes.map(({ file, after }) => [file, after])), reasons: Object.fromEntries(left.map(({ finding: { message }, reason }) => [message, reason])) };
}

describe('fixes that are judged in memory', () => {
  test('a hundred good ones cost one judgement', async () => {
    const files = Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`src/${String(at)}.js`, 'bad();\n'.repeat(20)]));
    const { texts, judgements, mended: { steps, left } } = await mended(projectWith(files));
    expect(texts).toEqual(Object.fromEntries(Object.keys(files).map((file) => [file, 'good();\n'.repeat(20)])));
    expect([steps.length, left.length, judgements]).toEqual([100, 0, 2]);
  });

  test.each([
    ['stubborn', 'the finding is still there'],
    ['tempting', 'it would bring toy at src/main.js:1: worse is called'],
    ['brittle', 'src/main.js would not parse: '],
    ['outside', '../elsewhere.js lies outside of the scanned folder'],
  ])('one that does not do what it should is taken back, and the others stay: %s', async (name, reason) => {
    const { texts, reasons, judgements } = await mended(projectWith({ 'src/main.js': `bad();\n${name}();\nbad();\n`, 'src/other.js': 'bad();\n' }));
    expect(texts).toEqual({ 'src/main.js': `good();\n${name}();\ngood();\n`, 'src/other.js': 'good();\n' });
    expect(reasons).toEqual({ [`${name} is called`]: expect.stringContaining(reason) as string });
    expect(judgements).toBeLessThan(6);
  });

  test('one that only makes another finding of it is taken back', async () => {
    const { reasons } = await mended(projectWith({ 'src/main.js': 'twice();\n' }));
    expect(reasons).toEqual({ 'twice is called': 'the finding is still there' });
  });

  test('where the first is taken back the second is tried', async () => {
    const { texts, mended: { steps, left } } = await mended(projectWith({ 'src/a.js': 'wavering();\nbad();\n' }));
    expect(texts).toEqual({ 'src/a.js': 'good();\ngood();\n' });
    expect([steps.length, left.length]).toEqual([2, 0]);
  });

  test('those that overlap are made in rounds, and a second run changes nothing', async () => {
    const path = projectWith({ 'src/main.js': 'nested();\nnested();\n' });
    const { bench, texts, mended: { changes, left } } = await mended(path);
    expect(left).toEqual([]);
    expect(texts['src/main.js']).toBe('good();\ngood();\n// mended 0\n// mended 8\n');
    await writeChanges(bench.root, changes);
    expect((await mended(path)).mended.steps).toEqual([]);
  });

  test('what has no fix is left with its help', async () => {
    const { mended: { left, changes } } = await mended(projectWith({ 'src/main.js': 'worse();\n' }));
    expect(left).toMatchObject([{ kind: 'no-fix', reason: 'Call good.', finding: { line: 1 } }]);
    expect(changes).toEqual([]);
  });

  test('only what is chosen is touched, and findings keep their lines of before', async () => {
    const { texts, mended: { steps } } = await mended(projectWith({ 'src/main.js': 'bad();\nbad();\nlimited();\n' }), { isChosen: ({ line }) => line > 1 });
    expect(texts['src/main.js']).toBe("import limit from 'p-limit';\nbad();\ngood();\nlimit();\n");
    expect(steps.map(({ finding: { line } }) => line)).toEqual([2, 3]);
  });
});

describe('packages', () => {
  test('are added once to the package.json of the package that needs them', async () => {
    const path = projectWith({
      'package.json': '{\n  "name": "all",\n  "workspaces": ["packages/*"]\n}\n',
      'packages/a/package.json': '{\n  "name": "a",\n  "type": "module",\n  "dependencies": {\n    "pg": "8"\n  }\n}\n',
      'packages/a/src/lib/package.json': '{ "type": "module" }\n',
      'packages/a/src/lib/one.js': 'limited();\nlimited();\n',
      'packages/a/src/two.js': 'limited();\n',
    });
    const { texts, mended: { installs, left } } = await mended(path);
    expect(left).toEqual([]);
    expect(texts).toEqual({
      'packages/a/package.json': '{\n  "name": "a",\n  "type": "module",\n  "dependencies": {\n    "p-limit": "^6.2.0",\n    "pg": "8"\n  }\n}\n',
      'packages/a/src/lib/one.js': "import limit from 'p-limit';\nlimit();\nlimit();\n",
      'packages/a/src/two.js': "import limit from 'p-limit';\nlimit();\n",
    });
    expect(installs).toEqual(['p-limit@^6.2.0']);
  });

  test('are not added outside of the scanned folder', async () => {
    const path = projectWith({ 'src/main.js': 'limited();\n' });
    const { reasons, mended: { changes } } = await mended(join(path, 'src'));
    expect(reasons['limited is called']).toContain('its package.json lies outside');
    expect(changes).toEqual([]);
  });
});

test.each([
  [{ 'pnpm-lock.yaml': '' }, 'pnpm'],
  [{ 'yarn.lock': '', 'service/package.json': '{}' }, 'yarn'],
  [{ 'bun.lock': '' }, 'bun'],
  [{ 'package-lock.json': '', 'package.json': '{ "packageManager": "yarn@4.1.0" }' }, 'yarn'],
  [{ 'package.json': '{ "devEngines": { "packageManager": { "name": "pnpm" } } }' }, 'pnpm'],
  [{}, 'npm'],
])('%j is installed with %s', (files, manager) => {
  const path = projectWith({ '.git/HEAD': '', ...files });
  expect(packageManagerOf('service/package.json' in files ? join(path, 'service') : path)).toBe(manager);
});

describe('what is written', () => {
  async function written(path: string): Promise<void> {
    const { bench, mended: { changes } } = await mended(path);
    await writeChanges(bench.root, changes);
  }

  test.each([
    ['UTF-8', Buffer.from('ä;\r\nbad();\r\n'), Buffer.from('ä;\r\ngood();\r\n')],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFbad();\n'), Buffer.from('\uFEFFgood();\n')],
    ['UTF-16', Buffer.from('\uFEFFbad();\n', 'utf16le'), Buffer.from('\uFEFFgood();\n', 'utf16le')],
  ])('keeps its encoding: %s', async (_, before, after) => {
    const path = projectWith({});
    workspace.write(`${path.slice(workspace.root.length + 1)}/src/main.js`, before);
    await written(path);
    expect(readFileSync(join(path, 'src/main.js'))).toEqual(after);
  });

  test('may be a new file', async () => {
    const path = projectWith({ 'src/a.js': 'created();\n', 'src/b.js': 'created();\n' });
    await written(path);
    expect(readFileSync(join(path, 'src/lib/new.js'), 'utf8')).toBe('export const made = 1;\n');
    expect((await mended(path)).mended.left).toEqual([]);
  });

  test('is nothing where a part of a file could not be read', async () => {
    const path = projectWith({});
    const bytes = Buffer.concat([Buffer.from("bad('"), Buffer.from([0xe4]), Buffer.from("');\n")]);
    workspace.write(`${path.slice(workspace.root.length + 1)}/src/main.js`, bytes);
    await expect(written(path)).rejects.toThrow('src/main.js is not valid UTF-8');
    expect(readFileSync(join(path, 'src/main.js'))).toEqual(bytes);
  });

  test('is nothing where a file has changed meanwhile', async () => {
    const path = projectWith({ 'src/a.js': 'bad();\n', 'src/b.js': 'bad();\n' });
    const { bench, mended: { changes } } = await mended(path);
    workspace.write(`${path.slice(workspace.root.length + 1)}/src/b.js`, 'bad(); // and more\n');
    await expect(writeChanges(bench.root, changes)).rejects.toThrow('src/b.js has changed since it was read');
    expect(readFileSync(join(path, 'src/a.js'), 'utf8')).toBe('bad();\n');
  });

  test('never lies behind a link that leads out', async () => {
    const path = projectWith({ 'src/main.js': 'bad();\n' });
    workspace.write('elsewhere/file.js', 'bad();\n');
    symlinkSync(join(workspace.root, 'elsewhere'), join(path, 'linked'));
    symlinkSync(join(workspace.root, 'elsewhere/nothing.js'), join(path, 'src/nothing.js'));
    for (const file of ['linked/file.js', 'linked/new.js', 'src/nothing.js', '../elsewhere/file.js']) {
      await expect(writeChanges(path, [{ file, before: 'bad();\n', after: 'x' }])).rejects.toThrow('lies outside of the scanned folder');
    }
    expect(readFileSync(join(workspace.root, 'elsewhere/file.js'), 'utf8')).toBe('bad();\n');
  });
});

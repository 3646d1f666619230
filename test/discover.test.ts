import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discover } from '../src/files/discover.js';
import { roleOfFile } from '../src/files/scope-of-path.js';
import { readText } from '../src/files/read-text.js';
import { UsageError } from '../src/model/usage-error.js';

let base = '';
let count = 0;

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'discover-')));
});

afterAll(() => rm(base, { recursive: true, force: true }));

/** Writes a project; a list stands for files whose text does not matter. */
async function project(files: readonly string[] | Readonly<Record<string, string>>): Promise<string> {
  count += 1;
  const root = join(base, `project-${count}`);
  const texts = files instanceof Array ? Object.fromEntries(files.map((file) => [file, ''])) : files;
  await mkdir(root, { recursive: true });
  for (const [file, text] of Object.entries(texts)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return root;
}

async function pathsIn(root: string, exclude: readonly string[] = []): Promise<readonly string[]> {
  return (await discover(root, { patterns: [{ folder: root, exclude }] })).files.map(({ path }) => path);
}

describe('what is source', () => {
  test('every extension of TypeScript and JavaScript, but no declarations, data or minified files', async () => {
    const source = ['a.ts', 'b.tsx', 'c.mts', 'd.cts', 'e.js', 'f.jsx', 'g.mjs', 'h.cjs', 'orders.d.service.js'];
    const other = ['a.d.ts', 'b.d.mts', 'c.d.cts', 'styles.d.css.ts', 'data.json', 'README.md', 'lib.min.js', '.eslintrc.cjs'];
    const root = await project([...source, ...other].map((name) => `src/${name}`));
    expect(await pathsIn(root)).toEqual(source.map((name) => `src/${name}`));
  });

  test('files come sorted by path, whatever order the folder lists them in', async () => {
    const root = await project(['b/z.ts', 'a.ts', 'b/a.ts', 'B.ts', 'a/x.ts']);
    const shuffled = await discover(root, {}, async (folder) => (await readdir(folder, { withFileTypes: true })).reverse());
    expect(shuffled.files.map(({ path }) => path)).toEqual(['B.ts', 'a.ts', 'a/x.ts', 'b/a.ts', 'b/z.ts']);
  });

  test('build output is left out at the top of a package, and a folder of that name inside src is kept', async () => {
    const root = await project([
      ...['package.json', 'build/index.js', 'out/index.js', 'vendor/lib.js', 'dist/index.js', '.next/server.js', '.yarn/releases/yarn.cjs'],
      ...['src/build/plan.ts', 'src/vendor/payments.ts', 'src/out/mail.ts', 'src/dist/bundled.js', 'src/coverage/x.js'],
      ...['packages/a/package.json', 'packages/a/build/a.js', 'packages/a/src/a.ts', 'packages/a/node_modules/axios/index.js'],
    ]);
    expect(await pathsIn(root)).toEqual(['packages/a/src/a.ts', 'src/build/plan.ts', 'src/out/mail.ts', 'src/vendor/payments.ts']);
  });

  test('a scanned src folder is no package of its own: its build folder is source', async () => {
    const root = await project(['package.json', 'src/build/plan.ts']);
    expect(await pathsIn(join(root, 'src'))).toEqual(['build/plan.ts']);
  });

  test('tests, stories, benchmarks, migrations, fixtures and build configuration are out of scope', async () => {
    const root = await project([
      ...['package.json', 'vite.config.ts', 'gulpfile.js', 'src/app.test.ts', 'src/app.spec.js', 'src/app.e2e-spec.ts', 'src/app.bench.ts'],
      ...['src/__tests__/a.ts', 'src/__mocks__/a.ts', 'test/a.ts', 'tests/a.ts', 'e2e/a.ts', 'src/Button.stories.tsx', 'stories/a.ts'],
      ...['bench/a.ts', 'benchmarks/a.ts', 'src/db/migrations/1.ts', 'fixtures/a.ts', 'spec/helper.ts', 'src/app.test.setup.ts'],
      ...['src/app.ts', 'src/config/database.config.ts', 'src/testing.ts', 'src/latest.ts', 'src/migrations.ts', 'src/spec/openapi.ts'],
    ]);
    const inScope = ['src/app.ts', 'src/config/database.config.ts', 'src/latest.ts', 'src/migrations.ts', 'src/spec/openapi.ts', 'src/testing.ts'];
    expect(await pathsIn(root)).toEqual(inScope);
  });

  test('only names below the scanned root count', async () => {
    const root = await project(['fixtures/services/orders/src/app.ts', 'fixtures/services/orders/test/app.ts']);
    expect(await pathsIn(join(root, 'fixtures/services/orders'))).toEqual(['src/app.ts']);
  });

  test('scripts stay in scope and are marked', async () => {
    const inScripts = ['scripts/seed.ts', 'src/scripts/fix.ts', 'bin/www.js', 'tools/gen.ts'];
    const root = await project(['package.json', ...inScripts, 'src/tools/agent.ts', 'src/bin/x.ts']);
    const { files } = await discover(root);
    expect(Object.fromEntries(files.map(({ path, role }) => [path, role]))).toEqual({
      'bin/www.js': 'script',
      'scripts/seed.ts': 'script',
      'src/bin/x.ts': 'service',
      'src/scripts/fix.ts': 'script',
      'src/tools/agent.ts': 'service',
      'tools/gen.ts': 'script',
    });
  });
});

describe('code of other projects', () => {
  const mit = 'MIT License\n\nCopyright (c) 2020 Somebody\n\nPermission is hereby granted, free of charge, to any person obtaining a copy';

  test('a folder with an open licence of its own is read and not judged, and that is said once', async () => {
    const root = await project({ 'package.json': '{}', 'LICENSE': mit, 'src/app.js': '', 'src/libs/zip/LICENSE': mit, 'src/libs/zip/index.js': '', 'src/libs/zip/deep/a.js': '', 'src/libs/own.js': '' });
    const { files, problems } = await discover(root);
    expect(Object.fromEntries(files.map(({ path, role }) => [path, role]))).toEqual({
      'src/app.js': 'service',
      'src/libs/own.js': 'service',
      'src/libs/zip/deep/a.js': 'vendored',
      'src/libs/zip/index.js': 'vendored',
    });
    expect(problems).toEqual([expect.objectContaining({ kind: 'skipped', severity: 'warning', file: 'src/libs/zip/deep/a.js', message: expect.stringContaining('(and 1 more)') as unknown })]);
    expect(roleOfFile(join(root, 'src/libs/zip/index.js'))).toBe('vendored');
    expect(roleOfFile(join(root, 'src/app.js'))).toBe('service');
  });

  test('a part of the own product under other terms, a package, and what is asked for are judged', async () => {
    const root = await project({ 'package.json': '{}', 'src/ee/LICENSE': 'Commercial licence. All rights reserved.', 'src/ee/a.js': '', 'packages/zip/package.json': '{}', 'packages/zip/LICENSE': mit, 'packages/zip/b.js': '', 'lib/zip/LICENSE': mit, 'lib/zip/c.js': '' });
    const { files } = await discover(root);
    expect(files.map(({ path, role }) => `${path} ${role}`)).toEqual(['lib/zip/c.js vendored', 'packages/zip/b.js service', 'src/ee/a.js service']);
    expect((await discover(join(root, 'lib/zip'))).files).toMatchObject([{ path: 'c.js', role: 'service' }]);
    expect((await discover(join(root, 'lib/zip/c.js'))).files).toMatchObject([{ path: 'lib/zip/c.js', role: 'service' }]);
  });
});

describe('what is ignored', () => {
  test('.gitignore files count, nested ones over those above, with negation', async () => {
    const root = await project({
      '.gitignore': 'generated/\n*.gen.ts\n/only-top.ts\n',
      'generated/a.ts': '',
      'src/a.gen.ts': '',
      'src/only-top.ts': '',
      'only-top.ts': '',
      'src/keep/.gitignore': '!*.gen.ts\nlocal.ts\n',
      'src/keep/b.gen.ts': '',
      'src/keep/local.ts': '',
      'src/local.ts': '',
    });
    expect(await pathsIn(root)).toEqual(['src/keep/b.gen.ts', 'src/local.ts', 'src/only-top.ts']);
  });

  test('the .gitignore files between the repository and the root count, unless they ignore the root itself', async () => {
    const root = await project({
      '.git/HEAD': '',
      '.gitignore': '*.gen.ts\ncheckouts/\n',
      'services/.gitignore': 'tmp.ts\n',
      'services/a/x.gen.ts': '',
      'services/a/tmp.ts': '',
      'services/a/x.ts': '',
      'checkouts/b/x.ts': '',
      'checkouts/b/x.gen.ts': '',
    });
    expect(await pathsIn(join(root, 'services/a'))).toEqual(['x.ts']);
    expect(await pathsIn(join(root, 'checkouts/b'))).toEqual(['x.gen.ts', 'x.ts']);
  });

  test('excluded paths stay out, even where a .gitignore brings them back', async () => {
    const root = await project({ 'src/a.ts': '', 'src/legacy/b.ts': '', 'src/legacy/.gitignore': '!b.ts\n', 'src/legacy/deep/c.ts': '' });
    expect(await pathsIn(root, ['src/legacy/**'])).toEqual(['src/a.ts']);
    const { files } = await discover(join(root, 'src'), { patterns: [{ folder: root, exclude: ['src/legacy'] }] });
    expect(files.map(({ path }) => path)).toEqual(['a.ts']);
  });
});

describe('links and trouble', () => {
  test('a link that leads back up ends, and files show up once', async () => {
    const root = await project(['src/a.ts']);
    await symlink(root, join(root, 'src/self'));
    await symlink(join(root, 'src'), join(root, 'alias'));
    await symlink(join(root, 'src/a.ts'), join(root, 'src/again.ts'));
    const { files, problems } = await discover(root);
    expect(files.map(({ path }) => path)).toEqual(['src/a.ts']);
    expect(problems).toEqual([]);
  });

  test('a linked folder outside the root is not followed but named; a linked file is read', async () => {
    const outside = await project(['shared/client.ts']);
    const root = await project(['src/a.ts', '.gitignore']);
    await symlink(join(outside, 'shared'), join(root, 'src/shared'));
    await symlink(join(outside, 'shared/client.ts'), join(root, 'src/client.ts'));
    const { files, problems } = await discover(root);
    expect(files.map(({ path }) => path)).toEqual(['src/a.ts', 'src/client.ts']);
    expect(problems).toMatchObject([{ kind: 'skipped', severity: 'warning', file: 'src/shared' }]);
    expect(problems[0]?.message).toContain('outside');
  });

  test('links in a circle and links to nothing are warnings, for they cannot be loaded either', async () => {
    const root = await project(['src/a.ts']);
    await symlink(join(root, 'src/loop.ts'), join(root, 'src/loop.ts'));
    await symlink(join(root, 'src/nowhere.ts'), join(root, 'src/gone.ts'));
    const { problems } = await discover(root);
    expect(problems).toMatchObject([
      { kind: 'unreadable', severity: 'warning', file: 'src/gone.ts' },
      { kind: 'unreadable', severity: 'warning', file: 'src/loop.ts' },
    ]);
    expect(problems[1]?.message).toContain('circle');
  });

  test('a folder that cannot be listed makes the scan incomplete and does not stop it', async () => {
    const root = await project(['src/a.ts', 'src/secret/b.ts']);
    const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    const { files, problems } = await discover(root, {}, (folder) =>
      folder.endsWith('secret') ? Promise.reject(denied) : readdir(folder, { withFileTypes: true }),
    );
    expect(files.map(({ path }) => path)).toEqual(['src/a.ts']);
    expect(problems).toMatchObject([
      { kind: 'unreadable', severity: 'error', file: 'src/secret', message: 'cannot be read: permission denied' },
    ]);
  });

  test('a root that does not exist is the user\'s mistake', async () => {
    await expect(discover(join(base, 'nowhere'))).rejects.toThrow(UsageError);
    await expect(discover(join(base, 'nowhere'))).rejects.toThrow(/no file or folder ".*nowhere"/);
  });

  test('a linked root is resolved', async () => {
    const root = await project(['a.ts']);
    await symlink(root, join(base, 'linked'));
    const found = await discover(join(base, 'linked'));
    expect(found.root).toBe(root);
    expect(found.files[0]?.absolute).toBe(join(root, 'a.ts'));
  });

  test('an empty folder is no mistake', async () => {
    const root = await project([]);
    expect(await discover(root)).toEqual({ root, files: [], problems: [] });
  });
});

describe('a single file', () => {
  test('is scanned alone in its package, whatever its name says', async () => {
    const root = await project(['package.json', 'scripts/deep/a.test.ts', 'src/b.ts']);
    const found = await discover(join(root, 'scripts/deep/a.test.ts'));
    expect(found.root).toBe(root);
    expect(found.files).toEqual([{ path: 'scripts/deep/a.test.ts', absolute: join(root, 'scripts/deep/a.test.ts'), role: 'script' }]);
  });

  test('without a package.json its folder is the root', async () => {
    const root = await project(['src/b.ts']);
    expect(await discover(join(root, 'src/b.ts'))).toMatchObject({ root: join(root, 'src'), files: [{ path: 'b.ts', role: 'service' }] });
  });

  test('that is not source is the user\'s mistake', async () => {
    const root = await project(['README.md', 'types.d.ts']);
    await expect(discover(join(root, 'README.md'))).rejects.toThrow(/is not TypeScript or JavaScript source/);
    await expect(discover(join(root, 'types.d.ts'))).rejects.toThrow(UsageError);
  });
});

test('a thousand files are found in well under 150 ms', async () => {
  const names = Array.from({ length: 1000 }, (_, at) => `src/module-${at % 50}/file-${at}.ts`);
  const root = await project([...names, 'package.json', '.gitignore']);
  const start = performance.now();
  const { files } = await discover(root);
  expect(files).toHaveLength(1000);
  expect(performance.now() - start).toBeLessThan(150);
});

describe('reading text', () => {
  async function read(bytes: string | Buffer): Promise<Awaited<ReturnType<typeof readText>>> {
    const root = await project([]);
    await writeFile(join(root, 'a.ts'), bytes);
    return readText(join(root, 'a.ts'));
  }

  test('drops the byte order mark of UTF-8 and reads UTF-16', async () => {
    expect(await read('\uFEFFconst a = "ä";')).toEqual({ ok: true, text: 'const a = "ä";' });
    expect(await read(Buffer.from('\uFEFFconst a = 1;', 'utf16le'))).toEqual({ ok: true, text: 'const a = 1;' });
    expect(await read(Buffer.from('\uFEFFconst a = 1;', 'utf16le').swap16())).toEqual({ ok: true, text: 'const a = 1;' });
  });

  test('a binary file makes the scan incomplete', async () => {
    const result = await read(Buffer.from([0x47, 0x40, 0x11, 0x00, 0x10]));
    expect(result).toMatchObject({ ok: false, problem: { kind: 'skipped', severity: 'error', message: 'is binary, not source text' } });
  });

  test('a file over 2 MB is skipped with a warning, one of 2 MB is read', async () => {
    const limit = 2 * 1024 * 1024;
    expect(await read('x'.repeat(limit + 1))).toMatchObject({ ok: false, problem: { kind: 'skipped', severity: 'warning' } });
    expect(await read('x'.repeat(limit))).toMatchObject({ ok: true });
  });

  test('what the system refuses is said in words', async () => {
    const root = await project([]);
    await symlink(join(root, 'loop.ts'), join(root, 'loop.ts'));
    const folder = { kind: 'unreadable', severity: 'error', message: 'cannot be read: it is a folder' };
    expect(await readText(root)).toEqual({ ok: false, problem: folder });
    expect(JSON.stringify(await readText(join(root, 'loop.ts')))).toContain('its symbolic links lead in a circle');
    expect(JSON.stringify(await readText(join(root, 'gone.ts')))).toContain('it does not exist');
  });

  test.skipIf(process.getuid?.() === 0)('a file without read access makes the scan incomplete', async () => {
    const root = await project(['a.ts']);
    await chmod(join(root, 'a.ts'), 0);
    const denied = { kind: 'unreadable', severity: 'error', message: 'cannot be read: permission denied' };
    expect(await readText(join(root, 'a.ts'))).toMatchObject({ ok: false, problem: denied });
  });
});

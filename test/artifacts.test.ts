import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseJson } from '../src/artifacts/json-text.js';
import { readManifests } from '../src/artifacts/package-json.js';
import { readTsconfigs } from '../src/artifacts/tsconfig.js';
import { createVersions, versionsNear, type ProjectVersions } from '../src/artifacts/versions.js';

let base = '';
let count = 0;

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'artifacts-')));
});

afterAll(() => rm(base, { recursive: true, force: true }));

/** Writes a project; values that are no text are written as JSON. */
async function project(files: Readonly<Record<string, unknown>>): Promise<string> {
  count += 1;
  const root = join(base, `project-${count}`);
  await mkdir(root, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return root;
}

const at = (...paths: readonly string[]): readonly { readonly path: string }[] => paths.map((path) => ({ path }));

async function versionsOf(root: string, ...paths: readonly string[]): Promise<ProjectVersions> {
  const { manifests } = await readManifests(root, at(...paths));
  return createVersions({ root, manifests });
}

/** A workspace whose package `a` has an older axios than its root, and an alias; `b` has another pg, optionally. */
const workspace = {
  'package.json': {
    name: 'sample',
    workspaces: ['packages/*'],
    dependencies: { axios: '^1.6.0' },
    devDependencies: { '@types/node': '^20.0.0' },
  },
  'packages/a/package.json': {
    name: '@sample/a',
    dependencies: { '@sample/b': '1.0.0', axios: '^0.27.0', 'axios-retry': '^4.0.0', http: 'npm:got@^12.0.0', pg: '^8.11.0' },
  },
  'packages/b/package.json': {
    name: '@sample/b',
    version: '1.0.0',
    dependencies: { ioredis: '^5.3.0' },
    optionalDependencies: { pg: '^7.0.0' },
  },
};

/** Written by the package managers themselves for the workspace above, then cut to what is asked about. */
const lockfiles: Readonly<Record<string, readonly [name: string, content: unknown]>> = {
  'npm, version 3': [
    'package-lock.json',
    {
      lockfileVersion: 3,
      packages: {
        '': { name: 'sample', workspaces: ['packages/*'] },
        'node_modules/@sample/a': { link: true, resolved: 'packages/a' },
        'node_modules/@sample/b': { link: true, resolved: 'packages/b' },
        'node_modules/@types/node': { version: '20.19.43' },
        'node_modules/axios': { version: '1.21.1' },
        'node_modules/axios-retry': { version: '4.5.0' },
        'node_modules/http': { name: 'got', version: '12.6.1' },
        'node_modules/ioredis': { version: '5.11.1' },
        'node_modules/pg': { version: '8.23.1' },
        'packages/a': { name: '@sample/a', version: '1.0.0' },
        'packages/a/node_modules/axios': { version: '0.27.2' },
        'packages/b': { name: '@sample/b', version: '1.0.0' },
        'packages/b/node_modules/pg': { version: '7.18.2' },
      },
    },
  ],
  'npm, version 1': [
    'npm-shrinkwrap.json',
    {
      lockfileVersion: 1,
      dependencies: {
        '@sample/a': { version: 'file:packages/a', dependencies: { axios: { version: '0.27.2' } } },
        '@sample/b': { version: 'file:packages/b', dependencies: { pg: { version: '7.18.2' } } },
        '@types/node': { version: '20.19.43' },
        axios: { version: '1.21.1' },
        'axios-retry': { version: '4.5.0' },
        http: { version: 'npm:got@12.6.1' },
        ioredis: { version: '5.11.1' },
        pg: { version: '8.23.1' },
      },
    },
  ],
  'pnpm, version 5': [
    'pnpm-lock.yaml',
    `lockfileVersion: 5.4

importers:

  .:
    specifiers:
      '@types/node': ^20.0.0
      axios: ^1.6.0
    dependencies:
      axios: 1.21.1
    devDependencies:
      '@types/node': 20.19.43

  packages/a:
    specifiers:
      '@sample/b': 1.0.0
      axios: ^0.27.0
      http: npm:got@^12.0.0
    dependencies:
      '@sample/b': link:../b
      axios: 0.27.2
      axios-retry: 4.5.0_axios@0.27.2
      http: /got/12.6.1
      pg: 8.23.1

  packages/b:
    specifiers:
      ioredis: ^5.3.0
      pg: ^7.0.0
    dependencies:
      ioredis: 5.11.1
    optionalDependencies:
      pg: 7.18.2

packages:

  /axios/1.21.1:
    resolution: {integrity: sha512-6eI5Q==}
    dependencies:
      follow-redirects: 1.16.2
`,
  ],
  'pnpm, version 6': [
    'pnpm-lock.yaml',
    `lockfileVersion: '6.0'

settings:
  autoInstallPeers: true

importers:

  .:
    dependencies:
      axios:
        specifier: ^1.6.0
        version: 1.21.1
    devDependencies:
      '@types/node':
        specifier: ^20.0.0
        version: 20.19.43

  packages/a:
    dependencies:
      '@sample/b':
        specifier: 1.0.0
        version: link:../b
      axios:
        specifier: ^0.27.0
        version: 0.27.2
      axios-retry:
        specifier: ^4.0.0
        version: 4.5.0(axios@0.27.2)
      http:
        specifier: npm:got@^12.0.0
        version: /got@12.6.1
      pg:
        specifier: ^8.11.0
        version: 8.23.1

  packages/b:
    dependencies:
      ioredis:
        specifier: ^5.3.0
        version: 5.11.1
    optionalDependencies:
      pg:
        specifier: ^7.0.0
        version: 7.18.2

packages:

  /axios@1.21.1:
    resolution: {integrity: sha512-6eI5Q==}
`,
  ],
  'pnpm, version 9': [
    'pnpm-lock.yaml',
    `lockfileVersion: '9.0'

catalogs:
  default:
    axios:
      specifier: ^0.27.0
      version: 0.27.2

importers:

  .:
    dependencies:
      axios:
        specifier: ^1.6.0
        version: 1.21.1
    devDependencies:
      '@types/node':
        specifier: ^20.0.0
        version: 20.19.43

  packages/a:
    dependencies:
      '@sample/b':
        specifier: workspace:*
        version: link:../b
      axios:
        specifier: 'catalog:'
        version: 0.27.2
      axios-retry:
        specifier: ^4.0.0
        version: >-
          4.5.0(axios@0.27.2)
      http:
        specifier: npm:got@^12.0.0
        version: got@12.6.1
      pg:
        specifier: ^8.11.0
        version: 8.23.1

  packages/b:
    dependencies:
      ioredis:
        specifier: ^5.3.0
        version: 5.11.1
    optionalDependencies:
      pg:
        specifier: ^7.0.0
        version: 7.18.2

packages:

  'axios@1.21.1':
    resolution: {integrity: sha512-6eI5Q==}
`,
  ],
  'yarn classic': [
    'yarn.lock',
    `# THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.
# yarn lockfile v1


"@types/node@*", "@types/node@^20.0.0":
  version "20.19.43"
  resolved "https://registry.yarnpkg.com/@types/node/-/node-20.19.43.tgz#fcecf580"
  dependencies:
    undici-types "~6.21.0"

axios-retry@^4.0.0:
  version "4.5.0"
  dependencies:
    is-retry-allowed "^2.2.0"

axios@^0.27.0:
  version "0.27.2"

axios@^1.6.0:
  version "1.21.1"

"http@npm:got@^12.0.0":
  version "12.6.1"

ioredis@^5.3.0:
  version "5.11.1"

pg@^7.0.0:
  version "7.18.2"

pg@^8.11.0:
  version "8.23.1"
`,
  ],
  'yarn berry': [
    'yarn.lock',
    `# This file is generated by running "yarn install" inside your project.

__metadata:
  version: 8
  cacheKey: 10c0

"@sample/a@workspace:packages/a":
  version: 0.0.0-use.local
  resolution: "@sample/a@workspace:packages/a"
  dependencies:
    axios: "npm:^0.27.0"
  languageName: unknown
  linkType: soft

"@sample/b@npm:1.0.0, @sample/b@workspace:packages/b":
  version: 0.0.0-use.local
  resolution: "@sample/b@workspace:packages/b"
  languageName: unknown
  linkType: soft

"@types/node@npm:*, @types/node@npm:^20.0.0":
  version: 20.19.43
  resolution: "@types/node@npm:20.19.43"

"axios-retry@npm:^4.0.0":
  version: 4.5.0

"axios@npm:^0.27.0":
  version: 0.27.2
  resolution: "axios@npm:0.27.2"

"axios@npm:^1.6.0":
  version: 1.21.1
  resolution: "axios@npm:1.21.1"

"http@npm:got@^12.0.0":
  version: 12.6.1
  resolution: "got@npm:12.6.1"

"ioredis@npm:^5.3.0":
  version: 5.11.1

"pg@npm:^7.0.0":
  version: 7.18.2

"pg@npm:^8.11.0":
  version: 8.23.1
`,
  ],
  bun: [
    'bun.lock',
    `{
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "sample", "dependencies": { "axios": "^1.6.0", }, },
    "packages/a": { "name": "@sample/a", "version": "1.0.0", },
    "packages/b": { "name": "@sample/b", "version": "1.0.0", },
  },
  "packages": {
    "@sample/b": ["@sample/b@workspace:packages/b"],
    "@types/node": ["@types/node@20.19.43", "", {}, "sha512-6oYBA=="],
    "axios": ["axios@1.21.1", "", { "dependencies": { "form-data": "^4.0.6" } }, "sha512-6eI5Q=="],
    "axios-retry": ["axios-retry@4.5.0", "", {}, "sha512-aR99o=="],
    "http": ["got@12.6.1", "", {}, "sha512-mThBb=="],
    "ioredis": ["ioredis@5.11.1", "", {}, "sha512-ehuGc=="],
    "pg": ["pg@8.23.1", "", {}, "sha512-aL96A=="],

    "@sample/a/axios": ["axios@0.27.2", "", {}, "sha512-t+yRI=="],
    "@sample/b/pg": ["pg@7.18.2", "", {}, "sha512-Mvt0d=="],
  }
}
`,
  ],
};

describe('versions from the lockfile', () => {
  const files = ['src/index.ts', 'packages/a/src/index.ts', 'packages/b/src/index.ts'];

  test.each(Object.entries(lockfiles))('%s: each package of the workspace gets its own', async (_, [name, content]) => {
    const root = await project({ ...workspace, [name]: content });
    const versions = await versionsOf(root, ...files);
    const version = (file: string, pkg: string): string => {
      const known = versions.of(file, pkg);
      return known === undefined ? 'unknown' : `${known.version} (${known.from})`;
    };
    expect(version('src/index.ts', 'axios')).toBe('1.21.1 (lockfile)');
    expect(version('src/index.ts', '@types/node')).toBe('20.19.43 (lockfile)');
    expect(version('packages/a/src/index.ts', 'axios')).toBe('0.27.2 (lockfile)');
    expect(version('packages/a/src/index.ts', 'axios-retry')).toBe('4.5.0 (lockfile)');
    expect(version('packages/a/src/index.ts', 'http')).toBe('12.6.1 (lockfile)');
    expect(version('packages/a/src/index.ts', 'pg')).toBe('8.23.1 (lockfile)');
    expect(version('packages/b/src/index.ts', 'pg')).toBe('7.18.2 (lockfile)');
    expect(version('packages/b/src/index.ts', 'ioredis')).toBe('5.11.1 (lockfile)');
    expect(version('packages/a/src/index.ts', 'ky')).toBe('unknown');
    expect(versions.problems()).toEqual([]);
  });

  test.each(Object.entries(lockfiles))('%s: the lockfile above a scanned package counts', async (_, [name, content]) => {
    const root = join(await project({ ...workspace, [name]: content }), 'packages/a');
    const known = { version: '0.27.2', range: '^0.27.0', from: 'lockfile' };
    expect((await versionsOf(root, 'src/index.ts')).of('src/index.ts', 'axios')).toEqual(known);
    expect(versionsNear(join(root, 'src/index.ts')).of(join(root, 'src/index.ts'), 'axios')?.version).toBe('0.27.2');
  });

  test('a single package of pnpm 7 and 8 has no importers', async () => {
    const manifest = { dependencies: { axios: '^0.27.0', 'string_decoder': '^1.3.0' } };
    const versionFive = [
      ...['lockfileVersion: 5.4', '', 'dependencies:', '  axios: 0.27.2', '  string_decoder: /string_decoder/1.3.0_axios@0.27.2', ''],
      ...['packages:', '', '  /axios/9.9.9:', '    dev: false', ''],
    ];
    const versionSix = ["lockfileVersion: '6.0'", '', 'dependencies:', '  axios:', '    specifier: ^0.27.0', '    version: 0.27.2', ''];
    const five = await project({ 'package.json': manifest, 'pnpm-lock.yaml': versionFive.join('\n') });
    const six = await project({ 'package.json': manifest, 'pnpm-lock.yaml': versionSix.join('\n') });
    expect((await versionsOf(five, 'a.ts')).of('a.ts', 'axios')?.version).toBe('0.27.2');
    expect((await versionsOf(five, 'a.ts')).of('a.ts', 'string_decoder')?.version).toBe('1.3.0');
    expect((await versionsOf(six, 'a.ts')).of('a.ts', 'axios')?.version).toBe('0.27.2');
  });

  test('a version that `resolutions` forces on yarn counts, though no range names it', async () => {
    const lock = '"axios@npm:1.7.4":\n  version: 1.7.4\n\n"got@npm:^11.0.0":\n  version: 11.8.6\n\n"got@npm:^12.0.0":\n  version: 12.6.1\n';
    const manifest = { dependencies: { axios: '^1.6.0', got: '>=12.1' }, resolutions: { axios: '1.7.4' } };
    const root = await project({ 'package.json': manifest, 'yarn.lock': lock });
    const versions = await versionsOf(root, 'a.ts');
    expect(versions.of('a.ts', 'axios')?.version).toBe('1.7.4');
    expect(versions.of('a.ts', 'got')?.version).toBe('12.6.1');
  });

  test('a package that is no part of the workspace gets nothing from its lockfile', async () => {
    const [name, content] = lockfiles['npm, version 3'] ?? ['', ''];
    const root = await project({ ...workspace, [name]: content, 'examples/c/package.json': { name: 'c', dependencies: { pg: '^6.1.0' } } });
    const known = { version: '6.1.0', range: '^6.1.0', from: 'range' };
    expect((await versionsOf(root, 'examples/c/a.ts')).of('examples/c/a.ts', 'pg')).toEqual(known);
  });

  test('a package.json that only sets the module type is not taken for a package', async () => {
    const [name, content] = lockfiles['pnpm, version 9'] ?? ['', ''];
    const root = await project({ ...workspace, [name]: content, 'packages/a/src/esm/package.json': { type: 'module' } });
    expect((await versionsOf(root, 'packages/a/src/esm/x.ts')).of('packages/a/src/esm/x.ts', 'axios')?.version).toBe('0.27.2');
  });

  test('`packageManager` decides between two lockfiles', async () => {
    const locks = { 'pnpm-lock.yaml': 'dependencies:\n  axios: 1.1.1\n', 'yarn.lock': 'axios@^1.0.0:\n  version "1.2.2"\n' };
    const manifest = { dependencies: { axios: '^1.0.0' } };
    const pnpm = await project({ 'package.json': manifest, ...locks });
    const yarn = await project({ 'package.json': { ...manifest, packageManager: 'yarn@1.22.22' }, ...locks });
    expect((await versionsOf(pnpm, 'a.ts')).of('a.ts', 'axios')?.version).toBe('1.1.1');
    expect((await versionsOf(yarn, 'a.ts')).of('a.ts', 'axios')?.version).toBe('1.2.2');
  });

  test.each([
    ['package-lock.json', '{ "packages": {', 1, 'is not valid JSON'],
    ['pnpm-lock.yaml', 'lockfileVersion: 9\n<<<<<<< HEAD\n', 2, 'holds a merge conflict'],
    ['bun.lockb', '\u0000\u0001', undefined, 'is binary'],
  ])('a lockfile that cannot be read (%s) is a warning, and the range counts', async (name, content, line, message) => {
    const root = await project({ 'package.json': { dependencies: { axios: '^1.6.0' } }, [name]: content });
    const versions = await versionsOf(root, 'a.ts');
    expect(versions.of('a.ts', 'axios')).toEqual({ version: '1.6.0', range: '^1.6.0', from: 'range' });
    const [problem, ...others] = versions.problems();
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ kind: 'config', severity: 'warning', file: name });
    expect(problem?.line).toBe(line);
    expect(problem?.message).toContain(message);
  });
});

describe('versions from elsewhere', () => {
  test('node_modules come before the range, looked up from the file upwards', async () => {
    const root = await project({
      'package.json': { workspaces: ['packages/*'] },
      'packages/a/package.json': { name: 'a', dependencies: { axios: '^1.0.0', pg: '^8.0.0' } },
      'packages/a/node_modules/axios/package.json': { version: '1.3.0' },
      'node_modules/axios/package.json': { version: '0.9.0' },
      'node_modules/pg/package.json': { version: '8.4.0' },
    });
    const versions = await versionsOf(root, 'packages/a/x.ts');
    expect(versions.of('packages/a/x.ts', 'axios')).toEqual({ version: '1.3.0', range: '^1.0.0', from: 'node_modules' });
    expect(versions.of('packages/a/x.ts', 'pg')?.version).toBe('8.4.0');
    expect(versions.of('x.ts', 'axios')?.version).toBe('0.9.0');
  });

  test.each([
    ['^1.6.0', '1.6.0'],
    ['1.x', '1.0.0'],
    ['^0.27 || ^1', '0.27.0'],
    ['npm:@scope/other@^2.1.0', '2.1.0'],
    ['workspace:^3.0.0', '3.0.0'],
    ['git+https://example.com/a.git#semver:^4.2.0', '4.2.0'],
    ['workspace:*', undefined],
    ['*', undefined],
    ['', undefined],
    ['latest', undefined],
    ['catalog:', undefined],
    ['file:../other', undefined],
    ['github:user/repo#main', undefined],
    ['git+ssh://git@example.com/a.git#1a2b3c', undefined],
    ['https://example.com/a.tgz', undefined],
  ])('the range %j gives %s', async (range, version) => {
    const root = await project({ 'package.json': { dependencies: { axios: range } } });
    expect((await versionsOf(root, 'a.ts')).of('a.ts', 'axios')?.version).toBe(version);
  });

  test('catalogs of pnpm, yarn and bun are looked up', async () => {
    const member = { name: 'a', dependencies: { axios: 'catalog:', got: 'catalog:old' } };
    const yaml = 'packages:\n  - "packages/*"\n\n# shared\ncatalog:\n  axios: ^1.2.0 # why\n\ncatalogs:\n  old:\n    "got": \'^11.0.0\'\n';
    const roots = await Promise.all([
      project({ 'pnpm-workspace.yaml': yaml, 'packages/a/package.json': member, 'package.json': {} }),
      project({ '.yarnrc.yml': yaml, 'packages/a/package.json': member, 'package.json': { workspaces: ['packages/*'] } }),
      project({
        'package.json': { workspaces: { packages: ['packages/*'], catalog: { axios: '^1.2.0' }, catalogs: { old: { got: '^11.0.0' } } } },
        'packages/a/package.json': member,
      }),
    ]);
    for (const root of roots) {
      const versions = await versionsOf(root, 'packages/a/x.ts');
      expect(versions.of('packages/a/x.ts', 'axios')).toEqual({ version: '1.2.0', range: 'catalog:', from: 'range' });
      expect(versions.of('packages/a/x.ts', 'got')?.version).toBe('11.0.0');
    }
  });

  test.each<[string, Readonly<Record<string, unknown>>, string | undefined]>([
    ['engines', { 'package.json': { engines: { node: '>=18.17' } } }, '18.17.0'],
    ['.nvmrc over engines', { 'package.json': { engines: { node: '>=14' } }, '.nvmrc': 'v20.11.1\n' }, '20.11.1'],
    ['a code name', { '.nvmrc': 'lts/Iron\n' }, '20.0.0'],
    ['.node-version', { '.node-version': '22\n' }, '22.0.0'],
    ['volta', { 'package.json': { volta: { node: '18.19.0' } } }, '18.19.0'],
    ['@types/node', { 'package.json': { devDependencies: { '@types/node': '^20.4.0' } } }, '20.4.0'],
    ['nothing but a moving name', { '.nvmrc': 'lts/*\n' }, undefined],
    ['nothing', { 'package.json': {} }, undefined],
  ])('the version of Node.js from %s', async (_, files, version) => {
    const root = await project(files);
    expect((await versionsOf(root, 'src/a.ts')).of('src/a.ts', 'node')?.version).toBe(version);
  });
});

describe('manifests', () => {
  test('those below, and those above up to the end of the workspace', async () => {
    const root = await project({
      'package.json': { name: 'outside' },
      'repo/package.json': { name: 'root', workspaces: ['services/*'] },
      'repo/services/package.json': { name: 'between' },
      'repo/services/a/package.json': { name: 'a', type: 'module', typings: 'index.d.ts' },
      'repo/services/a/packages/x/package.json': { name: 'x', main: 'dist/x.js', exports: { '.': './dist/x.js' } },
      'repo/services/a/packages/unused/package.json': { name: 'unused' },
    });
    const { manifests, problems } = await readManifests(join(root, 'repo/services/a'), at('src/deep/a.ts', 'packages/x/src/x.ts'));
    expect(manifests.map(({ dir, name, type }) => [dir, name, type])).toEqual([
      ['', 'a', 'module'],
      ['..', 'between', 'commonjs'],
      ['../..', 'root', 'commonjs'],
      ['packages/x', 'x', 'commonjs'],
    ]);
    expect(problems).toEqual([]);
  });

  test('without a boundary, a stray package.json further up says nothing', async () => {
    const root = await project({ 'package.json': { name: 'stray' }, 'a/package.json': { name: 'a' }, 'b/c/x.ts': '' });
    expect((await readManifests(join(root, 'a'), at('x.ts'))).manifests.map(({ name }) => name)).toEqual(['a']);
    expect((await readManifests(join(root, 'b/c'), at('x.ts'))).manifests.map(({ dir }) => dir)).toEqual(['../..']);
  });

  test('runtime ranges win over those for development', async () => {
    const root = await project({
      'package.json': {
        devDependencies: { pg: '^8.0.0', got: '^12.0.0' },
        peerDependencies: { pg: '>=6' },
        dependencies: { pg: '^7.0.0' },
      },
    });
    expect((await readManifests(root, [])).manifests[0]?.dependencies).toEqual({ pg: '^7.0.0', got: '^12.0.0' });
  });

  test('a broken package.json is an error with its line, and not also a missing one', async () => {
    const root = await project({ 'package.json': '{\n  "name": "a",\n  "dependencies": { "axios": ^1 }\n}\n', 'b/package.json': '[]' });
    const { manifests, problems } = await readManifests(root, at('a.ts', 'b/b.ts'));
    expect(manifests).toEqual([]);
    expect(problems).toMatchObject([
      { kind: 'config', severity: 'error', file: 'package.json', line: 3, message: 'is not valid JSON: expected a value, found "^"' },
      { kind: 'config', severity: 'error', file: 'b/package.json', message: 'does not hold an object' },
    ]);
  });

  test('no package.json at all is a warning that names the consequence', async () => {
    const root = await project({ '.git/HEAD': '', 'a.ts': '' });
    const { problems } = await readManifests(root, at('a.ts'));
    expect(problems).toMatchObject([{ kind: 'config', severity: 'warning' }]);
    expect(problems[0]?.message).toContain('versions of the libraries are unknown');
  });
});

describe('tsconfig', () => {
  test('paths come through extends, relative to the file that holds them, and as paths from the root', async () => {
    const root = await project({
      'config/base.json': { compilerOptions: { paths: { '@lib/*': ['../libs/*', '../more/*.ts'], exact: ['../libs/one.ts'] } } },
      'apps/a/tsconfig.json': '{\n  // strict\n  "extends": "../../config/base.json",\n  "compilerOptions": { "strict": true, },\n}',
      'apps/b/tsconfig.json': { compilerOptions: { baseUrl: './src', paths: { '@/*': ['*'] } } },
      'apps/c/jsconfig.json': { compilerOptions: { paths: { '~/*': ['./*'] } } },
      'apps/d/tsconfig.json': { compilerOptions: { strict: true } },
    });
    const { tsconfigs, problems } = await readTsconfigs(root, at('apps/a/x.ts', 'apps/b/src/x.ts', 'apps/c/x.js', 'apps/d/x.ts'));
    expect(tsconfigs).toEqual([
      { dir: 'apps/a', paths: { '@lib/*': ['libs/*', 'more/*.ts'], exact: ['libs/one.ts'] } },
      { dir: 'apps/b', baseUrl: 'apps/b/src', paths: { '@/*': ['apps/b/src/*'] } },
      { dir: 'apps/c', paths: { '~/*': ['apps/c/*'] } },
    ]);
    expect(problems).toEqual([]);
  });

  test('the tsconfig above the root and referenced projects count', async () => {
    const root = await project({
      '.git/HEAD': '',
      'tsconfig.json': { compilerOptions: { paths: { '@libs/*': ['./libs/*'], '@a/*': ['./apps/a/src/*'] } } },
      'apps/a/tsconfig.json': { files: [], references: [{ path: './tsconfig.app.json' }, { path: './gone' }] },
      'apps/a/tsconfig.app.json': { compilerOptions: { paths: { '@/*': ['./src/*'] } } },
    });
    const { tsconfigs, problems } = await readTsconfigs(join(root, 'apps/a'), at('src/x.ts'));
    expect(tsconfigs).toEqual([
      { dir: '', paths: { '@/*': ['src/*'] } },
      { dir: '../..', paths: { '@libs/*': ['../../libs/*'], '@a/*': ['src/*'] } },
    ]);
    expect(problems).toEqual([]);
  });

  test('a missing `extends` leaves the paths that can be read, and is a warning where some may be lost', async () => {
    const root = await project({
      'tsconfig.json': { extends: '@acme/tsconfig/node.json', compilerOptions: { paths: { '@/*': ['./src/*'] } } },
      'b/tsconfig.json': { extends: ['@acme/tsconfig', '../b-base'] },
      'b-base.json': { compilerOptions: { baseUrl: '.', paths: { '#b/*': ['b/src/*'] } } },
    });
    const { tsconfigs, problems } = await readTsconfigs(root, at('a.ts', 'b/b.ts'));
    expect(tsconfigs).toEqual([
      { dir: '', paths: { '@/*': ['src/*'] } },
      { dir: 'b', baseUrl: '', paths: { '#b/*': ['b/src/*'] } },
    ]);
    expect(problems).toMatchObject([
      { kind: 'config', severity: 'warning', file: 'b/tsconfig.json', message: expect.stringContaining('@acme/tsconfig') as string },
    ]);
  });

  test('a broken or circular tsconfig is a warning, and one that TypeScript refuses is used as far as it goes', async () => {
    const root = await project({
      'tsconfig.json': '{\n  "compilerOptions": {\n    "paths": { "@/*": ["./src/*"] \n',
      'b/tsconfig.json': { extends: './self.json' },
      'b/self.json': { extends: './tsconfig.json' },
      'c/tsconfig.json': '',
      'd/tsconfig.json': { compilerOptions: { paths: { '@/*': ['src/*'] } } },
    });
    const { tsconfigs, problems } = await readTsconfigs(root, at('a.ts', 'b/b.ts', 'c/c.ts', 'd/d.ts'));
    expect(tsconfigs).toEqual([{ dir: 'd', paths: { '@/*': ['d/src/*'] } }]);
    expect(problems).toMatchObject([
      { severity: 'warning', file: 'tsconfig.json', line: 4, message: expect.stringContaining('is not valid JSON') as string },
      { kind: 'config', severity: 'warning', file: 'b/tsconfig.json' },
      { kind: 'config', severity: 'warning', file: 'd/tsconfig.json', message: expect.stringContaining('Non-relative') as string },
    ]);
  });
});

describe('JSON', () => {
  test.each([
    ['{"a": 1,}', 1],
    ['{\n"a" 1}', 2],
    ['{\n"a": tru\n}', 2],
    ['{\n\n"a": "x', 3],
    ['{} x', 1],
    ['', 1],
    ['{\n<<<<<<< HEAD\n}', 2],
  ])('%j is refused with its line', (text, line) => {
    expect(parseJson(text)).toMatchObject({ ok: false, line });
  });

  test('comments and trailing commas are read where they are allowed, and never inside strings', () => {
    const text = '\uFEFF{ /* a */ "a": [1, -2.5e3, true, null,], // b\n "b": "http://x/*y*/ \\"q\\"", }';
    expect(parseJson(text, 'comments')).toEqual({ ok: true, value: { a: [1, -2500, true, null], b: 'http://x/*y*/ "q"' } });
    expect(parseJson(text)).toMatchObject({ ok: false });
  });
});

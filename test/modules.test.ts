import { describe, expect, test } from 'vitest';
import { createResolver, type ModuleResolver } from '../src/analysis/modules.js';
import type { Manifest } from '../src/artifacts/package-json.js';
import type { TsconfigPaths } from '../src/artifacts/tsconfig.js';

interface Project {
  readonly files: readonly string[];
  readonly manifests?: readonly Partial<Manifest>[];
  readonly tsconfigs?: readonly TsconfigPaths[];
  readonly isPackage?: (name: string) => boolean;
}

function resolver({ files, manifests = [], tsconfigs = [], isPackage }: Project): ModuleResolver {
  const empty: Manifest = { dir: '', type: 'commonjs', dependencies: {}, workspaces: [], catalogs: {} };
  return createResolver({ files: new Set(files), manifests: manifests.map((manifest) => ({ ...empty, ...manifest })), tsconfigs, ...(isPackage && { isPackage }) });
}

/** What is resolved, in one line. */
function shown(modules: ModuleResolver, fromFile: string, specifier: string): string {
  const target = modules.resolve(fromFile, specifier);
  if (target.kind === 'file') return target.file;
  if (target.kind === 'package') return `package ${target.name}${target.subpath === '' ? '' : ` at ${target.subpath}`}`;
  return target.kind === 'builtin' ? `builtin ${target.name}` : 'missing';
}

describe('relative specifiers', () => {
  const modules = resolver({
    files: [
      ...['src/a.ts', 'src/view.tsx', 'src/job.mts', 'src/old.cts', 'src/plain.js', 'src/both.ts', 'src/both.js', 'src/users.service.ts'],
      ...['src/db/index.ts', 'src/db/pool.ts', 'src/index.js', 'src/worker.ts', 'src/db.ts', 'index.ts', 'legacy/main.js'],
    ],
  });

  test.each([
    ['./a.js', 'src/a.ts'],
    ['./view.js', 'src/view.tsx'],
    ['./view.jsx', 'src/view.tsx'],
    ['./job.mjs', 'src/job.mts'],
    ['./old.cjs', 'src/old.cts'],
    ['./plain.js', 'src/plain.js'],
    ['./both.js', 'src/both.ts'],
    ['./a', 'src/a.ts'],
    ['./a.ts', 'src/a.ts'],
    ['./users.service', 'src/users.service.ts'],
    ['./db', 'src/db.ts'],
    ['./db/', 'src/db/index.ts'],
    ['./db/index.js', 'src/db/index.ts'],
    ['./db/pool', 'src/db/pool.ts'],
    ['.', 'src/index.js'],
    ['./', 'src/index.js'],
    ['..', 'index.ts'],
    ['../src/./db/../a', 'src/a.ts'],
    ['./worker.js?worker', 'src/worker.ts'],
    ['./data.json', 'missing'],
    ['./gone', 'missing'],
    ['../../outside', 'missing'],
    ['../../src/a.js', 'missing'],
  ])('%s from TypeScript is %s', (specifier, expected) => {
    expect(shown(modules, 'src/main.ts', specifier)).toBe(expected);
  });

  test('JavaScript that stands beside its TypeScript source is itself what JavaScript loads', () => {
    expect(shown(modules, 'src/main.js', './both.js')).toBe('src/both.js');
    expect(shown(modules, 'src/main.js', './a.js')).toBe('src/a.ts');
  });

  test('a folder is entered by the main of its package.json', () => {
    const nested = resolver({ files: ['lib/core/main.ts', 'lib/core/index.ts'], manifests: [{ dir: 'lib/core', main: './dist/main.js' }] });
    expect(shown(nested, 'lib/a.ts', './core')).toBe('lib/core/main.ts');
    const circular = resolver({ files: ['lib/core/index.ts'], manifests: [{ dir: 'lib/core', main: '.' }] });
    expect(shown(circular, 'lib/a.ts', './core')).toBe('lib/core/index.ts');
  });
});

describe('packages and builtins', () => {
  const modules = resolver({ files: ['src/a.ts'] });

  test.each([
    ['axios', 'package axios'],
    ['axios/lib/core', 'package axios at lib/core'],
    ['@aws-sdk/client-s3', 'package @aws-sdk/client-s3'],
    ['@aws-sdk/client-s3/commands', 'package @aws-sdk/client-s3 at commands'],
    ['lodash.memoize', 'package lodash.memoize'],
    ['npm:axios@1.6.0/lib', 'package axios at lib'],
    ['npm:@scope/pkg@^2', 'package @scope/pkg'],
    ['node:http', 'builtin http'],
    ['http', 'builtin http'],
    ['fs/promises', 'builtin fs/promises'],
    ['node:sqlite', 'builtin sqlite'],
    ['sqlite', 'package sqlite'],
    ['punycode/', 'package punycode'],
    ['@/orders', 'missing'],
    ['~/orders', 'missing'],
    ['@scope', 'missing'],
    ['#internal', 'missing'],
    ['/etc/hosts.js', 'missing'],
    ['https://example.com/a.js', 'missing'],
    ['data:text/javascript,1', 'missing'],
    ['', 'missing'],
  ])('%s is %s', (specifier, expected) => {
    expect(shown(modules, 'src/a.ts', specifier)).toBe(expected);
  });
});

describe('tsconfig paths', () => {
  const files = [
    ...['src/orders/client.ts', 'src/config.ts', 'libs/http/src/index.ts', 'apps/b/src/config.ts'],
    ...['types/axios.ts', 'src/ab/x.ts', 'src/a/b/x.ts'],
  ];

  test('patterns, exact names, several targets, and the longest pattern first', () => {
    const modules = resolver({
      files,
      tsconfigs: [
        { dir: '', paths: { '@/*': ['gen/*', 'src/*'], '@lib/http': ['libs/http/src'], '@a/*': ['src/ab/*'], '@a/b/*': ['src/a/b/*'] } },
      ],
    });
    expect(shown(modules, 'src/a.ts', '@/orders/client')).toBe('src/orders/client.ts');
    expect(shown(modules, 'src/a.ts', '@/orders/client.js')).toBe('src/orders/client.ts');
    expect(shown(modules, 'src/a.ts', '@lib/http')).toBe('libs/http/src/index.ts');
    expect(shown(modules, 'src/a.ts', '@a/b/x')).toBe('src/a/b/x.ts');
    expect(shown(modules, 'src/a.ts', '@a/x')).toBe('src/ab/x.ts');
  });

  test('the nearest tsconfig counts, then those above, even above the root', () => {
    const modules = resolver({
      files,
      tsconfigs: [
        { dir: '..', paths: { '@http': ['libs/http/src/index.ts'] } },
        { dir: '', paths: { '@/*': ['src/*'] } },
        { dir: 'apps/b', paths: { '@/*': ['apps/b/src/*'] } },
      ],
    });
    expect(shown(modules, 'apps/b/src/main.ts', '@/config')).toBe('apps/b/src/config.ts');
    expect(shown(modules, 'apps/b/src/main.ts', '@/orders/client')).toBe('src/orders/client.ts');
    expect(shown(modules, 'src/main.ts', '@/config')).toBe('src/config.ts');
    expect(shown(modules, 'src/main.ts', '@http')).toBe('libs/http/src/index.ts');
  });

  test('baseUrl resolves bare names to files and leaves packages alone', () => {
    const modules = resolver({ files, tsconfigs: [{ dir: '', baseUrl: 'src', paths: {} }] });
    expect(shown(modules, 'src/a.ts', 'orders/client')).toBe('src/orders/client.ts');
    expect(shown(modules, 'src/a.ts', 'axios')).toBe('package axios');
  });

  test('where baseUrl is not seen, a bare name is a package only when a manifest asks for it or it is a known one', () => {
    const modules = resolver({ files, manifests: [{ dependencies: { lodash: '^4.0.0' } }], isPackage: (name) => name === 'axios' });
    expect(shown(modules, 'src/a.ts', 'lodash/get')).toBe('package lodash at get');
    expect(shown(modules, 'src/a.ts', 'axios')).toBe('package axios');
    expect(shown(modules, 'src/a.ts', 'utils')).toBe('missing');
  });

  test('an alias that leads nowhere is missing, not a package, unless a manifest asks for it', () => {
    const modules = resolver({
      files,
      manifests: [{ dependencies: { '@app/sdk': '^1.0.0' } }],
      tsconfigs: [{ dir: '', paths: { '@app/*': ['../elsewhere/*'], axios: ['types/axios.d.ts'], '*': ['types/*'] } }],
    });
    expect(shown(modules, 'src/a.ts', '@app/logger')).toBe('missing');
    expect(shown(modules, 'src/a.ts', '@app/sdk')).toBe('package @app/sdk');
    expect(shown(modules, 'src/a.ts', 'pg')).toBe('package pg');
  });
});

test('`@/` and `~/` mean the source folder of the package where no tsconfig says what they mean', () => {
  const modules = resolver({ files: ['src/a.ts', 'apps/b/src/a.ts', 'apps/b/lib/c.ts'], manifests: [{}, { dir: 'apps/b' }] });
  expect(shown(modules, 'src/main.ts', '@/a')).toBe('src/a.ts');
  expect(shown(modules, 'apps/b/src/main.ts', '@/a.js')).toBe('apps/b/src/a.ts');
  expect(shown(modules, 'apps/b/src/main.ts', '~/lib/c')).toBe('apps/b/lib/c.ts');
  expect(shown(modules, 'apps/b/src/main.ts', '@/gone')).toBe('missing');
});

describe('imports of package.json', () => {
  const modules = resolver({
    files: ['src/config.ts', 'src/lib/deep/x.ts', 'src/dev.ts', 'packages/a/config.ts', 'src/node.ts', 'src/browser.ts', 'src/alias.ts'],
    tsconfigs: [{ dir: '', paths: { '#alias/*': ['src/*'] } }],
    manifests: [
      {
        imports: {
          '#config': './dist/config.js',
          '#lib/*.js': './build/lib/*.js',
          '#lib/*': { types: './dist/lib/*.d.ts', default: './dist/lib/*.js' },
          '#dev': { development: './src/dev.ts', default: './dist/bundle.js' },
          '#run': { browser: './src/browser.ts', default: { import: './dist/esm/node.mjs' } },
          '#http': { node: 'undici', default: './x.js' },
          '#fs': 'node:fs',
          '#none': null,
        },
      },
      { dir: 'packages/a', name: 'a', imports: { '#config': './config.ts' } },
    ],
  });

  test.each([
    ['#config', 'src/config.ts'],
    ['#lib/deep/x', 'src/lib/deep/x.ts'],
    ['#lib/deep/x.js', 'src/lib/deep/x.ts'],
    ['#dev', 'src/dev.ts'],
    ['#run', 'src/node.ts'],
    ['#http', 'package undici'],
    ['#fs', 'builtin fs'],
    ['#none', 'missing'],
    ['#unknown', 'missing'],
    ['#alias/alias', 'src/alias.ts'],
  ])('%s is %s', (specifier, expected) => {
    expect(shown(modules, 'src/main.ts', specifier)).toBe(expected);
  });

  test('the nearest package.json counts', () => {
    expect(shown(modules, 'packages/a/src/x.ts', '#config')).toBe('packages/a/config.ts');
    expect(shown(modules, 'packages/a/src/x.ts', '#dev')).toBe('missing');
  });
});

describe('workspace packages', () => {
  const modules = resolver({
    files: [
      ...['packages/http/src/index.ts', 'packages/http/src/retry.ts', 'packages/http/src/deep/x.ts', 'packages/http/src/internal.ts'],
      ...['packages/db/lib/main.ts', 'packages/db/src/index.ts', 'packages/log/index.js', 'packages/log/format.js'],
      ...['packages/types/src/index.ts', 'packages/cond/src/node/entry.ts', 'packages/bare/src/index.ts', 'src/app.ts', 'src/client.ts'],
    ],
    manifests: [
      { name: 'root', exports: { '.': './dist/app.js', './client': './dist/client.js' } },
      {
        dir: 'packages/http',
        name: '@acme/http',
        exports: {
          '.': { import: { types: './dist/index.d.ts', default: './dist/index.mjs' }, require: './dist/index.cjs' },
          './retry': './dist/retry.js',
          './*': './dist/*.js',
        },
      },
      { dir: 'packages/db', name: '@acme/db', main: './lib/main.js' },
      { dir: 'packages/log', name: 'log', main: 'index' },
      { dir: 'packages/types', name: '@acme/types', exports: { types: './src/index.ts', default: './bundle.js' } },
      { dir: 'packages/cond', name: '@acme/cond', exports: [{ node: './dist/node/entry.js' }, './x.js'] },
      { dir: 'packages/bare', name: '@acme/bare' },
      { dir: 'packages/empty', name: '@acme/empty', main: 'dist/gone.js' },
      { dir: '../outside', name: '@acme/outside' },
    ],
  });

  test.each([
    ['@acme/http', 'packages/http/src/index.ts'],
    ['@acme/http/retry', 'packages/http/src/retry.ts'],
    ['@acme/http/deep/x', 'packages/http/src/deep/x.ts'],
    ['@acme/http/src/internal', 'packages/http/src/internal.ts'],
    ['@acme/db', 'packages/db/lib/main.ts'],
    ['log', 'packages/log/index.js'],
    ['log/format', 'packages/log/format.js'],
    ['log/format.js', 'packages/log/format.js'],
    ['@acme/types', 'packages/types/src/index.ts'],
    ['@acme/cond', 'packages/cond/src/node/entry.ts'],
    ['@acme/bare', 'packages/bare/src/index.ts'],
    ['@acme/empty', 'package @acme/empty'],
    ['@acme/http/gone', 'package @acme/http at gone'],
    ['@acme/outside', 'package @acme/outside'],
    ['root', 'src/app.ts'],
    ['root/client', 'src/client.ts'],
  ])('%s is %s', (specifier, expected) => {
    expect(shown(modules, 'src/main.ts', specifier)).toBe(expected);
  });

  test('a package refers to itself by its name', () => {
    expect(shown(modules, 'packages/http/src/deep/x.ts', '@acme/http/retry')).toBe('packages/http/src/retry.ts');
  });
});

test('the same question gives the same object, and folders do not mix', () => {
  const modules = resolver({ files: ['a/x.ts', 'b/x.ts'] });
  expect(modules.resolve('a/1.ts', './x')).toBe(modules.resolve('a/2.ts', './x'));
  expect(shown(modules, 'b/1.ts', './x')).toBe('b/x.ts');
});

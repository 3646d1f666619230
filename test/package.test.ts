import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** What users get from npm. `npm run check-package` installs and runs it; this looks at the list of files and at the manifest. */
const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = readJson('package.json') as {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};
const packed = packedFiles();

interface LockedPackage {
  readonly dev?: boolean;
  readonly peer?: boolean;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

describe('the tarball', () => {
  test('holds what is built, the manifest and the documents, and nothing else', () => {
    const others = packed.filter((path) => !/^dist\/.+\.(?:js|d\.ts)$/.test(path));
    expect(others.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'schema/config.json']);
  });

  test('holds every file that can be imported or run', () => {
    const targets = [...Object.values(manifest.bin), ...runtimeExports().map(([, target]) => target)];
    expect(packed).toEqual(expect.arrayContaining(targets.map((target) => target.replace(/^\.\//, ''))));
  });

  test('is small: no compiler, no source map, no example was bundled', () => {
    // Most of it is the catalog with what is proved of it, and the rules and their words; a compiler alone would be 9 MB.
    expect(packed.reduce((bytes, path) => bytes + statSync(join(root, path)).size, 0)).toBeLessThan(5_000_000);
  });
});

describe('the manifest', () => {
  test.each(runtimeExports())('%s can be imported', async (name) => {
    const entry = (await import(`eslint-plugin-readiness${name.slice(1)}`)) as object;
    expect(Object.keys(entry)).not.toEqual([]);
  });

  test.each(Object.entries(manifest.exports).flatMap(([name, target]) => (typeof target === 'string' ? [] : [[name, target.types] as const])))(
    '%s has declarations of a source file that exists',
    (_name, types) => {
      // Bundles alone are built for tests; the declarations mirror the sources.
      expect(existsSync(join(root, types.replace('./dist/types/', '').replace(/\.d\.ts$/, '.ts')))).toBe(true);
    },
  );

  test.each(Object.entries(manifest.bin))('%s is an executable script', (_name, target) => {
    expect(readFileSync(join(root, target), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(join(root, target)).mode & 0o111).not.toBe(0);
  });

  test('everything that the bundles import is a dependency, a peer or built in', () => {
    const known = new Set([...builtinModules, ...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]);
    const imported = packed.filter((path) => path.endsWith('.js')).flatMap((path) => importsOf(readFileSync(join(root, path), 'utf8')));
    expect(imported).toContain('commander');
    expect(imported.filter((name) => !known.has(name))).toEqual([]);
  });

  test('no package that users get asks for a TypeScript of its own', () => {
    // npm refuses to install such a package beside another TypeScript, even where the peer is optional.
    const { packages } = readJson('package-lock.json') as { readonly packages: Readonly<Record<string, LockedPackage>> };
    const installed = Object.entries(packages).filter(([path, entry]) => path !== '' && !entry.dev && !entry.peer);
    expect(installed.map(([path]) => path)).toContain('node_modules/ts-morph');
    expect(installed.filter(([, entry]) => entry.peerDependencies?.['typescript'] !== undefined).map(([path]) => path)).toEqual([]);
    expect(Object.keys(manifest.peerDependencies)).toEqual(['eslint']);
  });
});

/** Paths from the package's root, as npm would pack them now. */
function packedFiles(): readonly string[] {
  // Without the build before: it would replace what other tests run.
  const text = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel', 'error'], { cwd: root, encoding: 'utf8', timeout: 60_000 });
  const [tarball] = JSON.parse(text) as readonly { readonly files: readonly { readonly path: string }[] }[];
  return (tarball?.files ?? []).map(({ path }) => path);
}

/** Exports that are code, by name. */
function runtimeExports(): readonly (readonly [name: string, target: string])[] {
  return Object.entries(manifest.exports).flatMap(([name, target]) => (typeof target === 'string' ? [] : [[name, target.default] as const]));
}

/** Names of the packages and built-in modules that a bundle imports, without subpaths. */
function importsOf(code: string): readonly string[] {
  const specifiers = [...code.matchAll(/\b(?:import|from) ?"([^."][^"\\]*)";|\bimport\("([^."][^"]*)"\)/gm)].map((match) => match[1] ?? match[2] ?? '');
  return specifiers.map((name) => name.replace(/^node:/, '')).map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as unknown;
}

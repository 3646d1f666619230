import { builtinModules } from 'node:module';
import type { Manifest } from '../artifacts/package-json.js';
import type { TsconfigPaths } from '../artifacts/tsconfig.js';
import { folderOf, foldersOf } from '../files/posix-path.js';
import { conditionTargets, subpathTargets } from './package-targets.js';
import { createFileFinder, joinPosix, type FileFinder } from './source-files.js';

/** What a module specifier leads to. */
export type ModuleTarget =
  /** A file of the project. */
  | { readonly kind: 'file'; readonly file: string }
  /** A package from elsewhere; `subpath` is what follows its name, without the slash. */
  | { readonly kind: 'package'; readonly name: string; readonly subpath: string }
  /** A module of Node.js, without `node:`. */
  | { readonly kind: 'builtin'; readonly name: string }
  /** Nothing that is known: a file outside the scanned root, data, an address, a mistake. */
  | { readonly kind: 'missing' };

export interface ModuleResolver {
  /** What `specifier` means in the file `fromFile`, a posix path relative to the root. */
  resolve(fromFile: string, specifier: string): ModuleTarget;
  /** Whether the package that a file belongs to asks for another one. */
  asksFor(fromFile: string, packageName: string): boolean;
  /** The folder of the package that a file belongs to. */
  folderOf(fromFile: string): string;
  /** Whether what is imported is of a package of the same repository, by the manifests around a file, that is not among the files: `workspace:*`, `link:`, `file:`, or `*` under the scope of the package that asks. */
  isUnseenOwn(fromFile: string, specifier: string): boolean;
}

export interface ResolverInput {
  /** Posix paths, relative to the root. */
  readonly files: ReadonlySet<string>;
  readonly manifests: readonly Manifest[];
  readonly tsconfigs: readonly TsconfigPaths[];
  /** Whether a bare name that no manifest asks for is that of a package all the same. Where `baseUrl` is not seen, it may lead to a file. Default: it is. */
  readonly isPackage?: (name: string) => boolean;
}

interface Project extends ResolverInput {
  readonly find: FileFinder;
  /** The manifests of workspace packages below the root, by name. */
  readonly packages: ReadonlyMap<string, Manifest>;
  readonly manifestsAround: (fromFile: string) => readonly Manifest[];
  readonly tsconfigsAround: (fromFile: string) => readonly TsconfigPaths[];
}

/**
 * Resolves module specifiers to source: where a manifest names a built file, the source it is built from is meant. Reads
 * nothing from the disk. Answers are kept by folder, as all files of a folder see the same.
 */
export function createResolver(input: ResolverInput): ModuleResolver {
  const inside = input.manifests.filter(({ dir }) => !isAbove(dir));
  const project: Project = {
    ...input,
    packages: new Map(inside.flatMap((manifest) => (manifest.name === undefined ? [] : [[manifest.name, manifest] as const]))),
    find: createFileFinder(input.files, inside),
    manifestsAround: createSurroundings(input.manifests),
    tsconfigsAround: createSurroundings(input.tsconfigs),
  };
  const linked = new Set(input.manifests.flatMap((manifest) => Object.keys(manifest.dependencies).filter((name) => isLinked(manifest, name))));
  const known = new Map<string, ModuleTarget>();
  return {
    resolve(fromFile, specifier) {
      const key = `${folderOf(fromFile)}\0${isTypeScript(fromFile)}\0${specifier}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const target = resolve(project, fromFile, specifier);
      known.set(key, target);
      return target;
    },
    folderOf(fromFile) {
      return project.manifestsAround(fromFile)[0]?.dir ?? '';
    },
    asksFor(fromFile, packageName) {
      return project.manifestsAround(fromFile)[0]?.dependencies[packageName] !== undefined;
    },
    isUnseenOwn(fromFile, specifier) {
      const name = packageNameOf(specifier)?.name ?? specifier;
      if (!linked.has(name) || project.packages.has(name)) return false;
      return project.manifestsAround(fromFile).some((manifest) => isLinked(manifest, name));
    },
  };
}

/** `workspace:*`, `link:../queue`: a package that stands beside the one that asks for it. `@shop/api` that asks for any `@shop/db` means that of its own repository. */
function isLinked({ name: own, dependencies }: Manifest, name: string): boolean {
  const range = dependencies[name] ?? '';
  return /^(?:workspace|link|file|portal):/.test(range) || (range === '*' && name.startsWith('@') && scopeOf(name) === scopeOf(own ?? ''));
}

function scopeOf(name: string): string {
  return name.split('/')[0] ?? '';
}

const missing: ModuleTarget = { kind: 'missing' };
const builtins = new Set(builtinModules);

function resolve(project: Project, fromFile: string, specifier: string): ModuleTarget {
  const builtin = builtinOf(specifier);
  if (builtin !== undefined) return builtin;
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) return fileOrMissing(relativeFile(project, fromFile, specifier));
  if (specifier.startsWith('npm:')) return external(specifier.slice('npm:'.length).replace(/(?<=.)@[^/]*/, ''));
  if (/^(?:cloudflare|bun|astro):[\w-]+$/.test(specifier)) return { kind: 'package', name: specifier, subpath: '' };
  if (/^(?:[a-z][\w+.-]*:|\/)/i.test(specifier)) return missing;
  const aliased = fromTsconfig(project, fromFile, specifier);
  if (aliased !== undefined) return { kind: 'file', file: aliased };
  if (specifier.startsWith('#')) return fromImports(project, fromFile, specifier);
  if (/^[@~]\//.test(specifier)) return fileOrMissing(usualAlias(project, fromFile, specifier.slice('@/'.length)));
  return isAlias(project, fromFile, specifier) ? missing : fromPackages(project, specifier);
}

/** `@/` and `~/` name no package. Where no tsconfig says what they mean, a bundler or the runtime does, and means the source folder. */
function usualAlias(project: Project, fromFile: string, path: string): string | undefined {
  const dir = project.manifestsAround(fromFile)[0]?.dir ?? '';
  for (const candidate of [joinPosix(dir, `src/${path}`), joinPosix(dir, path)]) {
    const file = candidate === undefined ? undefined : project.find.module(candidate, isTypeScript(fromFile));
    if (file !== undefined) return file;
  }
  return undefined;
}

/** Some modules, such as `node:sqlite`, exist only under their prefix. */
function builtinOf(specifier: string): ModuleTarget | undefined {
  if (specifier.startsWith('node:')) return { kind: 'builtin', name: specifier.slice('node:'.length) };
  return builtins.has(specifier) ? { kind: 'builtin', name: specifier } : undefined;
}

function fileOrMissing(file: string | undefined): ModuleTarget {
  return file === undefined ? missing : { kind: 'file', file };
}

function relativeFile({ find }: Project, fromFile: string, specifier: string): string | undefined {
  // Bundlers append what they should do with the file: `./worker.js?worker`.
  const path = joinPosix(folderOf(fromFile), specifier.replace(/\?.*$/, ''));
  if (path === undefined) return undefined;
  const wantsFolder = /(?:^|\/)\.{0,2}$/.test(specifier);
  return wantsFolder ? find.folder(path, isTypeScript(fromFile)) : find.module(path, isTypeScript(fromFile));
}

/** `paths` and `baseUrl` of the nearest tsconfig.json that leads to a file. */
function fromTsconfig(project: Project, fromFile: string, specifier: string): string | undefined {
  for (const { paths, baseUrl } of project.tsconfigsAround(fromFile)) {
    const pattern = bestPattern(Object.keys(paths), specifier);
    const part = pattern === undefined ? '' : matched(pattern, specifier);
    const targets = pattern === undefined ? [] : (paths[pattern] ?? []);
    const base = baseUrl === undefined ? undefined : joinPosix(baseUrl, specifier);
    for (const path of [...targets.map((target) => target.replace('*', () => part)), base]) {
      const file = path === undefined ? undefined : project.find.module(path, true);
      if (file !== undefined) return file;
    }
  }
  return undefined;
}

/** A name that a pattern of `paths` covers is no package, wherever it leads, unless a manifest asks for a package of that name. */
function isAlias(project: Project, fromFile: string, specifier: string): boolean {
  const patterns = project.tsconfigsAround(fromFile).flatMap(({ paths }) => Object.keys(paths));
  const covers = (pattern: string): boolean => pattern !== '*' && (pattern === specifier || isMatch(pattern, specifier));
  return patterns.some(covers) && !isDependency(project, specifier);
}

function isDependency({ manifests, packages }: Project, specifier: string): boolean {
  const name = packageNameOf(specifier)?.name;
  return name !== undefined && (packages.has(name) || manifests.some(({ dependencies }) => dependencies[name] !== undefined));
}

/** `#name`: the `imports` of the nearest package.json. https://nodejs.org/api/packages.html#subpath-imports */
function fromImports(project: Project, fromFile: string, specifier: string): ModuleTarget {
  const manifest = project.manifestsAround(fromFile)[0];
  if (manifest === undefined) return missing;
  for (const target of subpathTargets(manifest.imports, specifier)) {
    if (!target.startsWith('.')) return builtinOf(target) ?? fromPackages(project, target);
    const file = project.find.built(manifest.dir, target);
    if (file !== undefined) return { kind: 'file', file };
  }
  return missing;
}

function fromPackages(project: Project, specifier: string): ModuleTarget {
  const wanted = packageNameOf(specifier);
  if (wanted === undefined) return missing;
  const manifest = project.packages.get(wanted.name);
  const file = manifest === undefined ? undefined : workspaceFile(project, manifest, wanted.subpath);
  if (file !== undefined) return { kind: 'file', file };
  return (project.isPackage?.(wanted.name) ?? true) || isDependency(project, specifier) ? { kind: 'package', ...wanted } : missing;
}

/** The source behind a name of a workspace package: what `exports` or the entry fields say, else where source usually stands. */
function workspaceFile({ find }: Project, manifest: Manifest, subpath: string): string | undefined {
  const { exports } = manifest;
  const exported = isSubpathMap(exports) ? subpathTargets(exports, subpath === '' ? '.' : `./${subpath}`) : [];
  const whole = subpath === '' && !isSubpathMap(exports) ? conditionTargets(exports) : [];
  const fields = subpath === '' ? [manifest.source, manifest.module, manifest.main, manifest.types] : [];
  const usual = subpath === '' ? ['src/index', 'index', 'src/main', 'lib/index'] : [subpath, `src/${subpath}`, `lib/${subpath}`];
  for (const target of [...exported, ...whole, ...fields, ...usual]) {
    const file = target === undefined ? undefined : find.built(manifest.dir, target);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** `exports` maps subpaths when its keys start with a dot, else conditions. */
function isSubpathMap(exports: unknown): boolean {
  return typeof exports === 'object' && exports !== null && Object.keys(exports).some((key) => key.startsWith('.'));
}

function external(specifier: string): ModuleTarget {
  const wanted = packageNameOf(specifier);
  return wanted === undefined ? missing : { kind: 'package', ...wanted };
}

/** Splits `@scope/name/sub/path`; undefined for what no package can be called, such as `@/orders` and `~/orders`. */
export function packageNameOf(specifier: string): { readonly name: string; readonly subpath: string } | undefined {
  const found = /^((?:@[\w.~-]+\/)?[A-Za-z0-9_][\w.~-]*)(?:\/(.*))?$/.exec(specifier);
  return found?.[1] === undefined ? undefined : { name: found[1], subpath: (found[2] ?? '').replace(/\/$/, '') };
}

/** Finds those items whose folder holds a file, nearest first; several of one folder stay in their order. */
function createSurroundings<T extends { readonly dir: string }>(items: readonly T[]): (fromFile: string) => readonly T[] {
  const byFolder = new Map<string, T[]>();
  for (const item of items) byFolder.set(item.dir, [...(byFolder.get(item.dir) ?? []), item]);
  const above = items.filter(({ dir }) => isAbove(dir)).sort((left, right) => left.dir.length - right.dir.length);
  const known = new Map<string, readonly T[]>();
  return (fromFile) => {
    const folder = folderOf(fromFile);
    const around = known.get(folder) ?? [...foldersOf(fromFile).flatMap((at) => byFolder.get(at) ?? []), ...above];
    known.set(folder, around);
    return around;
  };
}

/** Whether a folder lies above the scanned root, or beside it. */
function isAbove(dir: string): boolean {
  return dir === '..' || dir.startsWith('../');
}

/** An exact pattern, else the one with the longest text before its `*`, as TypeScript chooses. */
function bestPattern(patterns: readonly string[], specifier: string): string | undefined {
  if (patterns.includes(specifier)) return specifier;
  const matching = patterns.filter((pattern) => isMatch(pattern, specifier));
  return matching.sort((left, right) => right.indexOf('*') - left.indexOf('*'))[0];
}

function isMatch(pattern: string, specifier: string): boolean {
  const [before, after] = pattern.split('*');
  if (before === undefined || after === undefined) return false;
  return specifier.length >= before.length + after.length && specifier.startsWith(before) && specifier.endsWith(after);
}

function matched(pattern: string, specifier: string): string {
  const [before = '', after = ''] = pattern.split('*');
  return pattern.includes('*') ? specifier.slice(before.length, specifier.length - after.length) : '';
}

function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file);
}

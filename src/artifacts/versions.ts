import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isInside, posixPath } from '../files/posix-path.js';
import { foldersUpward, isBoundary } from '../files/repository.js';
import type { Problem } from '../model/report.js';
import { isRecord } from './json-text.js';
import { readJsonFile } from './json-file.js';
import { readLockfile, type Lockfile, type LockfileResult } from './lockfile.js';
import { nodeVersion } from './node-version.js';
import { once } from './once.js';
import { readManifest, type Manifest } from './package-json.js';
import { lowestVersion, resolveCatalog } from './range.js';

export interface KnownVersion {
  /** Exact when it comes from a lockfile or from node_modules; else the lowest version that the range allows. */
  readonly version: string;
  /** As package.json says it. */
  readonly range?: string;
  readonly from: 'lockfile' | 'node_modules' | 'range';
}

export interface VersionSource {
  /**
   * The version of a package as `file` gets it: from the lockfile, else from node_modules, else from the range of the nearest
   * package.json that asks for it. `node` is Node.js itself.
   */
  of(file: string, pkg: string): KnownVersion | undefined;
}

export interface ProjectVersions extends VersionSource {
  /** Lockfiles that could not be read. Reads all those that the manifests need. */
  problems(): readonly Problem[];
}

export interface VersionInput {
  readonly root: string;
  readonly manifests: readonly Manifest[];
}

/** Where manifests and lockfiles come from. Every folder is absolute. */
interface Sources {
  readonly manifestIn: (folder: string) => Manifest | undefined;
  readonly lockfileIn: (folder: string) => Lockfile | undefined;
  readonly installedIn: (folder: string) => InstalledIn | undefined;
}

/** The version of a package that is installed in a folder. */
type InstalledIn = (pkg: string) => string | undefined;

/**
 * The versions of a scanned project: `root` is absolute, files are posix paths below it. Nothing is read before it is asked for,
 * and nothing twice.
 */
export function createVersions({ root, manifests }: VersionInput): ProjectVersions {
  const byFolder = new Map(manifests.map((manifest) => [resolve(root, manifest.dir), manifest]));
  const problems = new Map<string, Problem>();
  const manifestIn = (folder: string): Manifest | undefined => byFolder.get(folder);
  const lockfileIn = memoised((folder: string) => {
    const read = readLockfile(folder, manifestIn(folder)?.packageManager);
    if (read.is === 'unreadable') problems.set(folder, lockfileProblem(posixPath(root, join(folder, read.name)), read));
    return read.is === 'present' ? read.lockfile : undefined;
  });
  const installedIn = memoised(modulesIn);
  const isEnd = memoised(isBoundary);
  const folderAt = memoised((folder: string) => createFolderVersions(foldersUpward(folder, root, isEnd), { manifestIn, lockfileIn, installedIn }));
  return {
    of: (file, pkg) => folderAt(dirname(join(root, file))).of(pkg),
    problems() {
      for (const folder of byFolder.keys()) folderAt(folder).readLockfiles();
      return [...problems.values()];
    },
  };
}

function lockfileProblem(file: string, { message, help, line }: Extract<LockfileResult, { is: 'unreadable' }>): Problem {
  return { kind: 'config', severity: 'warning', message, help, file, ...(line === undefined ? {} : { line }) };
}

/**
 * The versions around one file on the disk, for hosts that see a file at a time. Synchronous; what was read is kept for the life
 * of the process, per folder. Files passed to `of` are absolute paths.
 */
export function versionsNear(absoluteFile: string): VersionSource {
  const own = folderOnDisk(dirname(absoluteFile));
  return { of: (file, pkg) => (file === absoluteFile ? own : folderOnDisk(dirname(file))).of(pkg) };
}

/** The manifest of the package to which one file on the disk belongs, as if the package were the root. Kept as {@link versionsNear} keeps it. */
export function manifestNear(absoluteFile: string): Manifest | undefined {
  return manifestAbove(dirname(absoluteFile));
}

const diskManifest = memoised((folder: string) => {
  const read = readManifest(folder, '');
  return read.is === 'present' ? read.manifest : undefined;
});

const manifestAbove = memoised((folder: string) => foldersUpward(folder).map(diskManifest).find((manifest) => manifest !== undefined));

const diskLockfile = memoised((folder: string) => {
  const read = readLockfile(folder, diskManifest(folder)?.packageManager);
  return read.is === 'present' ? read.lockfile : undefined;
});

const disk: Sources = { manifestIn: diskManifest, lockfileIn: diskLockfile, installedIn: memoised(modulesIn) };
const folderOnDisk = memoised((folder: string) => createFolderVersions(foldersUpward(folder), disk));

interface FolderVersions {
  of(pkg: string): KnownVersion | undefined;
  readLockfiles(): void;
}

/** What the files of the first of `folders` see, which are the folders around it, nearest first. */
function createFolderVersions(folders: readonly string[], { manifestIn, lockfileIn, installedIn }: Sources): FolderVersions {
  const manifests = folders.flatMap((folder) => withFolder(folder, manifestIn(folder)));
  const lockfile = once(() => nearest(folders, lockfileIn));

  const wanted = (pkg: string): { readonly range: string; readonly resolved: string | undefined } | undefined => {
    const range = manifests.find(({ found }) => found.dependencies[pkg] !== undefined)?.found.dependencies[pkg];
    if (range === undefined) return undefined;
    const catalogs = manifests.find(({ found }) => Object.keys(found.catalogs).length > 0)?.found.catalogs ?? {};
    return { range, resolved: resolveCatalog(range, pkg, catalogs) };
  };

  const locked = (pkg: string, range: string | undefined): string | undefined => {
    const at = lockfile();
    if (at === undefined) return undefined;
    const importer = manifests.find(({ found }) => isPackage(found))?.folder ?? at.folder;
    if (!isInside(at.folder, importer)) return undefined;
    return at.found.version({ importer: posixPath(at.folder, importer), pkg, range });
  };

  const find = (pkg: string): KnownVersion | undefined => {
    if (pkg === 'node') return nodeVersion(manifests, folders, of('@types/node'));
    const asked = wanted(pkg);
    const range = asked === undefined ? {} : { range: asked.range };
    const exact = locked(pkg, asked?.resolved);
    if (exact !== undefined) return { version: exact, ...range, from: 'lockfile' };
    const installed = installedVersion(folders, pkg, installedIn);
    if (installed !== undefined) return { version: installed, ...range, from: 'node_modules' };
    const lowest = asked?.resolved === undefined ? undefined : lowestVersion(asked.resolved);
    return lowest === undefined ? undefined : { version: lowest, ...range, from: 'range' };
  };
  const of = memoised(find);
  return { of, readLockfiles: () => void lockfile() };
}

interface Found<T> {
  readonly folder: string;
  readonly found: T;
}

function withFolder<T>(folder: string, found: T | undefined): readonly Found<T>[] {
  return found === undefined ? [] : [{ folder, found }];
}

/** A package.json that holds only `type` steers Node's loader and asks for nothing: no lockfile knows it. */
function isPackage(manifest: Manifest): boolean {
  return manifest.name !== undefined || Object.keys(manifest.dependencies).length > 0;
}

/** The lockfile nearest to a package; one further up is not read. */
function nearest(folders: readonly string[], lockfileIn: Sources['lockfileIn']): Found<Lockfile> | undefined {
  for (const folder of folders) {
    const found = lockfileIn(folder);
    if (found !== undefined) return { folder, found };
  }
  return undefined;
}

function installedVersion(folders: readonly string[], pkg: string, installedIn: Sources['installedIn']): string | undefined {
  for (const folder of folders) {
    const version = installedIn(folder)?.(pkg);
    if (version !== undefined) return version;
  }
  return undefined;
}

/** Most folders have no node_modules, and all those below one that has ask for the same packages: each is looked up once. */
function modulesIn(folder: string): InstalledIn | undefined {
  const modules = join(folder, 'node_modules');
  if (!existsSync(modules)) return undefined;
  return memoised((pkg: string) => {
    const json = readJsonFile(join(modules, pkg, 'package.json'));
    return isRecord(json) && typeof json['version'] === 'string' ? json['version'] : undefined;
  });
}

function memoised<T>(read: (key: string) => T): (key: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before.value;
    const value = read(key);
    known.set(key, { value });
    return value;
  };
}

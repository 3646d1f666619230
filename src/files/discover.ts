import { existsSync, type Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Problem } from '../model/report.js';
import { UsageError } from '../model/usage-error.js';
import { ignoreRulesAt, isIgnored, withGitignoreOf, type IgnoreRules, type PathPatterns } from './ignore-rules.js';
import { byCodeUnits, foldersOf, isInside, posixPath } from './posix-path.js';
import { errorCode, readFailure } from './read-failure.js';
import { foldersUpward } from './repository.js';
import { isFileInScope, isFolderInScope, isSourceName, roleBelow, type Role } from './scope.js';
import { isVendoredFolder, vendoredProblem } from './vendored.js';

export interface SourceFile {
  /** Posix, relative to the root. */
  readonly path: string;
  readonly absolute: string;
  /** `script` for what people run by hand: `scripts/`, and `bin/` or `tools/` at the top of a package. `vendored` for what brings an open licence of its own. */
  readonly role: Role;
}

export interface Discovery {
  /** Absolute, without symbolic links. */
  readonly root: string;
  /** Sorted by path. */
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  /** One file was asked for: the rest of its project is there, and not looked at. */
  readonly partial?: true;
}

export interface DiscoverOptions {
  /** What the configuration says about paths. */
  readonly patterns?: readonly PathPatterns[];
}

/** Lists a folder; rejects with the error of `node:fs`. */
export type ListFolder = (absolute: string) => Promise<readonly Dirent[]>;

const listFolder: ListFolder = (absolute) => readdir(absolute, { withFileTypes: true });

/**
 * Finds the source files below `root` that can run in production: no declarations, no minified or generated code, nothing
 * that git ignores, and neither tests, stories, benchmarks, migrations, fixtures nor build configuration. Only names below
 * the root count, so that a root that itself lies in `fixtures/` is scanned. A root that is a file is scanned alone, whatever
 * its name says, with the nearest folder that holds a package.json as the project's root.
 *
 * Symbolic links to folders are never followed: what they lead to inside the root is found under its own path.
 * Throws a `UsageError` when the root does not exist or is neither a folder nor a source file.
 */
export async function discover(root: string, options: DiscoverOptions = {}, list: ListFolder = listFolder): Promise<Discovery> {
  const real = await realRoot(root);
  const stats = await stat(real);
  if (stats.isFile()) return singleFile(real, root);
  if (!stats.isDirectory()) throw new UsageError(`"${root}" is neither a folder nor a file.`);

  const walk: Walk = { root: real, list, files: [], problems: [] };
  const rules = ignoreRulesAt(real, options.patterns ?? []);
  const inPackage = liesInPackage(real);
  await visit(walk, { absolute: real, rules, role: 'service', isProjectRoot: !inPackage, inPackage });
  const vendored = vendoredProblem(walk.files);
  return {
    root: real,
    files: walk.files.sort((left, right) => byCodeUnits(left.path, right.path)),
    problems: [...walk.problems, ...vendored].sort((left, right) => byCodeUnits(left.file ?? '', right.file ?? '')),
  };
}

interface Walk {
  readonly root: string;
  readonly list: ListFolder;
  readonly files: SourceFile[];
  readonly problems: Problem[];
}

interface Folder {
  readonly absolute: string;
  readonly rules: IgnoreRules;
  readonly role: Role;
  /** Counts as the top of a package even without a package.json. */
  readonly isProjectRoot?: boolean;
  /** A package.json stands above it. */
  readonly inPackage: boolean;
}

async function realRoot(root: string): Promise<string> {
  try {
    return await realpath(resolve(root));
  } catch (error) {
    const { message, help } = readFailure(error);
    if (errorCode(error) !== 'ENOENT') throw new UsageError(`"${root}" ${message}.`, help);
    throw new UsageError(`There is no file or folder "${root}".`, 'Check the path; it is relative to the current folder.');
  }
}

function singleFile(absolute: string, asked: string): Discovery {
  if (!isSourceName(basename(absolute))) {
    const help = 'Name a folder, or a file that ends in .ts, .tsx, .mts, .cts, .js, .jsx, .mjs or .cjs.';
    throw new UsageError(`"${asked}" is not TypeScript or JavaScript source.`, help);
  }
  const root = packageFolder(dirname(absolute)) ?? dirname(absolute);
  const path = posixPath(root, absolute);
  const folders = foldersOf(path).filter((folder) => folder !== '');
  const role = folders.reduceRight<Role>((around, folder) => roleBelow(basename(folder), around, !folder.includes('/')), 'service');
  return { root, files: [{ path, absolute, role }], problems: [], partial: true };
}

/** Without a manifest anywhere, the scanned folder is the package's top. */
function liesInPackage(folder: string): boolean {
  return packageFolder(folder) !== undefined;
}

function packageFolder(folder: string): string | undefined {
  return foldersUpward(folder).find((candidate) => existsSync(join(candidate, 'package.json')));
}

async function visit(walk: Walk, folder: Folder): Promise<void> {
  const entries = await entriesOf(walk, folder.absolute);
  const names = new Set(entries.map((entry) => entry.name));
  const atPackageRoot = folder.isProjectRoot === true || names.has('package.json');
  const inPackage = folder.inPackage || names.has('package.json');
  const role = folder.absolute !== walk.root && folder.inPackage && isVendoredFolder(folder.absolute, names) ? 'vendored' : folder.role;
  const rules = names.has('.gitignore') ? withGitignoreOf(folder.absolute, folder.rules) : folder.rules;
  await Promise.all(
    entries.map(async (entry) => {
      const absolute = join(folder.absolute, entry.name);
      if (entry.isDirectory()) {
        if (!isFolderInScope(entry.name, atPackageRoot) || isIgnored(rules, absolute, true)) return;
        await visit(walk, { absolute, rules, role: roleBelow(entry.name, role, atPackageRoot), inPackage });
      } else if (entry.isSymbolicLink()) {
        await visitLink(walk, { absolute, name: entry.name, rules, role, atPackageRoot });
      } else if (isFileInScope(entry.name, atPackageRoot) && !isIgnored(rules, absolute, false)) {
        walk.files.push({ path: posixPath(walk.root, absolute), absolute, role });
      }
    }),
  );
}

async function entriesOf(walk: Walk, absolute: string): Promise<readonly Dirent[]> {
  try {
    return await walk.list(absolute);
  } catch (error) {
    const failure = readFailure(error);
    walk.problems.push({ kind: 'unreadable', severity: 'error', ...failure, file: posixPath(walk.root, absolute) || '.' });
    return [];
  }
}

interface Link {
  readonly absolute: string;
  readonly name: string;
  readonly rules: IgnoreRules;
  readonly role: Role;
  readonly atPackageRoot: boolean;
}

/** A link to a file outside the root is part of the project; one that stays inside would show the same file twice. */
async function visitLink(walk: Walk, link: Link): Promise<void> {
  const mayBeSource = isFileInScope(link.name, link.atPackageRoot) && !isIgnored(link.rules, link.absolute, false);
  const mayBeFolder = isFolderInScope(link.name, link.atPackageRoot) && !isIgnored(link.rules, link.absolute, true);
  if (!mayBeSource && !mayBeFolder) return;
  const file = posixPath(walk.root, link.absolute);
  try {
    const target = await realpath(link.absolute);
    if (isInside(walk.root, target)) return;
    const stats = await stat(target);
    if (stats.isDirectory() && mayBeFolder) walk.problems.push({ ...outsideLink, file });
    else if (stats.isFile() && mayBeSource) walk.files.push({ path: file, absolute: link.absolute, role: link.role });
  } catch (error) {
    // A link that leads nowhere cannot be loaded by the service either, hence no error.
    if (mayBeSource) walk.problems.push({ kind: 'unreadable', severity: 'warning', ...readFailure(error), file });
  }
}

const outsideLink: Problem = {
  kind: 'skipped',
  severity: 'warning',
  message: 'is a symbolic link to a folder outside the scanned path: not analysed',
  help: 'Scan a folder that contains both, or add the link to `exclude` in readiness.config.',
};

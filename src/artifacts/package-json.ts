import { join } from 'node:path';
import { byCodeUnits, foldersOf, posixPath } from '../files/posix-path.js';
import { errorCode, readFailure } from '../files/read-failure.js';
import { readWhole } from '../files/read-whole.js';
import { foldersUpward } from '../files/repository.js';
import type { Problem } from '../model/report.js';
import { isNestedDeeper, isRecord, parseJson, withoutPrototype } from './json-text.js';
import { readWorkspaceFiles, type Catalogs } from './workspace-files.js';

/** A package.json, as far as the scan needs it. */
export interface Manifest {
  /** Posix, relative to the scanned root; `''` for the root itself, `..` and further for folders above. */
  readonly dir: string;
  readonly name?: string;
  readonly type: 'module' | 'commonjs';
  /** Package to range. Those of the runtime win over optional, peer and development dependencies. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly imports?: unknown;
  readonly exports?: unknown;
  readonly main?: string;
  readonly module?: string;
  readonly source?: string;
  readonly types?: string;
  /** Globs of the workspace's packages, those of pnpm-workspace.yaml included. */
  readonly workspaces: readonly string[];
  /** Ranges that several packages share under `catalog:`, by catalog and package. */
  readonly catalogs: Catalogs;
  readonly engines?: Readonly<Record<string, string>>;
  /** Versions that Volta pins, by tool. */
  readonly volta?: Readonly<Record<string, string>>;
  /** `pnpm@9.1.0`: which package manager, and so which lockfile, counts. */
  readonly packageManager?: string;
}

export interface Manifests {
  /** Sorted by `dir`. */
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
}

export type ManifestResult =
  | { readonly is: 'present'; readonly manifest: Manifest }
  | { readonly is: 'absent' }
  | { readonly is: 'unreadable'; readonly problem: Problem };

/**
 * Reads every package.json that says something about `files` (posix paths below the absolute folder `root`): in their folders
 * and those around them, and above the root up to where the repository or the workspace ends. A manifest that is broken is a
 * problem, and so is a project without any. Never rejects.
 */
export function readManifests(root: string, files: readonly { readonly path: string }[]): Promise<Manifests> {
  const below = new Set(files.flatMap(({ path }) => foldersOf(path)));
  const folders = [...new Set([...foldersUpward(root), ...[...below].map((folder) => join(root, folder))])];
  const results = folders.map((folder) => readManifest(folder, posixPath(root, folder)));
  const manifests = results.flatMap((result) => (result.is === 'present' ? [result.manifest] : []));
  const problems = results.flatMap((result) => (result.is === 'unreadable' ? [result.problem] : []));
  return Promise.resolve({
    manifests: manifests.sort((left, right) => byCodeUnits(left.dir, right.dir)),
    problems: manifests.length + problems.length === 0 ? [noManifest] : problems,
  });
}

const noManifest: Problem = {
  kind: 'config',
  severity: 'warning',
  message: 'There is no package.json: the versions of the libraries are unknown, so their defaults are, too.',
  help: 'Scan the folder that holds the package.json, or a folder below it.',
};

/** Levels. What is deeper is none that npm writes, and whoever follows it by recursion runs out of stack. */
const deepest = 100;

/** Reads the package.json of the absolute `folder`; `dir` is how the manifest and its problem name that folder. */
export function readManifest(folder: string, dir: string): ManifestResult {
  const file = dir === '' ? 'package.json' : `${dir}/package.json`;
  let text: string;
  try {
    text = readWhole(join(folder, 'package.json'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { is: 'absent' };
    return { is: 'unreadable', problem: { kind: 'config', severity: 'error', ...readFailure(error), file } };
  }
  return manifestOf(text, folder, dir);
}

/** The manifest that a text would be as the package.json of a folder, which is named as {@link readManifest} names it. */
export function manifestOf(text: string, folder: string, dir: string): Exclude<ManifestResult, { readonly is: 'absent' }> {
  const file = dir === '' ? 'package.json' : `${dir}/package.json`;
  const parsed = parseJson(text);
  if (!parsed.ok) return broken(file, parsed.message, parsed.line);
  if (!isRecord(parsed.value)) return broken(file, 'does not hold an object', 1);
  if (isNestedDeeper(parsed.value, deepest)) return broken(file, 'is nested too deeply', 1);
  return { is: 'present', manifest: toManifest(folder, dir, parsed.value) };
}

function broken(file: string, message: string, line: number): Extract<ManifestResult, { readonly is: 'unreadable' }> {
  const help = 'Mend it: without it the dependencies and their versions are unknown.';
  return { is: 'unreadable', problem: { kind: 'config', severity: 'error', message, help, file, line } };
}

function toManifest(folder: string, dir: string, json: Readonly<Record<string, unknown>>): Manifest {
  const { packages, catalogs } = readWorkspaceFiles(folder, json);
  return {
    dir,
    type: json['type'] === 'module' ? 'module' : 'commonjs',
    dependencies: withoutPrototype({
      ...texts(json['devDependencies']),
      ...texts(json['peerDependencies']),
      ...texts(json['optionalDependencies']),
      ...texts(json['dependencies']),
    }),
    workspaces: packages,
    catalogs,
    ...textFields(json),
    ...(json['imports'] === undefined ? {} : { imports: json['imports'] }),
    ...(json['exports'] === undefined ? {} : { exports: json['exports'] }),
    ...(isRecord(json['engines']) ? { engines: texts(json['engines']) } : {}),
    ...(isRecord(json['volta']) ? { volta: texts(json['volta']) } : {}),
  };
}

type TextFields = Pick<Manifest, 'name' | 'main' | 'module' | 'source' | 'types' | 'packageManager'>;

function textFields(json: Readonly<Record<string, unknown>>): TextFields {
  const names = ['name', 'main', 'module', 'source', 'packageManager'] as const;
  const types = json['types'] ?? json['typings'];
  return {
    ...Object.fromEntries(names.flatMap((name) => (typeof json[name] === 'string' ? [[name, json[name]]] : []))),
    ...(typeof types === 'string' ? { types } : {}),
  };
}

/** Those entries of an object whose values are strings. */
function texts(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])));
}

import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import pMap from 'p-map';
import type { Problem } from '../model/report.js';
import { contentKind, isArtifactFolder, isArtifactName, isPageName } from './artifact-names.js';
import { ignoreRulesAt, isIgnored, withGitignoreOf, type IgnoreRules, type PathPatterns } from './ignore-rules.js';
import { byCodeUnits, isInside, posixPath } from './posix-path.js';
import { readFailure } from './read-failure.js';
import { filesAtOnce } from './read-text.js';
import { gitRootOf } from './repository.js';

/** Why a file could not be read as text. */
export type UnreadableReason = 'too large' | 'binary' | 'not a file' | 'cannot be read';

/** A file that may say how the service is built, run, watched or deployed. */
export type ArtifactText =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly reason: UnreadableReason; readonly message: string };

export interface ArtifactTexts {
  /** Sorted by path. */
  readonly files: readonly ArtifactText[];
  /** Folders by what tools keep there, as posix paths with the names of the files in them: migrations. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
  /** A file that a browser shows, or that becomes one when it is built, lies somewhere below the root. */
  readonly holdsPages: boolean;
  /** The scanned folder is a part of a larger repository: what is not here may stand there. */
  readonly partOfRepository: boolean;
  readonly problems: readonly Problem[];
}

/** Nobody writes larger ones by hand. Bytes. */
const largest = 1024 * 1024;
/** More candidates than this are data, and what lies deep down is so first. */
const most = 5000;

/**
 * Finds and reads what is no source code below the absolute folder `root`: by names that its tools fix, and everything that may hold YAML. Never
 * rejects: what cannot be read comes back with its reason. Links that lead out of the root, or in a circle, are not followed.
 */
export async function readArtifactTexts(root: string, patterns: readonly PathPatterns[] = []): Promise<ArtifactTexts> {
  const walk: Walk = { root, files: [], folders: new Map(), holdsPages: false };
  await visit(walk, root, ignoreRulesAt(root, patterns));
  const chosen = walk.files.toSorted((a, b) => depthOf(a) - depthOf(b) || byCodeUnits(a, b)).slice(0, most).sort(byCodeUnits);
  const files = await pMap(chosen, (path) => read(root, path), { concurrency: filesAtOnce });
  const top = gitRootOf(root);
  return { files, folders: new Map([...walk.folders].sort(([a], [b]) => byCodeUnits(a, b))), holdsPages: walk.holdsPages, partOfRepository: top !== undefined && top !== root, problems: cutProblem(walk.files.length) };
}

function depthOf(path: string): number {
  return path.split('/').length;
}

function cutProblem(found: number): readonly Problem[] {
  if (found <= most) return [];
  return [{ kind: 'skipped', severity: 'warning', message: `${String(found)} files may say how the services are built, run and deployed (YAML and others); ${String(most)} of them were read`, help: 'Exclude folders of data in readiness.config, or scan the packages one by one.' }];
}

interface Walk {
  readonly root: string;
  readonly files: string[];
  readonly folders: Map<string, readonly string[]>;
  holdsPages: boolean;
}

async function visit(walk: Walk, folder: string, rules: IgnoreRules): Promise<void> {
  const entries = await list(folder);
  const here = entries.some((e) => e.name === '.gitignore') ? withGitignoreOf(folder, rules) : rules;
  const names = entries.map((e) => e.name).sort(byCodeUnits);
  if (folder !== walk.root && contentKind(basename(folder), dirname(folder) === walk.root ? '' : basename(dirname(folder)), names) !== undefined) walk.folders.set(posixPath(walk.root, folder), names);
  await Promise.all(entries.map(async (entry) => {
    const absolute = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (isArtifactFolder(entry.name) && !isIgnored(here, absolute, true)) await visit(walk, absolute, here);
      return;
    }
    walk.holdsPages ||= isPageName(entry.name) && !isIgnored(here, absolute, false);
    if (!isArtifactName(posixPath(walk.root, absolute)) || isIgnored(here, absolute, false)) return;
    if (entry.isFile() || (entry.isSymbolicLink() && (await leadsOutside(walk.root, absolute)))) walk.files.push(posixPath(walk.root, absolute));
  }));
}

/** A folder that cannot be listed is told of by the walk for source files. */
async function list(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** What a link leads to inside of the root is found under its own path; a link to nothing, or in a circle, is read, and fails with its reason. */
async function leadsOutside(root: string, absolute: string): Promise<boolean> {
  try {
    const target = await realpath(absolute);
    return !isInside(root, target) && (await stat(target)).isFile();
  } catch {
    return true;
  }
}

async function read(root: string, path: string): Promise<ArtifactText> {
  try {
    const absolute = join(root, path);
    const { size, isFile } = await stat(absolute).then((s) => ({ size: s.size, isFile: s.isFile() }));
    if (!isFile) return { path, reason: 'not a file', message: 'is not a regular file' };
    if (size > largest) return { path, reason: 'too large', message: `is larger than 1 MB (${(size / largest).toFixed(1)} MB)` };
    const bytes = await readFile(absolute);
    if (bytes.subarray(0, 8192).includes(0)) return { path, reason: 'binary', message: 'is binary, not text' };
    const text = bytes.toString('utf8');
    return { path, text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text };
  } catch (error) {
    return { path, reason: 'cannot be read', message: readFailure(error).message };
  }
}

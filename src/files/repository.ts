import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readWhole } from './read-whole.js';

/**
 * `folder` and the folders above it, nearest first, up to the one where its project ends: the first that holds `.git` or is
 * the root of a workspace. Without such a boundary the list ends at the nearest package.json, as Node's own look-up does, so
 * that a stray manifest in a home directory says nothing about the project; without any, at `root`, the scanned folder.
 * @param isEnd whether a project ends at a folder; those who ask for many folders keep the answers
 */
export function foldersUpward(folder: string, root: string = folder, isEnd: (folder: string) => boolean = isBoundary): readonly string[] {
  const folders: string[] = [];
  let nearestPackage = 0;
  for (let current = folder; ; current = dirname(current)) {
    folders.push(current);
    if (nearestPackage === 0 && existsSync(join(current, 'package.json'))) nearestPackage = folders.length;
    if (isEnd(current)) return folders;
    if (dirname(current) === current) return folders.slice(0, Math.max(nearestPackage, folders.indexOf(root) + 1, 1));
  }
}

/** The folder of the git repository that `folder` lies in. */
export function gitRootOf(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current;
    if (dirname(current) === current) return undefined;
  }
}

/** Whether a folder is a repository's, or the root of a workspace. Reads the disk. */
export function isBoundary(folder: string): boolean {
  return existsSync(join(folder, '.git')) || existsSync(join(folder, 'pnpm-workspace.yaml')) || declaresWorkspaces(folder);
}

/** The key suffices here, and a manifest that is broken is reported by the one who reads it for its contents. */
function declaresWorkspaces(folder: string): boolean {
  try {
    return /"workspaces"\s*:/.test(readWhole(join(folder, 'package.json')));
  } catch {
    return false;
  }
}

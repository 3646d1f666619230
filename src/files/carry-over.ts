import { existsSync, readdirSync } from 'node:fs';
import { copyFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { git, gitText, zeroSeparated } from './git.js';
import { folderOf } from './posix-path.js';
import { readWhole } from './read-whole.js';

const lockfiles = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'];

/**
 * Gives another checkout of a repository what git does not hold and both have: what is installed, where the lockfiles are the same, and the environment files that git ignores. Without them
 * the two would be judged by other versions and other addresses.
 */
export async function carryOver(top: string, tree: string): Promise<void> {
  const manifests = zeroSeparated(await gitText(top, ['ls-files', '-z', '--', ':(glob)**/package.json']));
  const folders = [...new Set(['', ...manifests.map(folderOf)])];
  const shared = folders.filter((folder) => existsSync(join(top, folder)) && existsSync(join(tree, folder)));
  if (shared.every((folder) => sameLockfiles(join(top, folder), join(tree, folder)))) await linkModules(top, tree, shared);
  for (const file of await ignoredEnvironment(top, shared)) if (!existsSync(join(tree, file))) await copyFile(join(top, file), join(tree, file));
}

function sameLockfiles(one: string, other: string): boolean {
  return lockfiles.every((name) => contentOf(join(one, name)) === contentOf(join(other, name)));
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readWhole(file, 'latin1') : undefined;
}

async function linkModules(top: string, tree: string, folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const installed = join(top, folder, 'node_modules');
    const link = join(tree, folder, 'node_modules');
    if (existsSync(installed) && !existsSync(link)) await symlink(installed, link, 'junction');
  }
}

async function ignoredEnvironment(top: string, folders: readonly string[]): Promise<readonly string[]> {
  const candidates = folders.flatMap((folder) => readdirSync(join(top, folder)).filter((name) => name.startsWith('.env')).map((name) => (folder === '' ? name : `${folder}/${name}`)));
  if (candidates.length === 0) return [];
  return zeroSeparated((await git(top, ['check-ignore', '-z', '--stdin'], { input: candidates.join('\0') })).stdout);
}

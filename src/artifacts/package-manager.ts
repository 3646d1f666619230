import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUpward } from '../files/repository.js';
import { isRecord } from './json-text.js';
import { readJsonFile } from './json-file.js';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

const byLockfile: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'], ['yarn.lock', 'yarn'], ['bun.lock', 'bun'], ['bun.lockb', 'bun'], ['package-lock.json', 'npm'], ['npm-shrinkwrap.json', 'npm'],
];

/** What installs the packages of an absolute folder: by the nearest `packageManager` of a package.json or lockfile, up to where the project ends; npm where nothing says so. */
export function packageManagerOf(folder: string): PackageManager {
  for (const one of foldersUpward(folder)) {
    const found = pinned(one) ?? byLockfile.find(([name]) => existsSync(join(one, name)))?.[1];
    if (found) return found;
  }
  return 'npm';
}

/** The key of Corepack (`pnpm@9.1.0`), else that of npm (`devEngines`). */
function pinned(folder: string): PackageManager | undefined {
  const json = readJsonFile(join(folder, 'package.json'));
  if (!isRecord(json)) return undefined;
  const wanted = isRecord(json['devEngines']) ? json['devEngines']['packageManager'] : undefined;
  const name: unknown = typeof json['packageManager'] === 'string' ? json['packageManager'].split('@')[0] : isRecord(wanted) ? wanted['name'] : undefined;
  return (['npm', 'pnpm', 'yarn', 'bun'] as const).find((one) => one === name);
}

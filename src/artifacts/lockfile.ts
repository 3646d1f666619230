import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFailure } from '../files/read-failure.js';
import { readWhole } from '../files/read-whole.js';
import { isRecord, parseJson } from './json-text.js';
import { bunLockfile } from './lockfile-bun.js';
import { npmLockfile } from './lockfile-npm.js';
import { pnpmLockfile } from './lockfile-pnpm.js';
import { yarnLockfile } from './lockfile-yarn.js';

/** The versions that a lockfile settles. */
export interface Lockfile {
  /** The exact version of the package as it is wanted, undefined when the lockfile does not say. */
  version(wanted: WantedPackage): string | undefined;
}

export interface WantedPackage {
  /** The folder of the package.json that asks for it: posix, relative to the lockfile's folder, `''` for that folder. */
  readonly importer: string;
  readonly pkg: string;
  /** The range in that package.json, catalogs resolved. Yarn finds packages by it; the others do not need it. */
  readonly range: string | undefined;
}

export type LockfileName = (typeof lockfileNames)[number];

export type LockfileResult =
  | { readonly is: 'present'; readonly name: LockfileName; readonly lockfile: Lockfile }
  | { readonly is: 'absent' }
  /** `message` continues a sentence that starts with the file's name. */
  | { readonly is: 'unreadable'; readonly name: LockfileName; readonly message: string; readonly help: string; readonly line?: number };

const lockfileNames = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'npm-shrinkwrap.json', 'package-lock.json', 'bun.lockb'] as const;

const namesOf: Readonly<Record<string, readonly LockfileName[]>> = {
  npm: ['npm-shrinkwrap.json', 'package-lock.json'],
  pnpm: ['pnpm-lock.yaml'],
  yarn: ['yarn.lock'],
  bun: ['bun.lock', 'bun.lockb'],
};

/**
 * Reads the lockfile of the absolute `folder`. Where several lie side by side, the one of `packageManager` (`pnpm@9.1.0`, as in
 * package.json) counts. Never throws.
 */
export function readLockfile(folder: string, packageManager?: string): LockfileResult {
  const preferred = namesOf[packageManager?.split('@')[0] ?? ''] ?? [];
  const name = [...preferred, ...lockfileNames].find((candidate) => existsSync(join(folder, candidate)));
  if (name === undefined) return { is: 'absent' };
  if (name === 'bun.lockb') return { is: 'unreadable', name, message: binaryBun, help: bunHelp };
  try {
    return parseLockfile(name, readWhole(join(folder, name)));
  } catch (error) {
    return { is: 'unreadable', name, message: readFailure(error).message, help: fallbackHelp };
  }
}

const binaryBun = 'is binary: the installed versions cannot be read from it';
const untilThen = 'Until then versions come from node_modules and from the ranges.';
const bunHelp = `Write the text format: \`bun install --save-text-lockfile\`. ${untilThen}`;
const fallbackHelp = `Install again to mend it. ${untilThen}`;

/** Parses the text of a lockfile; its name tells the format. */
export function parseLockfile(name: Exclude<LockfileName, 'bun.lockb'>, text: string): LockfileResult {
  if (/^<<<<<<< /m.test(text)) {
    const line = text.slice(0, text.search(/^<<<<<<< /m)).split('\n').length;
    return { is: 'unreadable', name, message: 'holds a merge conflict', help: fallbackHelp, line };
  }
  if (name === 'pnpm-lock.yaml') return { is: 'present', name, lockfile: pnpmLockfile(text) };
  if (name === 'yarn.lock') return { is: 'present', name, lockfile: yarnLockfile(text) };

  const parsed = parseJson(text, name === 'bun.lock' ? 'comments' : 'strict');
  if (!parsed.ok) return { is: 'unreadable', name, message: parsed.message, help: fallbackHelp, line: parsed.line };
  if (!isRecord(parsed.value)) return { is: 'unreadable', name, message: 'does not hold an object', help: fallbackHelp, line: 1 };
  return { is: 'present', name, lockfile: name === 'bun.lock' ? bunLockfile(parsed.value) : npmLockfile(parsed.value) };
}

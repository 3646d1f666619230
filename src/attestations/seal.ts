import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ignore from 'ignore';
import { ignoreRulesAt, isIgnored, withGitignoreOf, type IgnoreRules } from '../files/ignore-rules.js';
import { byCodeUnits, posixPath } from '../files/posix-path.js';
import { statementFolder } from '../statements/statement-folder.js';

/** What the files that patterns match hold, in one hash, and which they are. */
export interface Seal {
  /** SHA-256 in hexadecimal digits. */
  readonly hash: string;
  /** Posix paths below the folder, sorted. */
  readonly files: readonly string[];
}

/**
 * The content of the files below the absolute folder `base` that any of the patterns matches, written as in a .gitignore file. What git ignores, and what is
 * installed, is left out: it differs from machine to machine. So do line ends: they do not count.
 */
export async function sealOf(base: string, patterns: readonly string[]): Promise<Seal> {
  const wanted = ignore().add([...patterns]);
  const files: string[] = [];
  await collect(base, base, ignoreRulesAt(base, []), (path) => wanted.ignores(path), files);
  files.sort(byCodeUnits);
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0${digest(await contentOf(join(base, file)))}\n`);
  return { hash: hash.digest('hex'), files };
}

/** SHA-256 of a file's bytes, as `sha256sum` prints it; undefined when it cannot be read. */
export async function fileHash(absolute: string): Promise<string | undefined> {
  try {
    return createHash('sha256').update(await readFile(absolute)).digest('hex');
  } catch {
    return undefined;
  }
}

async function collect(base: string, folder: string, rules: IgnoreRules, isWanted: (path: string) => boolean, files: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const here = entries.some(({ name }) => name === '.gitignore') ? withGitignoreOf(folder, rules) : rules;
  for (const entry of entries) {
    const absolute = join(folder, entry.name);
    if (isIgnored(here, absolute, entry.isDirectory())) continue;
    if (entry.isDirectory()) {
      if (!leftOut.has(entry.name)) await collect(base, absolute, here, isWanted, files);
    } else if (entry.isFile() && isWanted(posixPath(base, absolute))) files.push(posixPath(base, absolute));
  }
}

const leftOut: ReadonlySet<string> = new Set(['.git', 'node_modules', statementFolder]);

async function contentOf(absolute: string): Promise<Buffer> {
  try {
    return Buffer.from((await readFile(absolute, 'latin1')).replaceAll('\r\n', '\n'), 'latin1');
  } catch {
    return Buffer.from('unreadable');
  }
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

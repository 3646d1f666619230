import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** A file's text by its content. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/**
 * What earlier scans of a project found out, in one folder of files by name. A missing, broken or foreign file counts as
 * empty: a wrong miss costs a second, a wrong hit a wrong report.
 */
export interface Cache {
  /** The value stored under `name` for exactly this key. */
  read<T>(name: string, key: string): Promise<T | undefined>;
  write(name: string, key: string, value: unknown): Promise<void>;
}

/** Switched off. */
export const noCache: Cache = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };

/** The cache of one project: in its `node_modules/.cache`, or in the user's cache folder where nothing is installed. */
export function openCache(root: string): Cache {
  const folder = cacheFolder(root);
  const project = contentHash(root);
  const path = (name: string): string => join(folder, `${project}.${name}.json`);
  return {
    async read<T>(name: string, key: string) {
      try {
        const [head = '', body = ''] = split(await readFile(path(name), 'utf8'));
        return head === headOf(key, body) ? (JSON.parse(body) as T) : undefined;
      } catch {
        // Absent, or not ours.
        return undefined;
      }
    },
    async write(name, key, value) {
      const temporary = `${path(name)}.${randomUUID()}`;
      try {
        const body = JSON.stringify(value);
        await mkdir(folder, { recursive: true });
        await writeFile(temporary, `${headOf(key, body)}\n${body}`);
        // Scans at the same time each write a whole file; the last one stays.
        await rename(temporary, path(name));
      } catch {
        // A folder that cannot be written to, or a full disk, costs the next scan its speed and nothing else.
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** The first line of a stored file: what it is for, and the hash by which a body that was cut or changed is known. */
function headOf(key: string, body: string): string {
  return JSON.stringify([key, contentHash(body)]);
}

function split(text: string): readonly string[] {
  const end = text.indexOf('\n');
  return end === -1 ? [] : [text.slice(0, end), text.slice(end + 1)];
}

/** A cache that reads what is stored in another, and keeps to itself what is written. */
export function inMemory(below: Cache): Cache {
  const kept = new Map<string, { readonly key: string; readonly value: unknown }>();
  return {
    async read<T>(name: string, key: string) {
      const known = kept.get(name);
      if (known?.key === key) return known.value as T;
      const stored = await below.read<T>(name, key);
      if (stored !== undefined && !known) kept.set(name, { key, value: stored });
      return stored;
    },
    write(name, key, value) {
      kept.set(name, { key, value });
      return Promise.resolve();
    },
  };
}

function cacheFolder(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules)) return join(modules, '.cache', 'readiness');
    if (dirname(folder) === folder) break;
  }
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'readiness');
}

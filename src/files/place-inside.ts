import { lstatSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isInside } from './posix-path.js';

/**
 * Where a posix path below a folder really is, links followed: absolute. It may not be there yet. Undefined where it, or a link on the way, leads out of the folder.
 * @param root absolute, without links
 */
export async function placeInside(root: string, path: string): Promise<string | undefined> {
  const asked = resolve(root, path);
  if (asked === root || !isInside(root, asked)) return undefined;
  const missing: string[] = [];
  let folder = asked;
  while (!lstatSync(folder, { throwIfNoEntry: false }) && folder !== root) {
    missing.unshift(basename(folder));
    folder = dirname(folder);
  }
  // A link to nothing leads nobody knows where.
  const real = await realpath(folder).catch(() => undefined);
  return real !== undefined && isInside(root, real) ? join(real, ...missing) : undefined;
}

import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isFileInScope, isFolderInScope, roleBelow, type Role } from './scope.js';

/**
 * Where one file stands in its package, by the names that the scan goes by: out of reach (`undefined`), part of the
 * service, or a script. Only folders below the nearest package.json count.
 * @param absolute the file's path
 */
export function roleOfFile(absolute: string): Role | undefined {
  const folders: string[] = [];
  let root = dirname(absolute);
  while (!existsSync(join(root, 'package.json'))) {
    if (dirname(root) === root) return 'service';
    folders.unshift(basename(root));
    root = dirname(root);
  }
  if (!folders.every((name, depth) => isFolderInScope(name, depth === 0)) || !isFileInScope(basename(absolute), folders.length === 0)) return undefined;
  return folders.reduce<Role>((role, name, depth) => roleBelow(name, role, depth === 0), 'service');
}

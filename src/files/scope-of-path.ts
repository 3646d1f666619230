import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isFileInScope, isFolderInScope, roleBelow, type Role } from './scope.js';
import { isVendored } from './vendored.js';

/**
 * Where one file stands in its package, by what the scan goes by: out of reach (`undefined`), part of the service, a script,
 * or copied in from another project. Only folders below the nearest package.json count. Reads the disk.
 * @param absolute the file's path
 */
export function roleOfFile(absolute: string): Role | undefined {
  const folders = foldersInPackage(absolute);
  if (!folders) return 'service';
  if (!folders.every((name, depth) => isFolderInScope(name, depth === 0)) || !isFileInScope(basename(absolute), folders.length === 0)) return undefined;
  const packageFolder = folders.reduce((folder) => dirname(folder), dirname(absolute));
  if (isVendored(packageFolder, dirname(absolute))) return 'vendored';
  return folders.reduce<Role>((role, name, depth) => roleBelow(name, role, depth === 0), 'service');
}

/** The file's path below its package's folder, posix; its name alone where there is no package. */
export function pathInPackage(absolute: string): string {
  return [...(foldersInPackage(absolute) ?? []), basename(absolute)].join('/');
}

/** The folders between the nearest package.json and the file; undefined where there is none. */
function foldersInPackage(absolute: string): readonly string[] | undefined {
  const folders: string[] = [];
  let root = dirname(absolute);
  while (!existsSync(join(root, 'package.json'))) {
    if (dirname(root) === root) return undefined;
    folders.unshift(basename(root));
    root = dirname(root);
  }
  return folders;
}

import { relative, sep } from 'node:path';

/** The path from the absolute folder `root` to `absolute`, with `/` on every platform; `''` for the root itself. */
export function posixPath(root: string, absolute: string): string {
  const path = relative(root, absolute);
  return sep === '/' ? path : path.split(sep).join('/');
}

/** The folder of a posix path; `''` for a file at the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The folders of a posix path, nearest first, down to the root `''`. */
export function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) folders.push(folder);
  return [...folders, ''];
}

/** Orders by code units: the same on every machine, unlike `localeCompare`. */
export function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether an absolute path is the folder `root` or lies below it. */
export function isInside(root: string, absolute: string): boolean {
  const path = posixPath(root, absolute);
  return path !== '..' && !path.startsWith('../');
}

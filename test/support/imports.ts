import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

export interface ImportOf {
  /** The importing file, posix, relative to the project's root. */
  readonly file: string;
  /** As written. */
  readonly specifier: string;
  /** The imported source file relative to the project's root; undefined for packages and Node's modules. */
  readonly target: string | undefined;
}

/** Every import, re-export, dynamic import and import type of the TypeScript files below the given directories. */
export function importsBelow(root: string, directories: readonly string[]): readonly ImportOf[] {
  return directories
    .flatMap((directory) => readdirSync(join(root, directory), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((path) => importsOf(readFileSync(path, 'utf8')).map((specifier) => located(root, path, specifier)));
}

/** The module specifiers of a text, comments and strings that merely look like imports left out. */
export function importsOf(text: string): readonly string[] {
  const found = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  // An import type, import('x').T, is not among them.
  const types = [...text.matchAll(/\bimport\('(?<specifier>[^']+)'\)/gu)].map((match) => match.groups?.specifier ?? '');
  return [...new Set([...found, ...types])];
}

function located(root: string, path: string, specifier: string): ImportOf {
  const file = posix(relative(root, path));
  if (!specifier.startsWith('.')) return { file, specifier, target: undefined };
  return { file, specifier, target: posix(relative(root, resolve(dirname(path), specifier))).replace(/\.js$/u, '.ts') };
}

function posix(path: string): string {
  return path.split(sep).join('/');
}

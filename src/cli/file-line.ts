import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { UsageError } from '../model/usage-error.js';
import type { CliHost } from './host.js';

/** A file and line as the user typed them, with the file relative to the scanned folder `path`. `example` is a command that is right. */
export function parseFileLine(site: string, path: string, host: CliHost, example: string): { readonly file: string; readonly line: number } {
  const [, file, line] = /^(.+?):(\d+)(?::\d+)?$/.exec(site) ?? [];
  if (file === undefined || Number(line) < 1) throw new UsageError(`'${site}' names no line`, `Write a file and a line: ${example}`);
  return { file: fileInside(file, resolve(host.cwd, path), host), line: Number(line) };
}

/**
 * The file relative to the scanned folder, with `/`. Reports name files that way; a path from the working directory, or an
 * absolute one, is understood too.
 */
export function fileInside(file: string, root: string, host: CliHost): string {
  const candidates = [resolve(root, file), resolve(host.cwd, file)];
  const inside = candidates.map((candidate) => relative(root, candidate)).filter((name) => name !== '' && !name.startsWith('..'));
  const name = inside.find((candidate) => existsSync(resolve(root, candidate))) ?? inside[0];
  if (name === undefined) throw new UsageError(`${file} is outside of the scanned folder`, 'Name the folder of its project with --path');
  return name.split(sep).join('/');
}

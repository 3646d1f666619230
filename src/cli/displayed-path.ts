import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import type { CliHost } from './host.js';

/** An absolute path as a message shows it: from the working directory where it lies below that, with `/`. */
export function displayedPath(absolute: string, { cwd }: CliHost): string {
  const path = relative(realpathSync(cwd), absolute);
  return path.startsWith('..') || isAbsolute(path) ? absolute : path.split(sep).join('/');
}

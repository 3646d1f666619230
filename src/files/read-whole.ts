import { readFileSync, statSync } from 'node:fs';

/** Bytes; the lockfiles of the largest repositories have half as many. */
const largest = 64 * 1024 * 1024;

/**
 * The text of a file that a project brings along. A link may lead to a device that never ends or to a pipe into which nobody writes, so only regular files of a size that
 * fits in memory are opened.
 * @throws what `node:fs` throws, `ENOTREG` for what is no regular file and `EFBIG` for what is larger than 64 MB
 */
export function readWhole(absolute: string, encoding: 'utf8' | 'latin1' = 'utf8'): string {
  const stats = statSync(absolute);
  if (stats.isDirectory()) throw failure('EISDIR');
  if (!stats.isFile()) throw failure('ENOTREG');
  if (stats.size > largest) throw failure('EFBIG');
  return readFileSync(absolute, encoding);
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

import { resolve } from 'node:path';
import { plural } from '../report/plural.js';
import { printable } from '../report/printable.js';
import { reportFailure } from './failure.js';
import type { FormatTarget } from './format-targets.js';
import type { CliHost } from './host.js';

/**
 * Scans, and again on each change below the path, until the person ends it. A configuration that is wrong while it is edited is told, and watching goes on.
 * @returns the exit code of the last scan
 */
export async function onEachChange(path: string, targets: readonly FormatTarget[], host: CliHost, once: () => Promise<number>): Promise<number> {
  const except = targets.flatMap(({ file }) => (file === undefined ? [] : [resolve(host.cwd, file)]));
  let exitCode = 0;
  for await (const changed of host.parts.changesBelow(resolve(host.cwd, path), except)) {
    const [first = ''] = changed;
    if (changed.length > 0) host.stderr.write(`\nreadiness: ${changed.length === 1 ? printable(first) : plural(changed.length, 'file')} changed\n`);
    exitCode = await (changed.length === 0 ? once() : once().catch((error: unknown) => reportFailure(error, [], host)));
    host.stderr.write('readiness: waiting for changes, Ctrl-C ends\n');
  }
  return exitCode;
}

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../model/usage-error.js';
import type { CliHost } from './host.js';

/**
 * Writes the payload to stdout, or to `file` (relative to the working directory; its folder is made).
 * Throws `UsageError` when it cannot be written.
 */
export async function writeOutput(text: string, file: string | undefined, host: CliHost): Promise<void> {
  if (file === undefined) {
    host.stdout.write(text);
    return;
  }
  const target = resolve(host.cwd, file);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`, 'Check the path of --output');
  }
}

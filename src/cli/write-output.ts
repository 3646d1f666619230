import { lstat, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../model/usage-error.js';
import type { CliHost } from './host.js';

/**
 * Writes the payload to stdout, or to `file` (relative to the working directory; its folder is made). A file appears whole or not at all.
 * Throws `UsageError` when it cannot be written.
 */
export async function writeOutput(text: string, file: string | undefined, host: CliHost): Promise<void> {
  if (file === undefined) {
    host.stdout.write(text);
    return;
  }
  await orUsageError(file, async () => {
    const target = await targetOf(file, host);
    await mkdir(dirname(target.path), { recursive: true });
    if (target.kind === 'special') await writeFile(target.path, text);
    else await writeWhole(target.path, text);
  });
}

/** Takes away what an earlier run wrote to `file`, so that a run that is killed leaves nothing that looks like its result. */
export async function clearOutput(file: string, host: CliHost): Promise<void> {
  await orUsageError(file, async () => {
    const target = await targetOf(file, host);
    if (target.kind === 'file') await rm(target.path);
  });
}

interface Target {
  readonly path: string;
  /** `special`: a device, a pipe, a folder: nothing that may be removed or replaced. */
  readonly kind: 'none' | 'file' | 'special';
}

/** Links are followed: the file behind one is replaced, not the link. */
async function targetOf(file: string, { cwd }: CliHost): Promise<Target> {
  const asked = resolve(cwd, file);
  const path = await realpath(asked).catch(() => asked);
  const stats = await lstat(path).catch(() => undefined);
  return { path, kind: stats === undefined ? 'none' : stats.isFile() ? 'file' : 'special' };
}

async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = join(dirname(path), `.${basename(path)}.${String(process.pid)}.tmp`);
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function orUsageError(file: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`, 'Check the path of the output');
  }
}

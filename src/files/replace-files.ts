import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What a file is to hold; `before` is absent where it is new. */
export interface FileReplacement {
  readonly absolute: string;
  readonly before?: Buffer;
  readonly after: Buffer;
}

/** Replaces files, each whole or not at all. Where one cannot be written, those that were are put back, and the error is thrown. A file keeps its permissions. */
export async function replaceFiles(files: readonly FileReplacement[]): Promise<void> {
  const done: FileReplacement[] = [];
  try {
    for (const file of files) {
      await replace(file.absolute, file.after);
      done.push(file);
    }
  } catch (error) {
    for (const { absolute, before } of done) await (before ? replace(absolute, before) : rm(absolute, { force: true }));
    throw error;
  }
}

/** The bytes of a file; undefined where there is none. */
export async function bytesOf(absolute: string): Promise<Buffer | undefined> {
  return readFile(absolute).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
}

async function replace(absolute: string, bytes: Buffer): Promise<void> {
  const mode = (await stat(absolute).catch(() => undefined))?.mode;
  const unfinished = join(dirname(absolute), `.${basename(absolute)}.${String(process.pid)}.tmp`);
  await mkdir(dirname(absolute), { recursive: true });
  try {
    await writeFile(unfinished, bytes, mode === undefined ? {} : { mode });
    await rename(unfinished, absolute);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

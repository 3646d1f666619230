import { existsSync, mkdtempSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for files of a case. */
export const folder = (): string => mkdtempSync(join(tmpdir(), 'readiness-proofs-'));

/**
 * Looks whether a file or a directory is there as long as nobody gives it back.
 * @throws {Error} when it is gone before, or still there afterwards
 */
export async function leaves(path: string, release: () => unknown): Promise<string> {
  if (!existsSync(path)) throw new Error('kept: it is not there');
  await release();
  if (existsSync(path)) throw new Error('given back: it is still there');
  return 'kept: it is on the disk; given back: it is gone';
}

/**
 * Looks whether a descriptor is open as long as nobody gives it back.
 * @throws {Error} when it is closed before, or still open afterwards
 */
export async function staysOpen(descriptor: number, release: () => unknown): Promise<string> {
  const file = openFile(descriptor);
  if (file === undefined) throw new Error('kept: the descriptor is closed');
  await release();
  if (openFile(descriptor) === file) throw new Error('given back: the descriptor is still open');
  return 'kept: the descriptor stays open; given back: it is closed';
}

/** The file behind a descriptor of this process. */
function openFile(descriptor: number): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${String(descriptor)}`);
  } catch {
    return undefined;
  }
}

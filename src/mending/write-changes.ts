import { encodeLike } from '../files/encode-text.js';
import { git, zeroSeparated } from '../files/git.js';
import { placeInside } from '../files/place-inside.js';
import { readFailure } from '../files/read-failure.js';
import { readText } from '../files/read-text.js';
import { bytesOf, replaceFiles, type FileReplacement } from '../files/replace-files.js';
import type { FileChange } from '../model/mended.js';
import { UsageError } from '../model/usage-error.js';

/**
 * Writes changes, all or none, in the encoding of each file.
 * @param root the scanned folder, absolute and without links
 * @throws {UsageError} when a file is not any more what was read, lies outside of the folder, or cannot be written
 */
export async function writeChanges(root: string, changes: readonly FileChange[]): Promise<void> {
  const files = await Promise.all(changes.map((change) => replacementFor(root, change)));
  try {
    await replaceFiles(files);
  } catch (error) {
    throw new UsageError(`A file cannot be written: ${error instanceof Error ? error.message : readFailure(error).message}`, 'Nothing was changed.');
  }
}

async function replacementFor(root: string, { file, before, after }: FileChange): Promise<FileReplacement> {
  const absolute = await placeInside(root, file);
  if (absolute === undefined) throw new UsageError(`${file} lies outside of the scanned folder: it is not written.`, 'Nothing was changed.');
  const bytes = await bytesOf(absolute);
  if (before === undefined) {
    if (bytes) throw new UsageError(`${file} came to be since the project was read.`, tryAgain);
    return { absolute, after: Buffer.from(after) };
  }
  const now = await readText(absolute);
  if (!bytes || !now.ok || now.text !== before) throw new UsageError(`${file} has changed since it was read.`, tryAgain);
  const encoded = encodeLike({ bytes, text: before }, after);
  if (!encoded) throw new UsageError(`${file} is not valid UTF-8: what cannot be read of it would be lost.`, 'Nothing was changed. Save it as UTF-8, or leave its findings out.');
  return { absolute, before: bytes, after: encoded };
}

const tryAgain = 'Nothing was changed. Run the command once more.';

/** Those of the changed files that hold changes which are not committed; none outside of a repository. */
export async function uncommitted(root: string, changes: readonly FileChange[]): Promise<readonly string[]> {
  const files = changes.flatMap(({ file, before }) => (before === undefined ? [] : [file]));
  if (files.length === 0) return [];
  const { code, stdout } = await git(root, ['diff', '--name-only', '--no-renames', '--relative', '-z', 'HEAD', '--', ...files]);
  return code === 0 ? zeroSeparated(stdout) : [];
}

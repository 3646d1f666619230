import { gitText, zeroSeparated } from './git.js';

/** The files of a folder that differ from a commit, also those that git does not know yet: posix paths below the folder. What was deleted is among them. */
export async function changedSince(folder: string, commit: string): Promise<ReadonlySet<string>> {
  const [known, strange] = await Promise.all([
    gitText(folder, ['diff', '--name-only', '--no-renames', '--relative', '-z', commit, '--']),
    gitText(folder, ['ls-files', '--others', '--exclude-standard', '-z']),
  ]);
  return new Set([...zeroSeparated(known), ...zeroSeparated(strange)]);
}

/** The files of a folder whose staged content is not that of the last commit. */
export async function stagedIn(folder: string): Promise<ReadonlySet<string>> {
  const text = await gitText(folder, ['diff', '--cached', '--name-only', '--no-renames', '--relative', '-z', '--'], { index: true });
  return new Set(zeroSeparated(text));
}

/** The new names of files that git sees to have been renamed since a commit, by the old ones. */
export async function renamedSince(folder: string, commit: string): Promise<ReadonlyMap<string, string>> {
  const text = await gitText(folder, ['diff', '--name-status', '--find-renames', '--diff-filter=R', '--relative', '-z', commit, '--']);
  const parts = zeroSeparated(text);
  return new Map(Array.from({ length: Math.floor(parts.length / 3) }, (_, at) => [parts[at * 3 + 1] ?? '', parts[at * 3 + 2] ?? '']));
}

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readFailure } from '../files/read-failure.js';
import { readWhole } from '../files/read-whole.js';
import { foldersUpward } from '../files/repository.js';

/** Where people keep what they say of a project. */
export const statementFolder = '.readiness';

/** A file of statements, or why it cannot be read. */
export interface StatementText {
  /** Absolute: the folder that its paths are relative to. */
  readonly base: string;
  /** Absolute. */
  readonly file: string;
  readonly text: string;
  readonly problem?: string;
}

const known = new Map<string, { readonly stamp: string; readonly read: StatementText }>();

/**
 * The files of a name in the folder for statements, of `folder` and of the folders above it up to where the repository ends; nearest first. All of them
 * hold, so that a scan of a part follows what the whole follows. None is the normal case. An editor asks for each file that it lints: what has not changed is
 * not read again.
 */
export function statementTexts(folder: string, name: string, root: string = folder): readonly StatementText[] {
  return foldersUpward(folder, root).flatMap((base) => {
    const file = join(base, statementFolder, name);
    const stamp = stampOf(file);
    if (stamp === undefined) return [];
    const kept = known.get(file);
    if (kept?.stamp === stamp) return [kept.read];
    const read = readStatementText(base, file);
    known.set(file, { stamp, read });
    return [read];
  });
}

function readStatementText(base: string, file: string): StatementText {
  try {
    return { base, file, text: readWhole(file).replace(/^\uFEFF/, '') };
  } catch (error) {
    return { base, file, text: '', problem: readFailure(error).message };
  }
}

/** Undefined where there is no such file. */
function stampOf(file: string): string | undefined {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats && `${String(stats.mtimeMs)}/${String(stats.size)}`;
  } catch {
    // It is there, and reading it will say what is wrong.
    return 'unreadable';
  }
}

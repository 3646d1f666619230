import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readFailure } from '../files/read-failure.js';
import { UsageError } from '../model/usage-error.js';
import { statementFolder, statementTexts, type StatementText } from './statement-folder.js';

/** The file to write to: the nearest that there is, else a new one in the absolute folder `root`. Throws a `UsageError` where it cannot be read. */
export function statementsToEdit(root: string, name: string): StatementText {
  const [nearest] = statementTexts(root, name);
  if (nearest?.problem !== undefined) throw new UsageError(`${nearest.file} ${nearest.problem}`);
  return nearest ?? { base: root, file: join(root, statementFolder, name), text: '' };
}

/** Writes a file of statements; its folder is made. Throws a `UsageError` where that cannot be done. */
export function saveStatements(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${file} ${readFailure(error).message}`);
  }
}

import { posixPath } from '../files/posix-path.js';
import { UsageError } from '../model/usage-error.js';
import type { StatementText } from './statement-folder.js';
import { textFrame } from '../artifacts/text-frame.js';

/** What to say of a file of statements of which nothing can be followed. `root` is the scanned folder, absolute. */
export function brokenStatements({ file, text }: StatementText, root: string, { line, message }: { readonly line: number; readonly message: string }): UsageError {
  const name = posixPath(root, file);
  return new UsageError(`${name}:${String(line)} ${message}`, undefined, { frame: text === '' ? [] : textFrame(text, line) });
}

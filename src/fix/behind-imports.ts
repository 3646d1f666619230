import type { Draft } from './draft.js';
import { lastImport } from './imports.js';

/** Writes a declaration behind the imports, in lines of its own; gives false where the file has none. */
export function declareBehindImports(draft: Draft, code: string): boolean {
  const last = lastImport(draft.source);
  if (last) draft.insert(last.end, `\n\n${code}`);
  return last !== undefined;
}

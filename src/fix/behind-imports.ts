import type { ts as Ts } from '../ts.js';
import type { Draft } from './draft.js';

/** Writes a declaration behind the imports, in lines of its own; gives false where the file has none. */
export function declareBehindImports(draft: Draft, code: string): boolean {
  const { ts, tree } = draft.source;
  const isRequire = (s: Ts.Statement): boolean => ts.isVariableStatement(s) && /=\s*require\(/.test(s.getText(tree));
  const last = tree.statements.filter((s) => ts.isImportDeclaration(s) || ts.isImportEqualsDeclaration(s) || isRequire(s)).at(-1);
  if (last) draft.insert(last.end, `\n\n${code}`);
  return last !== undefined;
}

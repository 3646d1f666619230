/**
 * The one import of the compiler that ts-morph bundles. Everything else gets it from here: a node parsed by another
 * TypeScript has other `SyntaxKind` numbers, so mixing the two is silently wrong.
 */
import { ts } from '@ts-morph/common';

export { ts };

const kinds: Readonly<Record<string, ts.ScriptKind>> = {
  '.ts': ts.ScriptKind.TS,
  '.mts': ts.ScriptKind.TS,
  '.cts': ts.ScriptKind.TS,
  '.tsx': ts.ScriptKind.TSX,
  // JSX is a superset in JavaScript files: there are no type assertions in angle brackets to confuse it with.
  '.js': ts.ScriptKind.JSX,
  '.mjs': ts.ScriptKind.JSX,
  '.cjs': ts.ScriptKind.JSX,
  '.jsx': ts.ScriptKind.JSX,
};

/** Drops the byte order mark, as ESLint does: offsets then agree in all hosts. */
export function withoutBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/**
 * Parses one file. Never throws on a syntax error: it stands in `parseDiagnostics`, and the tree is what could be read.
 * @param text without its byte order mark
 */
export function parse(path: string, text: string): ts.SourceFile {
  const extension = /\.[^./]+$/.exec(path)?.[0] ?? '.ts';
  return ts.createSourceFile(path, text, { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone }, true, kinds[extension] ?? ts.ScriptKind.TS);
}

/** The first syntax error of a parsed file. */
export function syntaxErrorOf(source: ts.SourceFile): { message: string; at: number } | undefined {
  // Not part of the public type, but what every consumer of a lone SourceFile reads.
  const { parseDiagnostics } = source as ts.SourceFile & { readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };
  const first = parseDiagnostics?.[0];
  return first && { message: ts.flattenDiagnosticMessageText(first.messageText, ' '), at: first.start };
}

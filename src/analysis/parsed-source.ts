import type { ts } from '../ts.js';

/** The text of a file with its syntax tree, for those who write a change of it. */
export interface ParsedSource {
  /** Without its byte order mark. */
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** The compiler that made the tree. It is handed over and not imported, so that a scan whose facts are known does not load it. */
  readonly ts: typeof ts;
}

/** Parses a file when its tree is asked for; `undefined` for what the host does not have, or what has a syntax error. */
export type ParsedSources = (file: string) => ParsedSource | undefined;

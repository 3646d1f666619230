import type { Finding } from '../model/report.js';

/** Findings of one side that the other does not have. */
export interface Unmatched {
  readonly base: readonly Finding[];
  readonly head: readonly Finding[];
}

/**
 * Tells which findings are the same: by fingerprint; where lines were formatted anew, by the function around them and what is said of them; in a file that was renamed, by their own lines; and what
 * was moved as it is to another file, by the lines around them as well. Each is the other half of one at most, so that a copy is a finding of its own.
 * @param renamed the new names of files by the old ones
 */
export function matchFindings(base: readonly Finding[], head: readonly Finding[], renamed: ReadonlyMap<string, string>): Unmatched {
  const byFingerprint = leftOver({ base, head }, ({ fingerprint }) => fingerprint, ({ fingerprint }) => fingerprint);
  const bySymbol = leftOver(byFingerprint, (finding) => inFunction(finding, renamed.get(finding.file) ?? finding.file), (finding) => inFunction(finding, finding.file));
  const byLines = leftOver(bySymbol, (finding) => ownLines(finding, renamed.get(finding.file) ?? finding.file), (finding) => ownLines(finding, finding.file));
  return leftOver(byLines, linesAround, linesAround);
}

type KeyOf = (finding: Finding) => string;

/** At the top of a module nothing but the line itself tells one from the next. */
function inFunction({ rule, symbol, message, fingerprint }: Finding, file: string): string {
  return symbol === undefined ? fingerprint : [rule, file, symbol, message].join('\0');
}

function leftOver({ base, head }: Unmatched, keyOfBase: KeyOf, keyOfHead: KeyOf): Unmatched {
  return { base: without(base, keyOfBase, head.map(keyOfHead)), head: without(head, keyOfHead, base.map(keyOfBase)) };
}

/** The findings whose keys are not among those of the other side, as often as they are there. */
function without(findings: readonly Finding[], keyOf: KeyOf, others: readonly string[]): readonly Finding[] {
  const left = new Map<string, number>();
  for (const key of others) left.set(key, (left.get(key) ?? 0) + 1);
  return findings.filter((finding) => {
    const key = keyOf(finding);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

function ownLines({ rule, frame, line, endLine }: Finding, file: string): string {
  const from = line - frame.startLine;
  return [rule, file, ...frame.lines.slice(from, from + endLine - line + 1).map(withoutSpaces)].join('\0');
}

function linesAround({ rule, frame, line }: Finding): string {
  return [rule, line - frame.startLine, ...frame.lines.map(withoutSpaces)].join('\0');
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '');
}

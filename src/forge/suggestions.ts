import { lineStarts, positionAt, type TextEdit } from '../model/span.js';
import type { Finding, Report } from '../model/report.js';
import { diffLines } from './diff-lines.js';

/** A change that can be taken over with one click: these lines of a file, and what replaces them. */
export interface Suggestion {
  readonly finding: Finding;
  /** The path in the repository. */
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** At most so many: more of them bury what people say. */
export const mostSuggestions = 10;

/** New findings whose fix can be had without installing anything, and of which we are sure. */
export function suggestible(report: Report): readonly Finding[] {
  const added = new Set(report.comparison?.added);
  return report.findings.filter((finding) => added.has(finding.fingerprint) && finding.known !== true && finding.confidence === 'high' && editsOf(finding).length > 0);
}

/** The path of a finding's file in the repository. */
export function pathInRepository({ revision }: Report, { file }: Finding): string {
  return [...(revision?.folder.split('/') ?? []), ...file.split('/')].filter((part) => part !== '' && part !== '.').join('/');
}

/**
 * The suggestion for a finding; undefined where its lines are not all in one piece of the diff, or stand there otherwise than they were scanned: then it would replace the wrong ones. `text` is the
 * scanned file, `patch` what the pull request changes in it.
 */
export function suggestionFor(finding: Finding, path: string, { text, patch }: { readonly text: string; readonly patch: string }): Suggestion | undefined {
  const edits = editsOf(finding);
  const source = text.replace(/^\ufeff/, '');
  const starts = lineStarts(source);
  const from = Math.min(...edits.map(({ start }) => positionAt(starts, start).line));
  const to = Math.max(...edits.map(({ end }) => positionAt(starts, end).line));
  if (edits.some(({ end }) => end > source.length)) return undefined;
  const scanned = source.slice(starts[from - 1], starts[to] ?? source.length).replace(/\r?\n$/, '').split(/\r?\n/);
  const shown = diffLines(patch);
  const inDiff = scanned.every((line, at) => plain(shown.get(from + at)?.text) === line && shown.get(from + at)?.hunk === shown.get(from)?.hunk);
  return inDiff ? { finding, path, from, to, lines: edited(source, edits, starts[from - 1] ?? 0, starts[to] ?? source.length) } : undefined;
}

function edited(source: string, edits: readonly TextEdit[], start: number, end: number): readonly string[] {
  let [text, at] = ['', start];
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    text += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return (text + source.slice(at, end)).replace(/\r?\n$/, '').split(/\r?\n/);
}

/** The edits of the first fix that needs no package and touches the finding's file alone. */
function editsOf({ fixes, file }: Finding): readonly TextEdit[] {
  return fixes.find(({ edits, installs = [] }) => installs.length === 0 && edits.length > 0 && edits.every((edit) => edit.file === file))?.edits ?? [];
}

function plain(line: string | undefined): string | undefined {
  return line?.replace(/\r$/, '');
}

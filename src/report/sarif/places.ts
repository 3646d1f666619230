import type { Finding, Place, Report } from '../../model/report.js';
import { wellFormed } from '../printable.js';
import { repositoryPath } from '../repository-path.js';

/** What file names are relative to: the root of the repository. */
export const sourceRoot = '%SRCROOT%';

/** Characters of a context region; a minified line is longer than all code around it. */
const maxSnippet = 4000;

/** Where a file is, as a relative reference of RFC 3986. */
export function artifactLocation(report: Report, file: string): object {
  return { uri: wellFormed(repositoryPath(report, file)).split('/').map(segment).join('/'), uriBaseId: sourceRoot };
}

/** What RFC 3986 allows in a segment stays as it is, but for the colon, which would make a scheme of the first one. */
function segment(text: string): string {
  return encodeURIComponent(text).replace(/%(?:40|24|26|2B|2C|3B|3D)/g, decodeURIComponent);
}

/** The place of a trace's step. */
export function physicalLocation(report: Report, place: Place): object {
  const { line, column, endLine, endColumn } = place;
  return { artifactLocation: artifactLocation(report, place.file), region: { startLine: line, startColumn: column, endLine, endColumn } };
}

/**
 * The place of a finding, with its code. The region ends with its first line: a pull request shows an alert only when all
 * lines of the region are lines of the change.
 */
export function findingLocation(report: Report, finding: Finding): object {
  const { file, line, column, frame } = finding;
  const text = frame.lines[line - frame.startLine];
  const endColumn = lastColumn(finding, text);
  const snippet = text?.slice(column - 1, endColumn - 1);
  return {
    artifactLocation: artifactLocation(report, file),
    region: { startLine: line, startColumn: column, endLine: line, endColumn, ...(snippet && snippet.length <= maxSnippet && { snippet: { text: snippet } }) },
    ...contextRegion(finding, snippet),
  };
}

function lastColumn({ line, column, endLine, endColumn }: Finding, text: string | undefined): number {
  if (endLine === line) return Math.max(endColumn, column);
  return Math.max((text?.length ?? 0) + 1, column);
}

/** The code around; absent where it is no more than the finding itself. */
function contextRegion({ frame: { startLine, lines } }: Finding, snippet: string | undefined): { readonly contextRegion?: object } {
  const text = lines.join('\n');
  if (!snippet || text.length > maxSnippet || text.length <= snippet.length) return {};
  return { contextRegion: { startLine, startColumn: 1, endLine: startLine + lines.length - 1, endColumn: (lines.at(-1)?.length ?? 0) + 1, snippet: { text } } };
}

import type { Colors } from 'picocolors/types.js';
import type { Finding } from '../model/report.js';
import { cellsOf, type Cell } from './display-width.js';
import { printable } from './printable.js';

export interface CodeFrameOptions {
  /** Cells that a line of the frame may take. */
  readonly width: number;
  /** Lines shown before and after the finding's own. */
  readonly before: number;
  readonly after: number;
  readonly colors: Colors;
}

/** UTF-16 units of a line that are looked at around the finding: minified files have lines of megabytes. */
const reach = 2000;
const tab = '  ';

/** The source around a finding with its callee underlined. Empty when the frame does not hold the finding's line. */
export function codeFrame(finding: Finding, options: CodeFrameOptions): readonly string[] {
  const { frame, line } = finding;
  const first = Math.max(frame.startLine, line - options.before);
  const last = Math.min(frame.startLine + frame.lines.length - 1, line + options.after);
  if (line < frame.startLine || line > last) return [];

  const digits = String(last).length;
  const width = Math.max(options.width - digits - 5, 20);
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    const source = lineText(frame.lines[number - frame.startLine] ?? '');
    if (number === line) rows.push(...markedRows(source, finding, { digits, width, colors: options.colors }));
    else rows.push(options.colors.dim(`  ${String(number).padStart(digits)} │ ${fit(cells(source.slice(0, reach)), width)}`.trimEnd()));
  }
  return rows;
}

/** A line without what belongs to the file and not to the line: carriage return and byte order mark. */
function lineText(raw: string): string {
  return raw.replace(/[\r\n]+$/, '').replace(/^\ufeff/, '');
}

interface RowStyle {
  readonly digits: number;
  readonly width: number;
  readonly colors: Colors;
}

function markedRows(source: string, finding: Finding, style: RowStyle): readonly string[] {
  const { digits, width, colors } = style;
  const from = Math.min(Math.max(finding.column - 1, 0), source.length);
  const to = finding.endLine > finding.line ? source.length : Math.min(Math.max(finding.endColumn - 1, from), source.length);
  const begin = Math.max(from - reach, 0);

  const lead = cells(source.slice(begin, from));
  const mark = cells(source.slice(from, Math.min(to, from + reach)));
  const tail = cells(source.slice(to, to + reach));
  const visibleLead = widthOf(lead) + widthOf(mark) < width ? lead : lastCells(lead, Math.floor(width / 3));
  const shortened = begin > 0 || visibleLead.length < lead.length;
  const row = [...(shortened ? [{ text: '…', width: 1 }] : []), ...visibleLead, ...mark, ...tail];
  const offset = widthOf(visibleLead) + (shortened ? 1 : 0);
  const carets = Math.max(Math.min(widthOf(mark), width - offset), 1);
  return [
    `${colors.red('>')} ${String(finding.line).padStart(digits)} │ ${fit(row, width)}`.trimEnd(),
    `  ${' '.repeat(digits)} │ ${' '.repeat(offset)}${colors.red('^'.repeat(carets))}`,
  ];
}

/** Tabs become two spaces before anything is measured, so that the underline stands where the call is. */
function cells(source: string): readonly Cell[] {
  return cellsOf(printable(source.replaceAll('\t', tab)));
}

function widthOf(row: readonly Cell[]): number {
  return row.reduce((sum, cell) => sum + cell.width, 0);
}

function lastCells(row: readonly Cell[], width: number): readonly Cell[] {
  let start = row.length;
  for (let used = 0; start > 0; start--) {
    used += row[start - 1]?.width ?? 0;
    if (used > width) break;
  }
  return row.slice(start);
}

function fit(row: readonly Cell[], width: number): string {
  if (widthOf(row) <= width) return row.map((cell) => cell.text).join('');
  let text = '';
  let used = 1;
  for (const cell of row) {
    if (used + cell.width > width) break;
    text += cell.text;
    used += cell.width;
  }
  return `${text}…`;
}

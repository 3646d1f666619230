import { html, paragraph, strong, write, type Block } from './nodes.js';
import { plural } from '../plural.js';

/** A part of a report: it can be written with fewer rows than it has, and then says how many it leaves out. */
export interface Part {
  readonly rows: number;
  readonly blocks: (rows: number) => readonly Block[];
}

/** Blocks that are never cut. */
export function fixedPart(...blocks: readonly Block[]): Part {
  return { rows: 0, blocks: () => blocks };
}

/** Rows under a title, in the form that `body` gives them; without rows there is no part. */
export function rowsPart<Row>(rows: readonly Row[], { title, body, most = Infinity, noun }: { readonly title: readonly Block[]; readonly body: (rows: readonly Row[]) => readonly Block[]; readonly most?: number; readonly noun: string }): readonly Part[] {
  if (rows.length === 0) return [];
  return [{
    rows: Math.min(rows.length, most),
    blocks: (shown) => [...title, ...(shown > 0 ? body(rows.slice(0, shown)) : []), ...leftOut(rows.length - shown, noun)],
  }];
}

/** The parts folded behind a line; where the forge knows no folding, the line stands above them. */
export function folded(summary: string, parts: readonly Part[], { fold }: { readonly fold: boolean }): readonly Part[] {
  if (parts.length === 0) return [];
  if (!fold) return [fixedPart(paragraph(strong(summary))), ...parts];
  return [fixedPart(html(`<details><summary>${summary}</summary>`)), ...parts, fixedPart(html('</details>'))];
}

function leftOut(count: number, noun: string): readonly Block[] {
  return count > 0 ? [paragraph(`… ${plural(count, `more ${noun}`)} not shown here: the JSON and HTML reports have them all.`)] : [];
}

/** What a text may measure, and how that is measured. */
export interface Limit {
  readonly most: number;
  readonly measure: (text: string) => number;
}

/** Rows that are written to see how long they are: a report may have thousands, of which few fit. */
const tried = 50;

/**
 * The parts as one text within the limit: the longest part gives rows away until it fits. A row is whole or not there, so nothing ends in the middle of a table or of code.
 */
export function fit(parts: readonly Part[], limit: Limit): string {
  const written = parts.map((part) => writtenWith(part, rowsThatMayFit(part, limit), limit));
  const overflow = (): number => written.reduce((sum, { size }) => sum + size + separator.length, 0) - limit.most;
  while (overflow() > 0) {
    const longest = written.reduce((one, other) => (other.rows > 0 && (one.rows === 0 || other.size > one.size) ? other : one));
    if (longest.rows === 0) break;
    const enough = Math.floor(longest.rows * (1 - overflow() / longest.size));
    written[written.indexOf(longest)] = writtenWith(longest.part, Math.min(longest.rows - 1, Math.max(enough, Math.floor(longest.rows / 2))), limit);
  }
  return written.flatMap(({ text }) => (text === '' ? [] : [text])).join(separator);
}

const separator = '\n\n';

interface WrittenPart {
  readonly part: Part;
  readonly rows: number;
  readonly text: string;
  readonly size: number;
}

function writtenWith(part: Part, rows: number, { measure }: Limit): WrittenPart {
  const text = write(part.blocks(rows));
  return { part, rows, text, size: measure(text) };
}

/** Somewhat more rows than fit when the others are as long as the first. */
function rowsThatMayFit(part: Part, limit: Limit): number {
  if (part.rows <= tried) return part.rows;
  return Math.min(part.rows, Math.ceil((limit.most / writtenWith(part, tried, limit).size) * tried * 1.2));
}

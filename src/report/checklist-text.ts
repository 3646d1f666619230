import type { Colors } from 'picocolors/types.js';
import type { Checklist, ItemResult, ItemVerdict } from '../model/checklist.js';
import { displayWidth, truncate } from './display-width.js';
import { printable } from './printable.js';
import { wrapBeside } from './wrap.js';

export interface ChecklistStyle {
  readonly colors: Colors;
  readonly width: number;
  /** Each item has a line of its own, with its whole reason. */
  readonly full: boolean;
}

interface Mark {
  readonly verdict: ItemVerdict;
  readonly mark: string;
  readonly paint: keyof Pick<Colors, 'red' | 'yellow' | 'green' | 'cyan' | 'dim'>;
}

/** Glyph and word of a verdict, in the order in which they are printed: what is open first. */
const marks: readonly Mark[] = [
  { verdict: 'error', mark: '‼ error', paint: 'red' },
  { verdict: 'fail', mark: '✖ fail', paint: 'red' },
  { verdict: 'partial', mark: '▲ partial', paint: 'yellow' },
  { verdict: 'waived', mark: '~ waived', paint: 'yellow' },
  { verdict: 'pass', mark: '✔ pass', paint: 'green' },
  { verdict: 'attested', mark: '✔ attested', paint: 'green' },
  { verdict: 'unknown', mark: '? unknown', paint: 'cyan' },
  { verdict: 'not-applicable', mark: '– does not apply', paint: 'dim' },
];

/** Always told item by item. */
const urgent: ReadonlySet<ItemVerdict> = new Set(['error', 'fail']);
/** Told item by item where it costs a point or more; of the rest, the titles are enough at first. */
const open: ReadonlySet<ItemVerdict> = new Set(['partial', 'waived']);
/** Columns that a reason needs to stand beside its title. */
const leastReason = 30;
/** The widest mark but that of what does not apply, which needs no columns. */
const markWidth = '✔ attested'.length;

/** The checklist for people: what is open, one item a line, then the others by verdict. */
export function checklistSection({ items }: Checklist, style: ChecklistStyle): readonly string[] {
  if (items.length === 0) return [];
  const decided = items.some(({ verdict }) => verdict !== 'unknown' && verdict !== 'not-applicable');
  if (!decided && !style.full) return [];
  const isTold = ({ verdict, points }: ItemResult): boolean => style.full || urgent.has(verdict) || (open.has(verdict) && points.of - points.earned >= 1);
  const column = Math.max(0, ...items.filter(isTold).map(({ title }) => displayWidth(title)));
  const lines = marks.flatMap((mark) => {
    const own = items.filter(({ verdict }) => verdict === mark.verdict);
    return [...own.filter(isTold).flatMap((item) => itemLines(item, mark, column, style)), ...titleLines(own.filter((item) => !isTold(item)), mark, style)];
  });
  return [heading(items, style), ...lines, ''];
}

function heading(items: readonly ItemResult[], { colors, width }: ChecklistStyle): string {
  const met = items.filter(({ verdict }) => verdict === 'pass' || verdict === 'attested').length;
  const applying = items.filter(({ verdict }) => verdict !== 'not-applicable').length;
  const summary = `${String(met)} of ${String(applying)} items met`;
  return `${colors.bold('CHECKLIST')} ${colors.dim('─'.repeat(Math.max(width - 'CHECKLIST'.length - summary.length - 2, 3)))} ${summary}`;
}

/** One line, cut at its end, unless nothing is to be left out. */
function itemLines({ verdict, title, reason, points }: ItemResult, mark: Mark, column: number, { colors, width, full }: ChecklistStyle): readonly string[] {
  const label = `  ${mark.mark.padEnd(markWidth)} `;
  const beside = `${label}${title}${' '.repeat(column - displayWidth(title))}  `;
  const narrow = displayWidth(beside) + leastReason > width;
  const cost = points.of - points.earned;
  const lost = cost >= 0.05 && verdict !== 'unknown' && verdict !== 'error' ? `costs ${cost.toFixed(1)} points` : '';
  const words = full ? [reason, lost] : [lost, reason];
  const text = `${narrow ? `${title}: ` : ''}${words.filter(Boolean).join('; ')}`;
  const lines = full ? wrapBeside(narrow ? label : beside, text, width) : [truncate(`${narrow ? label : beside}${printable(text)}`, width)];
  return lines.map((line, at) => (at === 0 ? painted(line, mark, colors) : line));
}

function titleLines(items: readonly ItemResult[], mark: Mark, { colors, width }: ChecklistStyle): readonly string[] {
  const titles = items.map(({ title }) => title);
  if (titles.length === 0) return [];
  if (mark.verdict === 'not-applicable') return wrapBeside(`  ${mark.mark}: `, titles.join(', '), width).map(colors.dim);
  return wrapBeside(`  ${mark.mark.padEnd(markWidth)} `, titles.join(', '), width).map((line, at) => (at === 0 ? painted(line, mark, colors) : line));
}

function painted(line: string, { mark, paint }: Mark, colors: Colors): string {
  return line.replace(mark, colors[paint](mark));
}

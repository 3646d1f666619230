import type { Colors } from 'picocolors/types.js';
import type { Checklist, ItemResult, ItemVerdict, Tier, TierResult } from '../model/checklist.js';
import { displayWidth } from './display-width.js';
import { wrapBeside } from './wrap.js';

export interface ChecklistStyle {
  readonly colors: Colors;
  readonly width: number;
  /** Each item has a line of its own. */
  readonly full: boolean;
  /** The tier that the configuration names. */
  readonly aim?: Tier;
}

/** Glyph and word of a verdict, in the order in which they are printed: what is open first. */
const marks: readonly { readonly verdict: ItemVerdict; readonly mark: string; readonly paint: keyof Pick<Colors, 'red' | 'yellow' | 'green' | 'cyan' | 'dim'> }[] = [
  { verdict: 'error', mark: '‼ error', paint: 'red' },
  { verdict: 'fail', mark: '✖ fail', paint: 'red' },
  { verdict: 'partial', mark: '▲ partial', paint: 'yellow' },
  { verdict: 'waived', mark: '~ waived', paint: 'yellow' },
  { verdict: 'pass', mark: '✔ pass', paint: 'green' },
  { verdict: 'attested', mark: '✔ attested', paint: 'green' },
  { verdict: 'unknown', mark: '? unknown', paint: 'cyan' },
  { verdict: 'not-applicable', mark: '– does not apply', paint: 'dim' },
];

/** Columns that a reason needs to stand beside its title. */
const leastReason = 30;
/** The widest mark but that of what does not apply, which needs no columns. */
const markWidth = '✔ attested'.length;

/** The checklist for people: score and tier, then what is open and passed, one item a line, then the rest by reason. */
export function checklistSection(checklist: Checklist, style: ChecklistStyle): readonly string[] {
  const { items } = checklist;
  if (!items.some(({ verdict }) => verdict !== 'unknown' && verdict !== 'not-applicable') && !style.full) return [heading(checklist, style), ''];
  const single = marks.filter(({ verdict }) => style.full || (verdict !== 'unknown' && verdict !== 'not-applicable'));
  const rest = marks.filter((mark) => !single.includes(mark));
  const own = single.flatMap(({ verdict }) => items.filter((item) => item.verdict === verdict));
  const column = Math.max(0, ...own.map(({ title }) => displayWidth(title)));
  return [
    heading(checklist, style),
    ...tierLines(checklist, style),
    ...own.flatMap((item) => itemLines(item, column, style)),
    ...rest.flatMap(({ verdict }) => groupLines(items.filter((item) => item.verdict === verdict), verdict, style)),
    '',
  ];
}

function heading({ score, unscored = '' }: Checklist, { colors, width }: ChecklistStyle): string {
  const summary = score ? `verified ${String(score.verified)}, possible ${String(score.possible)}, ${String(score.assessed)} % assessed` : `no score: ${unscored}`;
  return `${colors.bold('CHECKLIST')} ${colors.dim('─'.repeat(Math.max(width - 'CHECKLIST'.length - displayWidth(summary) - 2, 3)))} ${summary}`;
}

function tierLines({ score, tier, tiers, items }: Checklist, { width, aim }: ChecklistStyle): readonly string[] {
  if (!score) return [];
  // What it is made for may lie beyond the next tier; what blocks that one is named first all the same.
  const next = tiers.find(({ reached }) => !reached);
  const reached = `${tier ?? 'none yet'}${aim === undefined ? '' : ` (made for ${aim})`}`;
  return wrapBeside('  tier  ', next ? `${reached}; ${next.tier} ${lacks(next, items)}` : reached, width);
}

function lacks({ blocking, unseen }: TierResult, items: readonly ItemResult[]): string {
  const titles = (ids: TierResult['blocking']): string => ids.map((id) => items.find((item) => item.id === id)?.title ?? id).join(', ');
  return [...(blocking.length > 0 ? [`is blocked by ${titles(blocking)}`] : []), ...(unseen.length > 0 ? [`${blocking.length > 0 ? 'and ' : ''}needs evidence of ${titles(unseen)}`] : [])].join(', ');
}

function itemLines({ verdict, title, reason, points }: ItemResult, column: number, { colors, width }: ChecklistStyle): readonly string[] {
  const found = marks.find((mark) => mark.verdict === verdict);
  const mark = `  ${(found?.mark ?? verdict).padEnd(markWidth)} `;
  const beside = `${mark}${title}${' '.repeat(column - displayWidth(title))}  `;
  const narrow = displayWidth(beside) + leastReason > width;
  const costs = Math.round((points.of - points.earned) * 100);
  const lost = costs > 0 && verdict !== 'unknown' && verdict !== 'error' ? `; costs ${(costs / 100).toFixed(1)} points` : '';
  return wrapBeside(narrow ? mark : beside, `${narrow ? `${title}: ` : ''}${reason}${lost}`, width).map((line, at) => (at === 0 && found ? line.replace(found.mark, colors[found.paint](found.mark)) : line));
}

/** Items of one verdict, those with the same reason together. */
function groupLines(items: readonly ItemResult[], verdict: ItemVerdict, { colors, width }: ChecklistStyle): readonly string[] {
  const found = marks.find((mark) => mark.verdict === verdict);
  const mark = found?.mark ?? verdict;
  const reasons = [...new Set(items.map(({ reason }) => reason))];
  if (verdict === 'not-applicable' && items.length > 0) return wrapBeside(`  ${mark}: `, items.map(({ title }) => title).join(', '), width).map(colors.dim);
  return reasons.flatMap((reason) => {
    const titles = items.filter((item) => item.reason === reason).map(({ title }) => title).join(', ');
    return wrapBeside(`  ${mark.padEnd(markWidth)} `, `${titles}: ${reason}`, width).map((line, at) => (at === 0 && found ? line.replace(mark, colors[found.paint](mark)) : line));
  });
}

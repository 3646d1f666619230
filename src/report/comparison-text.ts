import type { Colors } from 'picocolors/types.js';
import type { Comparison, ItemChange } from '../model/comparison.js';
import type { Report, Selection, Shard } from '../model/report.js';
import { displayWidth } from './display-width.js';
import { plural } from './plural.js';
import { sumOfPoints } from './sum-of-points.js';
import { placeText } from './terminal-finding.js';
import type { Verdict } from './verdict.js';
import { wrapBeside } from './wrap.js';

interface ComparisonStyle {
  readonly colors: Colors;
  readonly width: number;
  /** Nothing is left out. */
  readonly full: boolean;
}

const maxFixed = 10;
const maxPackages = 6;
/** Points below which an item that keeps its verdict is not named. */
const leastPoints = 0.05;

/** `main at 1f3c9ab`: what a report was compared with. */
export function baseText({ ref, commit }: { readonly ref: string; readonly commit?: string }): string {
  return commit === undefined || commit.startsWith(ref) ? ref : `${ref} at ${commit.slice(0, 7)}`;
}

/** What a report is held against, in one clause; undefined where it stands by itself. */
export function changeText({ comparison, selection, shard }: Pick<Report, 'comparison' | 'selection' | 'shard'>): string | undefined {
  if (shard) return shardText(shard);
  if (selection) return selectionText(selection);
  if (!comparison) return undefined;
  const { base } = comparison;
  return `compared with ${baseText(base)}${base.empty ? ', which has no source in this folder: all is new' : ''}`;
}

function shardText({ index, of, packages }: Shard): string {
  const names = packages.slice(0, maxPackages).map((dir) => (dir === '' ? 'the root' : dir)).join(', ');
  const more = packages.length > maxPackages ? ` and ${String(packages.length - maxPackages)} more` : '';
  return `shard ${String(index)} of ${String(of)}, a part of the verdict: ${packages.length === 0 ? 'nothing is left to judge here' : `of ${names}${more}`}`;
}

function selectionText({ of, base, files }: Selection): string {
  const change = of === 'staged' ? 'staged' : `that differ from ${base ? baseText(base) : 'the base'}`;
  if (files === 0) return of === 'staged' ? 'nothing is staged here: there is nothing to report' : `nothing differs from ${base ? baseText(base) : 'the base'}: there is nothing to report`;
  return `only what concerns ${plural(files, 'file')} ${change}`;
}

/** `2 new errors, no new warnings`: what the gate looks at in a comparison. */
export function addedText({ added }: Pick<Verdict, 'added'>): string | undefined {
  return added && `${plural(added.errors, 'new error')}, ${plural(added.warnings, 'new warning')}`;
}

/** `+1.20`, `−4.90` or `±0.00`. */
export function pointsText(points: number): string {
  return `${points > 0 ? '+' : points < 0 ? '−' : '±'}${Math.abs(points).toFixed(2)}`;
}

/** What the change did: items before and after, what it mended, and what it waives. */
export function comparisonSection(report: Report, style: ComparisonStyle): readonly string[] {
  const { comparison } = report;
  if (!comparison || comparison.base.empty || !comparison.base.complete) return [];
  const { colors, width } = style;
  const summary = scoreText(comparison, report);
  return [
    `${colors.bold('THIS CHANGE')} ${colors.dim('─'.repeat(Math.max(width - 'THIS CHANGE'.length - displayWidth(summary) - 2, 3)))} ${summary}`,
    ...(comparison.items.length === 0 && comparison.points !== undefined ? [colors.dim('  no item of the checklist differs')] : changedItems(comparison, style)),
    ...fixedLines(comparison, style),
    ...comparison.waivers.flatMap(({ rule, target, file, line, reason, owner = 'nobody' }) => wrapBeside('  ~ waived  ', `${rule ?? 'all rules'} in ${target.file}: ${reason} (${owner}, ${file}:${String(line)})`, width)),
    '',
  ];
}

function scoreText({ base: { score: before }, points }: Comparison, { checklist: { score } }: Report): string {
  if (!before || !score || points === undefined) return 'no score to compare';
  return `verified ${String(before.verified)} → ${String(score.verified)}, ${pointsText(points)} points`;
}

/** What only rounding and the weight of other items moved is told in one line. */
function changedItems({ items }: Comparison, style: ComparisonStyle): readonly string[] {
  const slight = style.full ? [] : items.filter(({ before, after, points, worse }) => before === after && !worse && Math.abs(points) < leastPoints);
  const moved = sumOfPoints(slight);
  return [
    ...items.filter((item) => !slight.includes(item)).flatMap((item) => itemLines(item, style)),
    ...(slight.length > 0 ? [style.colors.dim(`  · other   ${plural(slight.length, 'item')} by less than ${leastPoints.toFixed(2)} each, ${pointsText(moved)}`)] : []),
  ];
}

function itemLines({ title, before, after, points, worse, reasons }: ItemChange, { colors, width }: ComparisonStyle): readonly string[] {
  const better = !worse && points > 0;
  const mark = worse ? '✖ worse ' : better ? '✔ better' : '· other ';
  const paint = worse ? colors.red : better ? colors.green : colors.dim;
  const verdicts = before === after ? after : `${before} → ${after}`;
  return wrapBeside(`  ${mark}  `, `${title}: ${verdicts}, ${pointsText(points)}; ${reasons.after}`, width).map((line, at) => (at === 0 ? line.replace(mark, paint(mark)) : line));
}

function fixedLines({ fixed }: Comparison, { colors, width, full }: ComparisonStyle): readonly string[] {
  const shown = full ? fixed : fixed.slice(0, maxFixed);
  const rest = fixed.length - shown.length;
  return [
    ...shown.flatMap((finding) => wrapBeside('  ✔ fixed   ', `${finding.rule} ${placeText(finding)}: ${finding.message}`, width).map((line, at) => (at === 0 ? line.replace('✔ fixed', colors.green('✔ fixed')) : line))),
    ...(rest > 0 ? [colors.dim(`  … ${plural(rest, 'more finding')} fixed. All of them: --full`)] : []),
  ];
}

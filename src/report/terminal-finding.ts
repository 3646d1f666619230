import type { Colors } from 'picocolors/types.js';
import type { Level, Reach } from '../model/evidence.js';
import type { Finding, ReportTrace } from '../model/report.js';
import { advice } from './advice.js';
import { codeFrame } from './code-frame.js';
import { displayWidth } from './display-width.js';
import { printable } from './printable.js';
import { wrapBeside } from './wrap.js';

export interface FindingStyle {
  readonly colors: Colors;
  readonly width: number;
  readonly full: boolean;
}

const indent = '    ';
const tracePlaces = 2;
const headingKeys = ['level', 'rule', 'file', 'item', 'confidence'] as const;

const reachWords: Readonly<Record<Reach, string>> = {
  request: 'request path',
  worker: 'worker',
  startup: 'startup',
  script: 'script',
  unknown: 'reach unknown',
};

/** Glyph, word and colour of a level: none of the three is needed to understand the others. */
export function levelMark(level: Level, colors: Colors): string {
  if (level === 'error') return colors.red('✖ error');
  return level === 'warning' ? colors.yellow('▲ warning') : colors.cyan('ℹ info');
}

/**
 * Findings of one rule in one file, under one heading. Only the first shows the lines around it, and advice that
 * repeats word for word is printed once, after the last finding that it serves.
 */
export function findingGroup(group: readonly Finding[], style: FindingStyle): readonly string[] {
  const [first] = group;
  if (!first) return [];
  return [
    heading(first, group.length, style),
    ...group.flatMap((finding, index) => {
      const next = group[index + 1];
      const repeats = next !== undefined && advice(next) === advice(finding);
      return [...body(finding, index === 0, style), ...(repeats ? [] : fixLines(finding, style))];
    }),
  ];
}

/** Neighbours belong together when all that the heading says holds for each of them. */
export function groupFindings(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const groups: Finding[][] = [];
  for (const finding of findings) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && headingKeys.every((key) => last[key] === finding[key])) group.push(finding);
    else groups.push([finding]);
  }
  return groups;
}

function heading(finding: Finding, count: number, { colors, width }: FindingStyle): string {
  const rule = printable(finding.rule);
  const several = count > 1 ? `${String(count)} in ${printable(finding.file)}` : '';
  const right = [several, finding.item, `${finding.confidence} confidence`].filter(Boolean).join(' · ');
  const left = `  ${levelMark(finding.level, colors)} ${colors.bold(rule)}`;
  const used = displayWidth(`  ✖ ${finding.level} ${rule}`) + displayWidth(right);
  return `${left}${' '.repeat(Math.max(width - used, 2))}${colors.dim(right)}`;
}

function body(finding: Finding, first: boolean, style: FindingStyle): readonly string[] {
  const { colors, width, full } = style;
  const around = full ? 2 : first ? 1 : 0;
  const frame = codeFrame(finding, { colors, width: width - indent.length, before: around, after: full ? around : 0 });
  return [
    `${indent}${colors.cyan(placeText(finding))}   ${reachWords[finding.reach]}${finding.points > 0 ? ` · costs ${finding.points.toFixed(2)} points` : ''}`,
    ...frame.map((row) => indent + row),
    ...wrapBeside(indent, finding.message, width),
    ...traceLines(finding.trace, style),
  ];
}

function traceLines(trace: readonly ReportTrace[], style: FindingStyle): readonly string[] {
  const { colors, width, full } = style;
  const shown = full || trace.length <= tracePlaces + 1 ? trace : trace.slice(0, tracePlaces);
  const column = Math.min(Math.max(0, ...shown.map((step) => displayWidth(placeText(step)))), Math.floor(width / 2));
  const lines = shown.flatMap((step, index) => stepLines(step, `${indent}${index === 0 ? 'trace' : '     '} `, column, width));
  const rest = trace.length - shown.length;
  return rest > 0 ? [...lines, colors.dim(`${indent}      … ${String(rest)} more places (--full)`)] : lines;
}

/** What happens at a place stands beside it, or below when a long path leaves no room. */
function stepLines(step: ReportTrace, label: string, column: number, width: number): readonly string[] {
  const place = placeText(step);
  const beside = `${label}${place}${' '.repeat(Math.max(column - displayWidth(place), 0))}  `;
  if (displayWidth(beside) + displayWidth(step.message) <= width || displayWidth(place) <= column) return wrapBeside(beside, step.message || ' ', width);
  return [`${label}${place}`, ...wrapBeside(' '.repeat(displayWidth(label) + 2), step.message || ' ', width)];
}

function fixLines(finding: Finding, { colors, width }: FindingStyle): readonly string[] {
  const text = advice(finding);
  if (!text) return [];
  return wrapBeside(`${indent}fix   `, text, width).map((line, index) => (index === 0 ? line.replace('fix', colors.green('fix')) : line));
}

/** `file:line:column`, as terminals and editors turn it into a link. */
export function placeText(place: { readonly file: string; readonly line: number; readonly column: number }): string {
  return `${printable(place.file)}:${String(place.line)}:${String(place.column)}`;
}

import { displayWidth, truncate } from './display-width.js';
import type { Finding } from '../model/report.js';
import { printable } from './printable.js';
import { levelMark, placeText, type FindingStyle } from './terminal-finding.js';

/** Findings of one rule and level in one line: one with what happens, several with their places as far as they fit. */
export function findingRow(group: readonly Finding[], { colors, width }: FindingStyle): string {
  const [first] = group;
  if (!first) return '';
  const rule = printable(first.rule);
  const mark = `✖ ${first.level}`;
  const start = `  ${mark} ${rule}  `;
  const rest = group.length === 1 ? `${placeText(first)}  ${printable(first.message)}` : places(group, width - displayWidth(start));
  const line = truncate(`${start}${rest}`, width);
  return `  ${levelMark(first.level, colors)} ${colors.bold(rule)}${line.slice(2 + mark.length + 1 + rule.length)}`;
}

/** `30 in 28 files: src/a.ts:3:4, src/b.ts:4:8, …`. */
function places(group: readonly Finding[], width: number): string {
  const files = new Set(group.map(({ file }) => file)).size;
  let text = `${String(group.length)} in ${String(files)} ${files === 1 ? 'file' : 'files'}: `;
  for (const [at, finding] of group.entries()) {
    const more = `${at === 0 ? '' : ', '}${placeText(finding)}`;
    if (displayWidth(text + more) + 3 > width && at > 0) return `${text}, …`;
    text += more;
  }
  return text;
}

/** By level and rule, in the order in which the first of each comes. */
export function byRule(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.level} ${finding.rule}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}

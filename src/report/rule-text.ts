import pc from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { itemTitles } from '../model/checklist.js';
import type { Example, RuleMeta } from '../model/rule.js';
import { wrap, wrapBeside } from './wrap.js';

export interface TextOptions {
  readonly color: boolean;
  readonly width: number;
}

/** One rule, as `readiness explain <rule>` prints it. */
export function renderRule(meta: RuleMeta, options: TextOptions): string {
  const colors = pc.createColors(options.color);
  const width = Math.max(options.width, 40);
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', colors.bold(title), ...lines];
  const lines = [
    colors.bold(meta.id),
    ...wrap(`${meta.level} · ${meta.area} · ${itemTitles[meta.item]} (${meta.item}) · failure mode ${meta.mode}`, width).map(colors.dim),
    '',
    ...wrap(meta.summary, width),
    ...section('WHY', paragraphs(meta.why, width)),
    ...section('HOW IT DECIDES', paragraphs(meta.how, width)),
    ...section('EXAMPLES', meta.examples.flatMap((example) => exampleLines(example, width, colors))),
    ...section('BLIND SPOTS', meta.blindSpots.flatMap((spot) => wrapBeside('  - ', spot, width))),
  ];
  return `${lines.join('\n')}\n`;
}

/** All rules, one a line, by area. */
export function renderRuleList(rules: readonly RuleMeta[], options: TextOptions): string {
  const colors = pc.createColors(options.color);
  const column = Math.max(0, ...rules.map((rule) => rule.id.length)) + 2;
  const areas = [...new Set(rules.map((rule) => rule.area))];
  const lines = areas.flatMap((area) => [
    colors.bold(area.toUpperCase()),
    ...rules
      .filter((rule) => rule.area === area)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((rule) => wrapBeside(`  ${rule.id.padEnd(column)}${rule.level.padEnd(9)}`, rule.summary, Math.max(options.width, 60))),
    '',
  ]);
  return `${[...lines, 'More on one of them: readiness explain <rule>'].join('\n')}\n`;
}

function paragraphs(text: string, width: number): readonly string[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .flatMap((paragraph, index) => [...(index === 0 ? [] : ['']), ...wrapBeside('  ', paragraph, width)]);
}

function exampleLines(example: Example, width: number, colors: Colors): readonly string[] {
  const bad = example.reports.length > 0;
  const mark = bad ? colors.red('✖ bad ') : colors.green('✔ good');
  const title = wrapBeside('  ~       ', example.title, width).map((line, index) => (index === 0 ? line.replace('~     ', mark) : line));
  const code = example.code.replace(/^\n|\s+$/g, '').split('\n');
  const offset = example.code.startsWith('\n') ? 2 : 1;
  const marked = code.map((line, index) => `  ${example.reports.includes(index + offset) ? colors.red('>') : ' '} │ ${line}`.trimEnd());
  return [...title, ...marked, ''];
}

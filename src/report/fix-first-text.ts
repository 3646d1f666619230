import type { Colors } from 'picocolors/types.js';
import type { Report } from '../model/report.js';
import { displayWidth, truncate } from './display-width.js';
import { fixFirst, type Step } from './fix-first.js';
import { printable } from './printable.js';
import { placeText } from './terminal-finding.js';

const shown = 3;

/** What to mend first, by item. */
export function fixFirstSection(report: Report, { colors, width }: { readonly colors: Colors; readonly width: number }): readonly string[] {
  const steps = fixFirst(report).filter(({ gain, tier, failing }) => gain >= 0.05 || tier !== undefined || failing).slice(0, shown);
  const [first] = steps;
  if (!first) return [];
  const tier = steps.find((step) => step.tier !== undefined)?.tier;
  const summary = `by ${[...(first.failing ? ['gate'] : []), ...(tier === undefined ? [] : [`tier ${tier}`]), 'points'].join(', then ')}`;
  return [
    `${colors.bold('FIX FIRST')} ${colors.dim('─'.repeat(Math.max(width - 'FIX FIRST'.length - summary.length - 2, 3)))} ${summary}`,
    ...steps.flatMap((step, at) => stepLines(step, at + 1, { colors, width })),
    '',
  ];
}

/** What it earns and where it begins, and below what to do. */
function stepLines(step: Step, number: number, { colors, width }: { readonly colors: Colors; readonly width: number }): readonly string[] {
  const gain = `+${step.gain.toFixed(1)}`.padStart(5);
  const start = `  ${String(number)}. ${gain}  `;
  const { item, findings, place } = step;
  const where = place ? ` · ${findings.length > 1 ? `${String(findings.length)} findings, first ` : ''}${placeText(place)}` : '';
  return [
    truncate(`${start}${item.title}${where}`, width).replace(gain, colors.green(gain)),
    truncate(`${' '.repeat(displayWidth(start))}${printable(step.todo)}`, width),
  ];
}

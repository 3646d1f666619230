import type { Colors } from 'picocolors/types.js';
import type { Report } from '../model/report.js';
import { advice } from './advice.js';
import { displayWidth, truncate } from './display-width.js';
import { fixFirst, type Step } from './fix-first.js';
import { printable } from './printable.js';
import { placeText } from './terminal-finding.js';

const shown = 4;

/** What to mend first, by item. */
export function fixFirstSection(report: Report, { colors, width }: { readonly colors: Colors; readonly width: number }): readonly string[] {
  const steps = fixFirst(report).filter(({ gain, tier }) => gain >= 0.05 || tier !== undefined).slice(0, shown);
  const [first] = steps;
  if (!first) return [];
  const summary = first.tier === undefined ? 'by points' : `the way to tier ${first.tier}, then by points`;
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
  const [first] = step.findings;
  const places = first ? ` · ${step.findings.length > 1 ? `${String(step.findings.length)} findings, first ` : ''}${placeText(first)}` : '';
  return [
    truncate(`${start}${step.item.title}${places}`, width).replace(gain, colors.green(gain)),
    truncate(`${' '.repeat(displayWidth(start))}${printable(todo(step))}`, width),
  ];
}

function todo({ item, findings: [first], unseen }: Step): string {
  if (first) return advice(first);
  return unseen ? `not seen: ${item.reason}. What holds all the same can be stated: readiness attest ${item.id}` : item.reason;
}

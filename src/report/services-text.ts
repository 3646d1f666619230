import type { Colors } from 'picocolors/types.js';
import type { ServiceResult } from '../model/report.js';
import { displayWidth } from './display-width.js';
import { printable } from './printable.js';

/** The services of a monorepo, one a line: where, score, tier, findings. */
export function servicesSection(services: readonly ServiceResult[], { colors, width }: { readonly colors: Colors; readonly width: number }): readonly string[] {
  if (services.length === 0) return [];
  const rows = services.map((service) => [printable(service.dir === '' ? service.name : service.dir), ...numbers(service)]);
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => displayWidth(row[at] ?? '')))) ?? [];
  const title = `SERVICES ${String(services.length)}`;
  return [
    `${colors.bold(title)} ${colors.dim('─'.repeat(Math.max(width - title.length - 1, 3)))}`,
    ...rows.map((row) => `  ${row.map((cell, at) => `${cell}${' '.repeat((widths[at] ?? 0) - displayWidth(cell))}`).join('  ').trimEnd()}`),
    '',
  ];
}

function numbers({ checklist: { score, tier }, errors, warnings }: ServiceResult): readonly string[] {
  return [
    score ? `verified ${String(score.verified)}, possible ${String(score.possible)}` : 'no score',
    `tier ${tier ?? 'none yet'}`,
    `${String(errors)} ${errors === 1 ? 'error' : 'errors'}, ${String(warnings)} ${warnings === 1 ? 'warning' : 'warnings'}`,
  ];
}

import { table } from '../docs/markdown.js';
import type { FixTrials } from './fix-trials.js';

/** What the last run of `fixes` found, for docs/fixing.md. */
export function fixesTable(trials: readonly FixTrials[]): string {
  const sum = (of: (one: FixTrials) => number): number => trials.reduce((total, one) => total + of(one), 0);
  const row = (name: string, findings: number, withFix: number, hold: number): readonly string[] => [name, String(findings), String(withFix), shareText(withFix, findings), String(hold), shareText(hold, withFix)];
  return table(
    ['Service', 'Errors and warnings', 'With a fix', '', 'Apply and type-check', ''],
    [...trials.map(({ service, findings, withFix, hold }) => row(service, findings, withFix, hold)), row('all', sum((one) => one.findings), sum((one) => one.withFix), sum((one) => one.hold))],
  );
}

/** A part of a whole in percent; a dash of nothing. */
export function shareText(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(0)} %`;
}

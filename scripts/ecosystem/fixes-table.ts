import { table } from '../docs/markdown.js';
import type { FixTrials } from './fix-trials.js';
import type { CheckKind } from './type-checks.js';

const kinds: Readonly<Record<CheckKind, string>> = { configured: 'what changes and what imports it', plain: 'JavaScript that changes' };

/** What the last run of `fixes` found, for docs/fixing.md. */
export function fixesTable(trials: readonly FixTrials[]): string {
  const sum = (of: (one: FixTrials) => number): number => trials.reduce((total, one) => total + of(one), 0);
  const row = (name: string, findings: number, withFix: number, hold: number, checked: readonly CheckKind[]): readonly string[] => [name, String(findings), String(withFix), shareText(withFix, findings), String(hold), shareText(hold, withFix), checked.map((kind) => kinds[kind]).join('; ')];
  return table(
    ['Service', 'Errors and warnings', 'With a fix', '', 'Apply and type-check', '', 'Checked'],
    [...trials.map(({ service, findings, withFix, hold, checked }) => row(service, findings, withFix, hold, checked)), row('all', sum((one) => one.findings), sum((one) => one.withFix), sum((one) => one.hold), [])],
  );
}

/** A part of a whole in percent; a dash of nothing. */
export function shareText(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(0)} %`;
}

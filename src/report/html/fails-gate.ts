import type { Finding } from '../../model/report.js';
import type { Page } from './page.js';

/** Whether a finding is one of those that fail the gate: of a level that does, not in the baseline, and new where the report was compared. */
export function failsGate({ report: { gate, comparison }, added }: Page, { level, known, fingerprint }: Finding): boolean {
  const { findings: least = comparison ? 'error' : 'warning' } = gate;
  if (known || least === 'none' || (comparison && !added.has(fingerprint))) return false;
  return level === 'error' || (level === 'warning' && least === 'warning');
}

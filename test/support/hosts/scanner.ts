import type { Report } from '../../../src/model/report.js';
import { scan } from '../../../src/scan.js';
import type { Preset } from '../expectations.js';
import type { LocatedFinding } from './located-finding.js';

export interface ScannerRun {
  readonly findings: readonly LocatedFinding[];
  readonly report: Report;
}

/**
 * Scans a project without a cache. Throws where a part of it was not judged: silence from a rule that crashed would pass for a
 * good fixture. Syntax errors are no reason, for fixtures may be about them.
 */
export async function runScanner(root: string, preset: Preset): Promise<ScannerRun> {
  const report = await scan({ path: root, preset, cache: false });
  const broken = report.problems.filter(({ kind, severity }) => severity === 'error' && kind !== 'parse');
  if (broken.length > 0) throw new Error(broken.map(({ kind, file, message }) => `${kind} ${file ?? root}: ${message}`).join('\n'));
  const findings = report.findings.map(({ file, line, column, rule, message }) => ({ file, line, column, rule, message }));
  return { findings, report };
}

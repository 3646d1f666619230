import type { Report } from '../model/report.js';

export interface Verdict {
  readonly gate: 'pass' | 'fail' | 'incomplete';
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** 0 clean, 1 the gate failed, 3 a part of the project was not judged. */
  readonly exitCode: 0 | 1 | 3;
}

/**
 * What the report means for a pipeline. Errors and warnings fail the gate, info findings never do. An incomplete scan
 * outranks both: whoever looks only at the exit code must not read "nothing found" as "nothing there".
 */
export function verdict(report: Report): Verdict {
  const counts = { errors: count(report, 'error'), warnings: count(report, 'warning'), infos: count(report, 'info') };
  if (!report.complete) return { gate: 'incomplete', ...counts, exitCode: 3 };
  if (counts.errors + counts.warnings > 0) return { gate: 'fail', ...counts, exitCode: 1 };
  return { gate: 'pass', ...counts, exitCode: 0 };
}

function count(report: Report, level: Report['findings'][number]['level']): number {
  return report.findings.filter((finding) => finding.level === level).length;
}

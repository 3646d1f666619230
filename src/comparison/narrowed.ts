import type { Finding, Report, Selection } from '../model/report.js';

/**
 * The report with no other findings than those that concern some files: they lie there, or a step of their way does. The checklist stays that of the whole; services have none of their own here,
 * because their counts would be of another whole.
 */
export function narrowed(report: Report, { of, base }: Pick<Selection, 'of' | 'base'>, files: ReadonlySet<string>): Report {
  const isConcerned = ({ file, trace }: Finding): boolean => files.has(file) || trace.some((step) => files.has(step.file));
  const findings = report.findings.filter(isConcerned);
  return {
    ...report, findings, services: [], suppressed: report.suppressed.filter(isConcerned),
    selection: { of, ...(base && { base: { ref: base.ref, commit: base.commit } }), files: files.size, elsewhere: report.findings.length - findings.length },
  };
}

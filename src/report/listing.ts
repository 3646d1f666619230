import type { Level, Reach } from '../model/evidence.js';
import type { Finding, Problem, Report } from '../model/report.js';

/** The findings that a reader sees, most urgent first, and what was left out. */
export interface Listing {
  readonly shown: readonly Finding[];
  /** Rule and number of the findings beyond the limit, most frequent first. */
  readonly cut: readonly { readonly rule: string; readonly count: number }[];
  /** Info findings that the recommended preset keeps quiet. */
  readonly quietInfos: number;
  /** Findings of the baseline that are left out. */
  readonly known: number;
  /** Findings that are left out because the base has them, too. */
  readonly before: number;
}

const levelOrder: Readonly<Record<Level, number>> = { error: 0, warning: 1, info: 2 };
const reachOrder: Readonly<Record<Reach, number>> = { request: 0, worker: 1, startup: 2, unknown: 3, script: 4 };

/** Orders the findings by level, then by who waits (requests first), then by points, then by place, and keeps at most `limit` of them. With `full` none is left out, and those of the baseline and of the base are among them. */
export function listFindings(report: Report, { full, limit = Infinity }: { readonly full: boolean; readonly limit?: number }): Listing {
  const strict = report.project.preset === 'strict';
  const isNew = addedTo(report);
  const unknown = report.findings.filter((finding) => full || finding.known !== true);
  const wanted = unknown.filter((finding) => full || isNew(finding));
  const visible = wanted.filter((finding) => strict || finding.level !== 'info').toSorted(byUrgency);
  return {
    shown: full ? visible : visible.slice(0, limit),
    cut: countByRule(full ? [] : visible.slice(limit)),
    quietInfos: wanted.length - visible.length,
    known: report.findings.length - unknown.length,
    before: unknown.length - wanted.length,
  };
}

/** Whether a finding is one that the base does not have; all are where there is none. */
export function addedTo({ comparison }: Report): (finding: Finding) => boolean {
  const added = comparison && new Set(comparison.added);
  return ({ fingerprint }) => added?.has(fingerprint) ?? true;
}

/** Problems that make the scan incomplete first. */
export function listProblems(report: Report): readonly Problem[] {
  return report.problems.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
}

/** Orders findings: level, then who waits, then what mending them earns, then place. */
export function byUrgency(a: Finding, b: Finding): number {
  return (
    levelOrder[a.level] - levelOrder[b.level] ||
    reachOrder[a.reach] - reachOrder[b.reach] ||
    b.points - a.points ||
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.rule, b.rule)
  );
}

/** Number of findings by rule, most frequent first. */
export function countByRule(findings: readonly Finding[]): Listing['cut'] {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => ({ rule, count })).toSorted((a, b) => b.count - a.count || compare(a.rule, b.rule));
}

/** By code units: the order must not depend on the machine's locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

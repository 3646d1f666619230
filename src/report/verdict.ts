import { itemTitles, tiers } from '../model/checklist.js';
import type { Report } from '../model/report.js';

export interface Verdict {
  readonly gate: 'pass' | 'fail' | 'incomplete';
  /** Those of the baseline are not counted. */
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** What besides findings fails the gate, a clause each. */
  readonly reasons: readonly string[];
  /** 0 clean, 1 the gate failed, 3 a part of the project was not judged. */
  readonly exitCode: 0 | 1 | 3;
}

/**
 * What the report means for a pipeline. Errors and warnings that are not in the baseline fail the gate unless the configuration says otherwise, info findings never do. An
 * incomplete scan outranks all: whoever looks only at the exit code must not read "nothing found" as "nothing there".
 */
export function verdict(report: Report): Verdict {
  const counts = { errors: count(report, 'error'), warnings: count(report, 'warning'), infos: count(report, 'info') };
  const reasons = [...tierReasons(report), ...scoreReasons(report)];
  if (!report.complete) return { gate: 'incomplete', ...counts, reasons, exitCode: 3 };
  const { findings = 'warning' } = report.gate;
  const failing = (findings === 'none' ? 0 : counts.errors) + (findings === 'warning' ? counts.warnings : 0);
  if (failing > 0 || reasons.length > 0) return { gate: 'fail', ...counts, reasons, exitCode: 1 };
  return { gate: 'pass', ...counts, reasons, exitCode: 0 };
}

function count(report: Report, level: Report['findings'][number]['level']): number {
  return report.findings.filter((finding) => finding.level === level && finding.known !== true).length;
}

/** A scan of some files or rules has no tier to reach. */
function tierReasons({ gate, project: { tier }, checklist }: Report): readonly string[] {
  if (!gate.tier || tier === undefined || checklist.tiers.length === 0) return [];
  const missing = checklist.tiers.filter((one) => !one.reached && tiers.indexOf(one.tier) <= tiers.indexOf(tier));
  const open = [...new Set(missing.flatMap(({ blocking, unseen }) => [...blocking, ...unseen]))];
  return open.length === 0 ? [] : [`tier ${tier} is not reached: ${open.map((id) => itemTitles[id]).join(', ')}`];
}

function scoreReasons({ gate: { score: least }, checklist: { score } }: Report): readonly string[] {
  return least === undefined || score === undefined || score.verified >= least ? [] : [`verified ${String(score.verified)} is below ${String(least)}`];
}

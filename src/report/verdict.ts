import { itemTitles, tiers } from '../model/checklist.js';
import type { Report } from '../model/report.js';

export interface Verdict {
  readonly gate: 'pass' | 'fail' | 'incomplete';
  /** Those of the baseline are not counted. */
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Of those, the ones that the base does not have. Absent where the report is compared with none. */
  readonly added?: { readonly errors: number; readonly warnings: number; readonly infos: number };
  /** What besides findings fails the gate, a clause each. */
  readonly reasons: readonly string[];
  /** 0 clean, 1 the gate failed, 3 a part of the project, or of its base, was not judged. */
  readonly exitCode: 0 | 1 | 3;
}

/**
 * What the report means for a pipeline. By itself: errors and warnings that are not in the baseline fail the gate. Compared with a base: errors that neither the base nor the baseline has, items
 * that got worse, and waivers that have expired. The configuration may say otherwise; info findings never fail it. An incomplete scan outranks all: whoever looks only at the exit code must not
 * read "nothing found" as "nothing there".
 */
export function verdict(report: Report): Verdict {
  const { comparison, gate } = report;
  const open = report.findings.filter(({ known }) => known !== true);
  const isNew = new Set(comparison?.added);
  const added = comparison && countByLevel(open.filter(({ fingerprint }) => isNew.has(fingerprint)));
  const { findings: least = comparison ? 'error' : 'warning' } = gate;
  const reasons = [...(least === 'none' ? [] : changeReasons(report)), ...(report.selection ? [] : [...tierReasons(report), ...scoreReasons(report)])];
  const counts = { ...countByLevel(open), ...(added && { added }), reasons };
  if (!report.complete) return { gate: 'incomplete', ...counts, exitCode: 3 };
  const { errors, warnings } = added ?? counts;
  const failing = (least === 'none' ? 0 : errors) + (least === 'warning' ? warnings : 0);
  return failing > 0 || reasons.length > 0 ? { gate: 'fail', ...counts, exitCode: 1 } : { gate: 'pass', ...counts, exitCode: 0 };
}

function countByLevel(findings: Report['findings']): { readonly errors: number; readonly warnings: number; readonly infos: number } {
  const count = (level: Report['findings'][number]['level']): number => findings.filter((finding) => finding.level === level).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info') };
}

/** What a change did besides new findings. A waiver that has expired lets findings fail the gate that the base has, too. */
function changeReasons({ comparison, waivers }: Report): readonly string[] {
  if (!comparison) return [];
  const expired = waivers.filter(({ status, sites }) => status === 'expired' && sites > 0);
  return [
    ...comparison.items.filter(({ worse }) => worse).map(({ title, before, after }) => `${title} got worse${before === after ? '' : `: ${before} → ${after}`}`),
    ...expired.map(({ rule, file, line }) => `the waiver of ${rule ?? 'all rules'} in ${file}:${String(line)} has expired`),
  ];
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

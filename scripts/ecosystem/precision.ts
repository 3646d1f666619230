import type { Level } from '../../src/model/evidence.js';
import type { MatchedLabels } from './labels.js';
import type { KnownFinding } from './state.js';

/** How one rule fares at one level. */
export interface PrecisionRow {
  readonly rule: string;
  readonly level: Level;
  /** Findings of the last scan, labelled or not. */
  readonly findings: number;
  readonly labelled: number;
  readonly true: number;
  readonly debatable: number;
  readonly false: number;
  /** true / (true + false); undefined where neither was seen. */
  readonly precision: number | undefined;
  /** true / all labelled: what is debatable counts against the rule. */
  readonly strict: number | undefined;
}

const levels: readonly Level[] = ['error', 'warning', 'info'];

/** One row for each rule and level that has findings; sorted by rule, then by level. */
export function precisionRows(findings: readonly KnownFinding[], { current }: MatchedLabels): readonly PrecisionRow[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  return rules.flatMap((rule) => levels.flatMap((level): readonly PrecisionRow[] => {
    const own = findings.filter((finding) => finding.rule === rule && finding.level === level);
    if (own.length === 0) return [];
    const labels = current.filter((c) => c.label.rule === rule && c.level === level).map(({ label }) => label);
    const count = (verdict: string): number => labels.filter((label) => label.verdict === verdict).length;
    const [right, wrong] = [count('true'), count('false')];
    return [{
      rule, level, findings: own.length, labelled: labels.length, true: right, debatable: count('debatable'), false: wrong,
      precision: share(right, right + wrong), strict: share(right, labels.length),
    }];
  }));
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

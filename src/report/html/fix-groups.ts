import type { Finding } from '../../model/report.js';
import { advice } from '../advice.js';
import { sumOfPoints } from '../sum-of-points.js';

/** Findings of one rule that are mended in the same way. */
export interface FixGroup {
  readonly rule: string;
  readonly advice: string;
  /** The most valuable first. */
  readonly findings: readonly [Finding, ...Finding[]];
  /** The sum of what each adds by itself. */
  readonly points: number;
}

/** Groups of findings by what they add to the score, the most first. Those of the baseline are among them: they count in the score all the same. */
export function fixGroups(findings: readonly Finding[]): readonly FixGroup[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = `${finding.rule}\0${pattern(finding)}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()]
    .map(([first, ...rest]): FixGroup => {
      const [best, ...others] = [first, ...rest].toSorted((a, b) => b.points - a.points) as [Finding, ...Finding[]];
      return { rule: best.rule, advice: advice(best), findings: [best, ...others], points: sumOfPoints([best, ...others]) };
    })
    .toSorted((a, b) => b.points - a.points || levelOrder.indexOf(a.findings[0].level) - levelOrder.indexOf(b.findings[0].level));
}

const levelOrder: readonly Finding['level'][] = ['error', 'warning', 'info'];

/** Advice that differs only in the names that it mentions is the same advice. */
function pattern(finding: Finding): string {
  const names = Object.values(finding.data).filter((value): value is string => typeof value === 'string' && value.length > 2);
  return names.reduce((text, name) => text.replaceAll(name, '…'), advice(finding));
}

import { itemTitles, type TierResult } from '../../model/checklist.js';
import type { Report } from '../../model/report.js';
import { verdict, type Verdict } from '../verdict.js';
import { signed } from './marks.js';
import { plural } from '../plural.js';
import { code, emphasis, heading, joined, paragraph, strong, type Block, type Inline } from './nodes.js';

/** What was decided, as the title, and the numbers behind it. */
export function decisionBlocks(report: Report): readonly Block[] {
  return [heading(3, decisionTitle(report)), paragraph(scoreLine(report))];
}

/** The decision in one line: `✖ Gate failed: 2 new errors`. */
export function decisionTitle(report: Report): string {
  const result = verdict(report);
  const { gate, reasons } = result;
  if (gate === 'incomplete') return report.project.files === 0 ? '‼ Scan incomplete: nothing was judged' : '‼ Scan incomplete: not everything was judged';
  const clauses = [...findingClauses(result), ...reasons];
  if (gate === 'fail') return `✖ Gate failed: ${clauses.join('; ')}`;
  const fixed = report.comparison?.fixed.length ?? 0;
  return `✔ Gate passed${fixed > 0 ? `: ${plural(fixed, 'finding')} fixed` : clauses.length > 0 ? `: ${clauses.join('; ')}` : ''}`;
}

/** Findings by level; of a comparison those that are new. */
function findingClauses({ added, ...counts }: Verdict): readonly string[] {
  const { errors, warnings } = added ?? counts;
  const clauses = ([['error', errors], ['warning', warnings]] as const).flatMap(([level, count]) => (count === 0 ? [] : [plural(count, `${added ? 'new ' : ''}${level}`)]));
  return clauses.length === 0 ? [] : [clauses.join(' and ')];
}

function scoreLine(report: Report): Inline {
  const { comparison, checklist: { score, unscored = 'there is nothing to score', tiers, tier } } = report;
  const against = comparison && code(comparison.base.ref);
  const parts: Inline[] = [
    score ? [strong(`Verified ${String(score.verified)}`), ` (possible ${String(score.possible)})`] : `No score: ${unscored}`,
    ...(against ? [comparison.points === undefined ? ['against ', against] : [strong(signed(comparison.points)), ' against ', against]] : []),
    ...(score ? [`${String(score.assessed)} % assessed`] : []),
    ...(score ? [['tier ', emphasis(tier ?? 'none yet'), nextTier(tiers.find(({ reached }) => !reached))]] : []),
    ...(comparison && !comparison.base.complete ? ['the base was not judged whole'] : []),
  ];
  return joined(parts, ' · ');
}

/** `; production is blocked by …, and needs evidence of …`. */
function nextTier(next: TierResult | undefined): Inline {
  if (!next) return '';
  const titles = (ids: TierResult['blocking']): string => ids.map((id) => itemTitles[id]).join(', ');
  const lacks = [...(next.blocking.length > 0 ? [`is blocked by ${titles(next.blocking)}`] : []), ...(next.unseen.length > 0 ? [`needs evidence of ${titles(next.unseen)}`] : [])];
  return ['; ', emphasis(next.tier), ` ${lacks.join(', and ')}`];
}

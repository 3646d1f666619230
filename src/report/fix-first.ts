import type { ItemResult, Tier } from '../model/checklist.js';
import type { Finding, Report } from '../model/report.js';
import { byUrgency } from './listing.js';

/** What to do about an item, and what that earns. */
export interface Step {
  readonly item: ItemResult;
  /** Points of the score that the item has not: two decimals. */
  readonly gain: number;
  /** What is open of it, most urgent first. None: it takes a control that is missing, or evidence. */
  readonly findings: readonly Finding[];
  /** The next tier, where that waits for this item. */
  readonly tier?: Tier;
  /** Nothing of it could be seen: somebody has to say how it is. */
  readonly unseen: boolean;
}

/** The cheapest way on: what the next tier waits for, open before unseen, then whatever else is open; by points. Empty where there is no score. */
export function fixFirst({ checklist, findings }: Pick<Report, 'checklist' | 'findings'>): readonly Step[] {
  if (!checklist.score) return [];
  const next = checklist.tiers.find(({ reached }) => !reached);
  const steps = checklist.items.flatMap((item): readonly Step[] => {
    const blocks = next?.blocking.includes(item.id) ?? false;
    const unseen = next?.unseen.includes(item.id) ?? false;
    const open = item.verdict === 'fail' || item.verdict === 'partial';
    if (!blocks && !unseen && !open) return [];
    const own = findings.filter((finding) => finding.item === item.id).toSorted(byUrgency);
    const gain = Math.round((item.points.of - item.points.earned) * 100) / 100;
    return [{ item, gain, findings: own, unseen, ...((blocks || unseen) && next && { tier: next.tier }) }];
  });
  return steps.toSorted((a, b) => Number(b.tier !== undefined) - Number(a.tier !== undefined) || Number(a.unseen) - Number(b.unseen) || b.gain - a.gain);
}

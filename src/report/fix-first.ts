import type { ItemResult, Tier } from '../model/checklist.js';
import type { Finding, Report, ReportEvidence } from '../model/report.js';
import { advice } from './advice.js';
import { byUrgency } from './listing.js';

/** What to do about an item, and what that earns. */
export interface Step {
  readonly item: ItemResult;
  /** Points of the score that the item has not: two decimals. */
  readonly gain: number;
  /** What is found of it, most urgent first. None: it takes a control that is missing, or evidence. */
  readonly findings: readonly Finding[];
  /** Where it begins, where that is known: at the first finding, or at what is open and no finding of this preset. */
  readonly place?: Finding | ReportEvidence;
  /** What to do, or else what is missing. */
  readonly todo: string;
  /** An error of it fails the gate. */
  readonly failing: boolean;
  /** The next tier, where that waits for this item. */
  readonly tier?: Tier;
  /** Nothing of it could be seen: somebody has to say how it is. */
  readonly unseen: boolean;
}

/** The cheapest way on: what fails the gate, then what the next tier waits for, open before unseen, then whatever else is open; by points. Empty where there is no score. */
export function fixFirst({ checklist, findings, evidence }: Pick<Report, 'checklist' | 'findings' | 'evidence'>): readonly Step[] {
  if (!checklist.score) return [];
  const next = checklist.tiers.find(({ reached }) => !reached);
  const steps = checklist.items.flatMap((item): readonly Step[] => {
    const blocks = next?.blocking.includes(item.id) ?? false;
    const unseen = next?.unseen.includes(item.id) ?? false;
    const open = item.verdict === 'fail' || item.verdict === 'partial';
    const failing = findings.some((finding) => finding.item === item.id && finding.level === 'error' && finding.known !== true);
    if (!blocks && !unseen && !open && !failing) return [];
    const own = findings.filter((finding) => finding.item === item.id).toSorted(byUrgency);
    const gain = Math.round((item.points.of - item.points.earned) * 100) / 100;
    const [first] = own;
    const place = first ?? evidence.find((site) => site.item === item.id && site.outcome === 'open');
    const todo = first ? advice(first) : unseen ? `not seen; what holds all the same can be stated: readiness attest ${item.id} (${item.reason})` : (place?.message ?? item.reason);
    return [{ item, gain, findings: own, ...(place && { place }), todo, failing, unseen, ...((blocks || unseen) && next && { tier: next.tier }) }];
  });
  return steps.toSorted((a, b) => Number(b.failing) - Number(a.failing) || Number(b.tier !== undefined) - Number(a.tier !== undefined) || Number(a.unseen) - Number(b.unseen) || b.gain - a.gain);
}

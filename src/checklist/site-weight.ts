import type { Confidence, Evidence, Level, Reach } from '../model/evidence.js';

/** Tenths. Where no way to a site was seen, it counts as what runs at the start: something calls it, and no request was seen to. */
const reachWeights: Readonly<Record<Reach, number>> = { request: 10, worker: 7, startup: 4, script: 1, unknown: 4 };
const confidenceWeights: Readonly<Record<Confidence, number>> = { high: 10, medium: 6, low: 3 };

/** What a piece of evidence weighs: reach × confidence in hundredths, for each call that a finding at a client stands for. Whole numbers keep the score exact. */
export function weightOf(evidence: Evidence): number {
  return reachWeights[evidence.reach] * confidenceWeights[evidence.confidence] * sitesOf(evidence);
}

/** A finding at a client stands for each of its calls. */
export function sitesOf({ data }: Pick<Evidence, 'data'>): number {
  return typeof data['calls'] === 'number' ? Math.max(1, Math.trunc(data['calls'])) : 1;
}

/**
 * Whether the practice is missing at a site. An info leaves it covered only where it says so. What a configuration makes of the rule's level does not count here:
 * to call an error an info mends nothing.
 * @param level the rule's own
 */
export function isOpen(evidence: Evidence, level: Level): boolean {
  return evidence.outcome === 'fail' && ((evidence.level ?? level) !== 'info' || evidence.covered !== true);
}

import type { ChecklistItem } from './item.js';
import type { Tally } from './tally.js';

/** Qualities are counted in millionths: whole numbers, so that sums of points are exact. */
export const wholeQuality = 1_000_000;

/** As far as an item gets of which too little was clear. */
const doubtful = wholeQuality / 2;
/** As far as an item gets with an open blocker. */
const blocked = wholeQuality / 4;

/**
 * How well an item is met: the covered part of what was judged, by weight; for something that is to exist, times its best evidence. Mending a site never lowers it,
 * and taking away what is covered never raises it.
 */
export function qualityOf(kind: ChecklistItem['kind'], tally: Tally): number {
  const judged = tally.covered.weight + tally.open.weight;
  if (judged === 0) return 0;
  const share = Math.floor((tally.covered.weight * wholeQuality) / judged);
  const met = kind === 'existence' ? Math.floor((share * tally.best) / 100) : share;
  const clear = kind === 'coverage' && isDoubtful(tally) ? Math.min(met, doubtful) : met;
  return tally.blockers > 0 ? Math.min(clear, blocked) : clear;
}

/**
 * Whether less than a quarter of the sites, by weight, was clear. Above that the clear ones speak for the others: of twelve services that were read by hand, those of whose sites between a quarter and a half were
 * clear, and all of these covered, were what the clear ones said in ten cases of twelve (docs/precision.md).
 */
export function isDoubtful({ covered, open, unclear, dismissed }: Tally): boolean {
  return unclear.weight > 3 * (covered.weight + open.weight + dismissed.weight);
}

import { tiers, type Tier, type TierResult } from '../model/checklist.js';
import type { Decision } from './decide.js';
import { wholeQuality } from './quality.js';

/** How well an item must be met to satisfy a tier: some open sites are bearable where few depend on it, none where it must not go down. */
const enough: Readonly<Record<Tier, number>> = {
  prototype: wholeQuality * 0.5,
  internal: wholeQuality * 0.75,
  production: wholeQuality * 0.9,
  critical: wholeQuality,
};

/** What each tier asks for, and what of it is missing. A tier asks for all that those before it ask for, and is reached only when they are. */
export function tierResults(decisions: readonly Decision[]): readonly TierResult[] {
  return tiers.map((tier) => {
    const asked = decisions.filter(({ item }) => tiers.indexOf(item.tier) <= tiers.indexOf(tier));
    const missing = asked.filter((decision) => !satisfies(decision, enough[tier]));
    const unseen = missing.filter(({ verdict }) => verdict === 'unknown' || verdict === 'error');
    return { tier, reached: missing.length === 0, blocking: missing.filter((d) => !unseen.includes(d)).map(({ item }) => item.id), unseen: unseen.map(({ item }) => item.id) };
  });
}

/** The highest tier that is reached; undefined where the first is not. */
export function tierReached(results: readonly TierResult[]): Tier | undefined {
  return results.findLast(({ reached }) => reached)?.tier;
}

/** What is unknown satisfies nobody: a tier that is said to be reached is one that was seen, or vouched for. */
function satisfies({ verdict, quality }: Decision, least: number): boolean {
  if (verdict === 'not-applicable' || verdict === 'attested' || verdict === 'waived') return true;
  return verdict !== 'unknown' && verdict !== 'error' && quality >= least;
}

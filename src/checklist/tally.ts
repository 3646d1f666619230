import type { Evidence } from '../model/evidence.js';
import { sitesOf, weightOf } from './site-weight.js';

interface Share {
  readonly weight: number;
  readonly sites: number;
}

/** What the evidence for one item sums up to. */
export interface Tally {
  readonly covered: Share;
  readonly open: Share;
  readonly unclear: Share;
  /** What a person says is none: it counts neither for nor against the item, and is clear. */
  readonly dismissed: Share;
  /** The best evidence that something is there, in hundredths. */
  readonly best: number;
  /** Open errors that hold the item down, however much else is right. */
  readonly blockers: number;
}

/** A piece of evidence, as it counts for its item. */
export interface CountedEvidence {
  readonly evidence: Evidence;
  readonly as: 'covered' | 'open' | 'unclear' | 'dismissed';
  readonly blocks: boolean;
}

const none: Share = { weight: 0, sites: 0 };

export const emptyTally: Tally = { covered: none, open: none, unclear: none, dismissed: none, best: 0, blockers: 0 };

/** Proof counts whole, proof that something is incomplete 60, what is installed and never used a quarter. */
const strengths = { whole: 100, incomplete: 60, unused: 25 } as const;

function strengthOf({ outcome, strength }: Evidence): keyof typeof strengths {
  return strength ?? (outcome === 'fail' ? 'incomplete' : 'whole');
}

export function tallyOf(counted: readonly CountedEvidence[]): Tally {
  return counted.reduce(withSite, emptyTally);
}

function withSite(tally: Tally, { evidence, as, blocks }: CountedEvidence): Tally {
  return {
    ...tally,
    [as]: moved(tally[as], evidence, 1),
    best: as === 'covered' ? Math.max(tally.best, strengths[strengthOf(evidence)]) : tally.best,
    blockers: tally.blockers + (blocks ? 1 : 0),
  };
}

/** The same with one finding mended: its site is covered, and nothing about it stays open. */
export function withMended(tally: Tally, { evidence, as, blocks }: CountedEvidence): Tally {
  if (as === 'covered' && evidence.outcome === 'fail') return { ...tally, best: strengths.whole };
  if (as !== 'open') return tally;
  return { ...tally, open: moved(tally.open, evidence, -1), covered: moved(tally.covered, evidence, 1), best: strengths.whole, blockers: tally.blockers - (blocks ? 1 : 0) };
}

function moved(share: Share, evidence: Evidence, sign: 1 | -1): Share {
  return { weight: share.weight + sign * weightOf(evidence), sites: share.sites + sign * sitesOf(evidence) };
}

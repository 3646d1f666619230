import type { Evidence } from '../model/evidence.js';
import type { Decision } from './decide.js';
import { qualityOf } from './quality.js';
import { hundredthsOf, isDecided, termsOf } from './score.js';
import { withMended, type CountedEvidence, type Tally } from './tally.js';

/**
 * What mending a finding adds to the score before that is rounded down, in hundredths of a point: the score is worked out anew with the site covered, and with it what
 * other rules leave to this finding (`reportedBy`). 0 where the item is not decided, or where the finding leaves its site covered and what exists needs no more.
 */
export function findingPoints(decisions: readonly Decision[]): (finding: Evidence) => number {
  const now = hundredthsOf(termsOf(decisions));
  const places = new Map(decisions.flatMap((decision) => decision.counted.map((counted) => [counted.evidence, { decision, counted }] as const)));
  const left = new Map<string, CountedEvidence[]>();
  for (const { counted } of places.values()) {
    const { reportedBy, span } = counted.evidence;
    if (reportedBy !== undefined && counted.as === 'open') left.set(`${reportedBy}\0${span.file}`, [...(left.get(`${reportedBy}\0${span.file}`) ?? []), counted]);
  }
  return (finding) => {
    const own = places.get(finding);
    if (own === undefined || finding.outcome !== 'fail' || own.counted.as === 'dismissed') return 0;
    const told = (left.get(`${finding.rule}\0${finding.span.file}`) ?? []).filter(({ evidence }) => evidence !== finding && overlaps(evidence, finding));
    const mended = new Map<Decision, Tally>();
    for (const counted of [own.counted, ...told]) {
      const decision = places.get(counted.evidence)?.decision;
      if (decision && isDecided(decision)) mended.set(decision, withMended(mended.get(decision) ?? decision.tally, counted));
    }
    return Math.max(0, hundredthsOf(termsOf(decisions.map((d) => remade(d, mended.get(d))))) - now);
  };
}

function remade(decision: Decision, tally: Tally | undefined): Decision {
  return tally ? { ...decision, quality: qualityOf(decision.item.kind, tally) } : decision;
}

function overlaps(one: Evidence, other: Evidence): boolean {
  return one.span.start < other.span.end && other.span.start < one.span.end;
}

import { itemTitles, modelVersion, type Checklist } from '../model/checklist.js';
import type { Evidence } from '../model/evidence.js';
import { coverageLines } from './coverage-lines.js';
import { decideItems, outOfLimit, unreadFile, type DecideInput, type Decision } from './decide.js';
import { findingPoints } from './finding-points.js';
import { areaScores, isDecided, pointsOf, scoreOf } from './score.js';
import { tierReached, tierResults } from './tiers.js';

export interface Assessment {
  readonly checklist: Checklist;
  /** Points of the score that mending a finding gives, in hundredths. */
  readonly pointsOf: (finding: Evidence) => number;
}

/** Evidence, and what the project is, to the checklist with its score. The same input gives the same checklist, in whatever order the evidence comes. */
export function assess(input: DecideInput): Assessment {
  const decisions = decideItems(input);
  const unscored = whyUnscored(input, decisions);
  const points = pointsOf(unscored === undefined ? decisions : []);
  const results = tierResults(decisions);
  const tier = unscored === undefined ? tierReached(results) : undefined;
  return {
    checklist: {
      model: modelVersion,
      ...(unscored === undefined ? { score: scoreOf(decisions) } : { unscored }),
      areas: unscored === undefined ? areaScores(decisions) : [],
      ...(tier && { tier }),
      tiers: unscored === undefined ? results : [],
      items: decisions.map((decision, at) => itemResult(decision, points[at])),
      coverage: coverageLines(input),
    },
    pointsOf: unscored === undefined ? findingPoints(decisions) : () => 0,
  };
}

/** A number for what is no service, or was not looked at whole, would be made up. */
function whyUnscored({ traits, partial, problems }: DecideInput, decisions: readonly Decision[]): string | undefined {
  if (partial) return 'only a part of the project was looked at';
  if (traits.serves.is === 'no') return traits.serves.why;
  if (decisions.some((d) => isDecided(d) && d.verdict !== 'not-applicable')) return undefined;
  const ended = outOfLimit({ problems });
  if (ended !== undefined) return ended;
  const unread = unreadFile({ problems });
  return unread === undefined ? 'nothing that applies could be decided' : `${unread} could not be read`;
}

function itemResult({ item: { id, area, weight, tier }, verdict, reason, quality, tally: { covered, open, unclear } }: Decision, points: { readonly earned: number; readonly of: number } = { earned: 0, of: 0 }): Checklist['items'][number] {
  return {
    id, title: itemTitles[id], area, weight, tier, verdict, reason, quality: Math.floor(quality / 100) / 10_000,
    sites: { covered: covered.sites, open: open.sites, unclear: unclear.sites },
    points: { earned: points.earned / 100, of: points.of / 100 },
  };
}

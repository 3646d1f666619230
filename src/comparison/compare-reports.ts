import { itemDeltas } from '../checklist/score.js';
import type { ComparedSide, Comparison } from '../model/comparison.js';
import type { Problem, Report } from '../model/report.js';
import { addedWaivers } from '../waivers/added-waivers.js';
import { itemChanges } from './item-changes.js';
import { matchFindings } from './match-findings.js';

/** What the base is called, and what is known of the way from there. */
export interface BaseName extends Pick<ComparedSide, 'ref' | 'commit'> {
  /** The new names of files by the old ones. */
  readonly renamed?: ReadonlyMap<string, string>;
}

/** Compares two reports of one project, of the same version and the same model. A finding that was waived in the base and is no more counts as added; one that is waived now does not count as fixed. */
export function compareReports(base: Report, head: Report, { ref, commit, renamed = new Map() }: BaseName): Comparison {
  const { base: gone, head: added } = matchFindings(base.findings, [...head.findings, ...head.suppressed], renamed);
  const open = new Set(head.findings.map(({ fingerprint }) => fingerprint));
  const isScored = base.checklist.score !== undefined && head.checklist.score !== undefined;
  return {
    base: sideOf(base, { ref, ...(commit !== undefined && { commit }) }),
    items: itemChanges(base, head),
    ...(isScored && { points: itemDeltas(base.checklist, head.checklist).reduce((sum, { hundredths }) => sum + hundredths, 0) / 100 }),
    added: added.flatMap(({ fingerprint }) => (open.has(fingerprint) ? [fingerprint] : [])),
    fixed: gone,
    waivers: addedWaivers(base, head),
  };
}

/** The comparison with a base that does not have the scanned folder yet: all is new. */
export function compareWithNothing(head: Report, { ref, commit }: BaseName): Comparison {
  return { base: { ref, ...(commit !== undefined && { commit }), complete: true, empty: true }, items: [], added: head.findings.map(({ fingerprint }) => fingerprint), fixed: [], waivers: head.waivers };
}

function sideOf({ checklist: { score, tier }, complete, problems }: Report, name: Pick<ComparedSide, 'ref' | 'commit'>): ComparedSide {
  const broken = problems.find(({ severity }) => severity === 'error');
  return { ...name, ...(score && { score }), ...(tier && { tier }), complete, ...(!complete && { problem: broken ? problemText(broken) : 'a part of it was not judged' }) };
}

function problemText({ file, line, message }: Problem): string {
  return `${file === undefined ? '' : `${file}${line === undefined ? '' : `:${String(line)}`} `}${message}`;
}

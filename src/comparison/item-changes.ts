import { itemDeltas } from '../checklist/score.js';
import { sitesOf } from '../checklist/site-weight.js';
import type { ItemId, ItemResult, ItemVerdict } from '../model/checklist.js';
import type { ItemChange } from '../model/comparison.js';
import type { Report } from '../model/report.js';

/** How far from met an item is; nothing is said of those of which nothing could be seen. */
const distance: Readonly<Partial<Record<ItemVerdict, number>>> = { pass: 0, attested: 0, 'not-applicable': 0, waived: 0, partial: 1, fail: 2 };

/** The items whose verdict or points differ: those that got worse first, then by points. */
export function itemChanges(base: Report, head: Report): readonly ItemChange[] {
  const before = new Map(base.checklist.items.map((item) => [item.id, item]));
  const after = new Map(head.checklist.items.map((item) => [item.id, item]));
  const changes = itemDeltas(base.checklist, head.checklist).flatMap(({ id, hundredths }): readonly ItemChange[] => {
    const [was, is] = [before.get(id), after.get(id)];
    const known = is ?? was;
    if (!known || (hundredths === 0 && was?.verdict === is?.verdict)) return [];
    return [{
      id, title: known.title, area: known.area, before: was?.verdict ?? 'unknown', after: is?.verdict ?? 'unknown', points: hundredths / 100,
      reasons: { before: was?.reason ?? '', after: is?.reason ?? '' },
      worse: was !== undefined && is !== undefined && isWorse(was, is, tolerated(head, id) - tolerated(base, id)),
    }];
  });
  return changes.toSorted((a, b) => Number(b.worse) - Number(a.worse) || (a.worse ? a.points - b.points : b.points - a.points) || (a.id < b.id ? -1 : 1));
}

/** Whether more is open than before that nobody accepted: not where there is only less to be seen. */
function isWorse(was: ItemResult, is: ItemResult, newlyTolerated: number): boolean {
  const [from, to] = [distance[was.verdict], distance[is.verdict]];
  if (from === undefined || to === undefined || is.verdict === 'waived') return false;
  if (to < from || (to === from && is.quality >= was.quality)) return false;
  if (is.sites.open - was.sites.open > newlyTolerated) return true;
  const isLessSeen = is.sites.unclear > was.sites.unclear || (to === from && is.sites.covered < was.sites.covered);
  return newlyTolerated <= 0 && !isLessSeen;
}

/** Sites of an item that are open and accepted, or stand in the baseline. */
function tolerated({ findings, suppressed }: Report, id: ItemId): number {
  const known = findings.filter((finding) => finding.known === true);
  const accepted = suppressed.filter(({ kind }) => kind === 'accepted-risk');
  return [...known, ...accepted].filter(({ item }) => item === id).reduce((sum, finding) => sum + sitesOf(finding), 0);
}

import type { Report } from '../model/report.js';
import type { ReportWaiver } from '../model/waiver.js';

/**
 * The waivers of a report that another one does not have, so that who reads a change sees what it waives. One whose end was put off, or whose reason was
 * changed, is a new one; one that has only moved is not.
 */
export function addedWaivers(base: Pick<Report, 'waivers'>, head: Pick<Report, 'waivers'>): readonly ReportWaiver[] {
  const left = new Map<string, number>();
  for (const waiver of base.waivers) left.set(identityOf(waiver), (left.get(identityOf(waiver)) ?? 0) + 1);
  return head.waivers.filter((waiver) => {
    const identity = identityOf(waiver);
    const count = left.get(identity) ?? 0;
    left.set(identity, count - 1);
    return count <= 0;
  });
}

function identityOf({ by, rule, target, kind, reason, owner, until, issue }: ReportWaiver): string {
  return JSON.stringify([by, rule, target.file, target.symbol, kind, reason, owner, until, issue]);
}

import { itemTitles } from '../../model/checklist.js';
import type { Finding, Report } from '../../model/report.js';
import { advice } from '../advice.js';
import { placeNode } from './finding-lines.js';
import { heading, list, strong, type Inline } from './nodes.js';
import { rowsPart, type Part } from './part.js';
import { lineLink } from './source-link.js';
import type { View } from './view.js';

/** What earns most, and leads to the next tier: findings of the items that block it first, then by points. */
export function fixFirstParts(report: Report, view: View): readonly Part[] {
  const next = report.checklist.tiers.find(({ reached }) => !reached);
  const blocking = new Set<string>(next?.blocking);
  const worth = report.findings.filter(({ points }) => points > 0).toSorted((a, b) => Number(blocking.has(b.item)) - Number(blocking.has(a.item)) || b.points - a.points);
  const title = next && worth.some(({ item }) => blocking.has(item)) ? `Fix first, on the way to ${next.tier}` : 'Fix first';
  return rowsPart(worth.slice(0, view.form === 'comment' ? 3 : 10), {
    title: [heading(4, title)],
    noun: 'finding',
    body: (findings) => [list(findings.map((finding) => fixLine(finding, view)), { ordered: true })],
  });
}

function fixLine(finding: Finding, { source }: View): Inline {
  return [strong(`+${finding.points.toFixed(2)}`), ` ${itemTitles[finding.item]}: `, placeNode(finding, lineLink(source, finding)), ` ${advice(finding)}`];
}

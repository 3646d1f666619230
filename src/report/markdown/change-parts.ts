import type { ItemChange } from '../../model/comparison.js';
import type { Finding, Report } from '../../model/report.js';
import { listFindings } from '../listing.js';
import { findingLine, placeNode } from './finding-lines.js';
import { signed, verdictMarks } from './marks.js';
import { heading, list, strong, table, type Inline } from './nodes.js';
import { folded, rowsPart, type Part } from './part.js';
import { lineLink, sourceOf } from './source-link.js';
import type { View } from './view.js';

/** What a change did: the items that differ, what is new, what is gone. */
export function changeParts(report: Report, view: View): readonly Part[] {
  const { comparison } = report;
  if (!comparison) return [];
  const added = addedFindings(report);
  const baseSource = sourceOf(report.revision && { ...report.revision, ...(view.url !== undefined && { url: view.url }) }, comparison.base.commit ?? report.revision?.commit, view.forge);
  return [
    ...rowsPart(comparison.items, {
      title: [],
      noun: 'item',
      body: (items) => [table(['Changed here', 'before → after', 'points', 'why'], items.map((item) => changeRow(item, added, view)), [2])],
    }),
    ...rowsPart(added, {
      title: [heading(4, `New findings: ${String(added.length)}`)],
      most: view.form === 'comment' ? 10 : Infinity,
      noun: 'new finding',
      body: (findings) => [list(findings.map((finding) => findingLine(finding, view)))],
    }),
    ...folded(`Fixed: ${String(comparison.fixed.length)}`, rowsPart(comparison.fixed, {
      title: [],
      noun: 'fixed finding',
      body: (findings) => [list(findings.map((finding) => ['✔ ', strong(finding.rule), ' in ', placeNode(finding, lineLink(baseSource, finding)), `: ${finding.message}`]))],
    }), view),
  ];
}

/** The findings that the base does not have, most urgent first. */
export function addedFindings(report: Report): readonly Finding[] {
  const added = new Set(report.comparison?.added);
  return listFindings({ ...report, findings: report.findings.filter(({ fingerprint }) => added.has(fingerprint)) }, { full: true }).shown;
}

/** Why an item changed is best said by the finding that is new in it; else by its reason. */
function changeRow({ id, title, before, after, points, worse, reasons }: ItemChange, added: readonly Finding[], { source }: View): readonly Inline[] {
  const of = added.filter(({ item }) => item === id);
  const [first] = worse ? of : [];
  const why: Inline = first ? [placeNode(first, lineLink(source, first)), ` ${first.message}`, of.length > 1 ? `; ${String(of.length - 1)} more` : ''] : reasons.after;
  const steps = before === after ? verdictMarks[after] : `${verdictMarks[before]} → ${verdictMarks[after]}`;
  return [strong(title), steps, points > 0 ? strong(signed(points)) : signed(points), why];
}

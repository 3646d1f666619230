import type { Report } from '../../model/report.js';
import { fixFirst, type Step } from '../fix-first.js';
import { placeNode } from './finding-lines.js';
import { signed } from './marks.js';
import { plural } from '../plural.js';
import { heading, list, strong, type Inline } from './nodes.js';
import { rowsPart, type Part } from './part.js';
import { lineLink } from './source-link.js';
import type { View } from './view.js';

/** What to mend first, by item, in the order in which the terminal tells it; what only somebody's word could settle stands elsewhere. */
export function fixFirstParts(report: Report, view: View): readonly Part[] {
  const steps = fixFirst(report).filter(({ findings }) => findings.length > 0);
  const next = report.checklist.tiers.find(({ reached }) => !reached);
  const title = next && steps.some(({ tier }) => tier !== undefined) ? `Fix first, on the way to ${next.tier}` : 'Fix first';
  return rowsPart(steps.slice(0, view.form === 'comment' ? 3 : 10), {
    title: [heading(4, title)],
    noun: 'item',
    body: (shown) => [list(shown.map((step) => stepLine(step, view)), { ordered: true })],
  });
}

function stepLine({ item, gain, findings, todo }: Step, { source }: View): Inline {
  const [first] = findings;
  const places: Inline = first ? [findings.length > 1 ? `${plural(findings.length, 'finding')}, first ` : '', placeNode(first, lineLink(source, first)), ' '] : '';
  return [strong(signed(gain)), ` ${item.title}: `, places, todo];
}

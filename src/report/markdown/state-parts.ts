import { areas, type Checklist, type ItemResult } from '../../model/checklist.js';
import type { Report, ServiceResult } from '../../model/report.js';
import { listFindings, listProblems } from '../listing.js';
import { findingLine, placeNode } from './finding-lines.js';
import { verdictMarks, verdictOrder } from './marks.js';
import { code, heading, list, strong, table, type Inline } from './nodes.js';
import { fixedPart, folded, rowsPart, type Part } from './part.js';
import { lineLink } from './source-link.js';
import type { View } from './view.js';

/** The findings of a report that was compared with nothing; of a summary, those of the base as well. */
export function findingParts(report: Report, view: View): readonly Part[] {
  const added = new Set(report.comparison?.added);
  const rest = listFindings(report, { full: true }).shown.filter(({ fingerprint, known }) => !added.has(fingerprint) && (view.form === 'summary' || known !== true));
  if (report.comparison && view.form === 'comment') return [];
  return rowsPart(rest, {
    title: [heading(4, `${report.comparison ? 'Findings that were there before' : 'Findings'}: ${String(rest.length)}`)],
    most: view.form === 'comment' ? 10 : Infinity,
    noun: 'finding',
    body: (findings) => [list(findings.map((finding) => findingLine(finding, view)))],
  });
}

/** What kept the scan from judging all. */
export function problemParts(report: Report, { source, form }: View): readonly Part[] {
  const problems = listProblems(report).filter(({ severity }) => severity === 'error' || form === 'summary');
  return rowsPart(problems, {
    title: [heading(4, 'Not judged, or with reservations')],
    most: form === 'comment' ? 10 : Infinity,
    noun: 'problem',
    body: (shown) => [list(shown.map(({ file, line = 1, message, help }): Inline => [...(file === undefined ? [] : [placeNode({ file, line }, lineLink(source, { file, line })), ' ']), message, ...(help === undefined ? [] : [`. ${help}`])]))],
  });
}

/** The services of a monorepo. */
export function serviceParts(services: readonly ServiceResult[]): readonly Part[] {
  return rowsPart(services, {
    title: [heading(4, `Services: ${String(services.length)}`)],
    noun: 'service',
    body: (shown) => [table(['Service', 'verified', 'possible', 'tier', 'errors', 'warnings'], shown.map(serviceRow), [1, 2, 4, 5])],
  });
}

function serviceRow({ name, dir, errors, warnings, checklist: { score, tier } }: ServiceResult): readonly Inline[] {
  return [[name, dir === '' || dir === name ? '' : [' ', code(dir)]], String(score?.verified ?? '–'), String(score?.possible ?? '–'), tier ?? 'none yet', String(errors), String(warnings)];
}

/** Every item, by area, what is open first: folded in a comment, open in a summary. */
export function itemParts({ checklist }: Report, view: View): readonly Part[] {
  const { items } = checklist;
  const counts = verdictOrder.flatMap((verdict) => {
    const count = items.filter((item) => item.verdict === verdict).length;
    return count === 0 ? [] : [`${String(count)} ${verdictMarks[verdict]}`];
  });
  const rows = areas.flatMap((area) => items.filter((item) => item.area === area).toSorted((a, b) => verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict)));
  const parts = rowsPart(rows, { title: [], noun: 'item', body: (shown) => [table(['Area', 'Item', 'Status', 'Why', 'Points'], shown.map((item, at) => itemRow(item, shown[at - 1], checklist)), [4])] });
  const summary = `All ${String(items.length)} items: ${counts.join(', ')}`;
  if (view.form === 'comment') return folded(summary, parts, view);
  return [fixedPart(heading(4, summary)), ...parts];
}

/** The area is named where it begins, with what is verified of it. */
function itemRow({ area, title, verdict, reason, points }: ItemResult, before: ItemResult | undefined, { areas: scored }: Checklist): readonly Inline[] {
  const verified = scored.find((one) => one.area === area)?.verified;
  const name = `${area[0]?.toUpperCase() ?? ''}${area.slice(1)}`;
  return [
    before?.area === area ? '' : strong(verified === undefined ? name : `${name} ${String(verified)}`),
    title,
    verdictMarks[verdict],
    reason,
    points.of === 0 ? '' : `${points.earned.toFixed(1)} of ${points.of.toFixed(1)}`,
  ];
}

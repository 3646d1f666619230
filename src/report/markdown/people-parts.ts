import type { Report } from '../../model/report.js';
import { openStatements } from '../statement-text.js';
import { placeNode } from './finding-lines.js';
import { plural } from '../plural.js';
import { code, list, paragraph, strong, type Inline } from './nodes.js';
import { fixedPart, folded, rowsPart, type Part } from './part.js';
import { lineLink } from './source-link.js';
import type { View } from './view.js';

/** What no scan settles: waivers that the change brings, statements that end or do not count, items that nobody could see. */
export function peopleParts(report: Report, view: View): readonly Part[] {
  const unknown = report.checklist.items.filter(({ verdict }) => verdict === 'unknown');
  const open = openStatements(report);
  const added = report.comparison?.waivers ?? [];
  const summary = [...(added.length > 0 ? [`${plural(added.length, 'waiver')} added here`] : []), ...(open.length > 0 ? [plural(open.length, 'statement') + ' to look after'] : []), ...(unknown.length > 0 ? [`${String(unknown.length)} unknown`] : [])].join(', ');
  const lines: readonly Inline[] = [
    ...added.map(({ file, line, rule, reason, owner, until }): Inline => ['⚠ ', strong('Waiver added here'), ` for ${rule ?? 'all rules'}, `, placeNode({ file, line }, lineLink(view.source, { file, line })), `: ${reason === '' ? 'it gives no reason' : reason} (${[owner, until === undefined ? 'without an end' : `until ${until}`].filter(Boolean).join(', ')}). Is that enough?`]),
    ...open.map(({ of, status, place, text }): Inline => ['⏳ ', strong(`${of} ${status}`), ' ', code(place), ` ${text}`]),
    ...unknown.map(({ id, title, reason }): Inline => ['? ', strong(title), ' (', code(id), `): ${reason}`]),
  ];
  const parts = rowsPart(lines, { title: [], noun: 'line', body: (shown) => [list(shown)] });
  const attest = unknown.length === 0 ? [] : [fixedPart(paragraph(['What code cannot show, a person can state: ', code("readiness attest <item> --statement '…' --owner @you --evidence <url> --until <date>")]))];
  return folded(`Needs a human: ${summary}`, parts.length === 0 ? [] : [...parts, ...attest], view);
}

import type { ItemResult, ItemVerdict } from '../../model/checklist.js';
import { homepage } from '../../model/homepage.js';
import type { Report } from '../../model/report.js';
import { physicalLocation } from './places.js';
import { itemReference } from './taxonomies.js';
import { pascal, sentence } from './words.js';

/** What a verdict is in SARIF; what fails is told by its findings, so that an item as such is a note. */
const kinds: Readonly<Record<ItemVerdict, string>> = {
  pass: 'pass', partial: 'fail', fail: 'fail', 'not-applicable': 'notApplicable', unknown: 'open', attested: 'informational', waived: 'fail', error: 'review',
};

const manifest = { file: 'package.json', line: 1, column: 1, endLine: 1, endColumn: 2 };

/** The items of the checklist as rules, for the profile that lists their verdicts. */
export function itemDescriptors({ checklist }: Report): readonly { readonly id: string }[] {
  return checklist.items.map(({ id, title }) => ({
    id: `checklist-${id}`,
    ...{ name: `Checklist${pascal(id)}`, shortDescription: { text: sentence(title) }, fullDescription: { text: sentence(`An item of the checklist: ${title}`) } },
    help: { text: `How it is decided is said by: readiness items.` },
    helpUri: `${homepage}/blob/main/docs/checklist.md`,
    relationships: [itemReference(id)],
    properties: { tags: ['checklist'] },
  }));
}

/** The items as results. Each stands where the first of what was seen of it does; one of which nothing was seen stands at the manifest, as no result may be without a place. */
export function itemResults(report: Report, indexOf: (rule: string) => number): readonly object[] {
  return report.checklist.items.map((item) => itemResult(report, item, indexOf(`checklist-${item.id}`)));
}

function itemResult(report: Report, { id, title, verdict, reason, quality, points }: ItemResult, ruleIndex: number): object {
  const kind = kinds[verdict];
  const seen = [...report.findings, ...report.suppressed, ...report.evidence].find(({ item }) => item === id);
  const suppressions = report.suppressed.filter(({ item }) => item === id).map(({ reason: why, owner, until }) => ({ kind: 'external', status: 'accepted', justification: sentence(`${why} (${owner}, until ${until})`) }));
  return {
    ...{ ruleId: `checklist-${id}`, ruleIndex, kind, level: kind === 'fail' ? 'note' : 'none', message: { text: sentence(`${title}: ${reason}`) } },
    locations: [{ physicalLocation: physicalLocation(report, seen ? { ...seen, endLine: seen.line, endColumn: seen.endLine === seen.line ? seen.endColumn : seen.column } : manifest) }],
    partialFingerprints: { 'readiness/v1': `checklist-${id}` },
    ...(verdict === 'waived' && { suppressions }),
    ...(report.comparison !== undefined && { baselineState: report.comparison.items.some((change) => change.id === id) ? 'updated' : 'unchanged' }),
    properties: { verdict, quality, points },
  };
}

import type { CatalogEntry } from '../../src/catalog/types.js';
import { itemTitles } from '../../src/model/checklist.js';
import type { RuleMeta } from '../../src/model/rule.js';
import { replaceSection, table } from './markdown.js';
import { presetsOf, rulePagePath } from './rule-page.js';

/** The README with its tables of rules and libraries made anew. Throws when it lacks the markers. */
export function readmeWithTables(readme: string, rules: readonly RuleMeta[], entries: readonly CatalogEntry[]): string {
  const withRules = replaceSection(readme, 'rules', rulesTable(rules), 'README.md');
  return replaceSection(withRules, 'catalog', catalogTable(entries), 'README.md');
}

function rulesTable(rules: readonly RuleMeta[]): string {
  const rows = rules.map((meta) => [
    `[${meta.id}](${rulePagePath(meta.id)})`,
    meta.summary,
    itemTitles[meta.item],
    meta.level,
    presetsOf(meta).join(', '),
  ]);
  return table(['Rule', 'Finds', 'Checklist item', 'Level', 'Presets'], rows);
}

const kinds: readonly (readonly [title: string, has: (entry: CatalogEntry) => boolean])[] = [
  ['Calls that leave the process', ({ calls = [] }) => calls.some((c) => c.kind === 'outbound')],
  ['Waits inside of it', ({ calls = [] }) => calls.some((c) => c.kind === 'wait')],
  ['Servers', ({ calls = [] }) => calls.some((c) => c.kind === 'listen')],
  ['What bounds other calls', ({ wrappers = [] }) => wrappers.length > 0],
  ['Handlers, for the way from a request, message or tick', ({ handlers = [] }) => handlers.length > 0],
];

/** The libraries by what is known of them; the catalog's page has the options, defaults and sources. */
function catalogTable(entries: readonly CatalogEntry[]): string {
  return table(['What is known', 'Of'], kinds.map(([title, has]) => [title, namesOf(entries.filter(has))]));
}

/** Several entries describe one library: its versions, its callbacks and promises. */
function namesOf(entries: readonly CatalogEntry[]): string {
  return [...new Set(entries.map((entry) => entry.name))].sort((a, b) => a.localeCompare(b, 'en')).join(', ');
}

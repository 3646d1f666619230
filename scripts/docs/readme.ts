import type { CatalogEntry, Knob } from '../../src/catalog/types.js';
import { itemTitles } from '../../src/model/checklist.js';
import type { RuleMeta } from '../../src/model/rule.js';
import { defaultWords, knobName, optionName, packageWords, placeScope } from './catalog-words.js';
import { code, replaceSection, table } from './markdown.js';
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

/** Libraries whose calls or wrappers are known; those that only register handlers bound nothing and are left to the catalog's page. */
function catalogTable(entries: readonly CatalogEntry[]): string {
  const rows = entries
    .filter(({ calls = [], wrappers = [], extends: parent }) => calls.length > 0 || wrappers.length > 0 || parent !== undefined)
    .map((entry) => [library(entry), entry.versions === undefined ? 'all' : code(entry.versions), bounds(entry), defaults(entry)]);
  return table(['Library', 'Versions', 'What bounds a call (where it is set)', 'Default'], rows);
}

function library(entry: CatalogEntry): string {
  const packages = packageWords(entry);
  return packages === code(entry.name) ? packages : `${entry.name} (${packages})`;
}

/** Each option once, by the name that users write at the knob's first place, with all who may set it. */
function bounds({ extends: parent, knobs = {} }: CatalogEntry): string {
  const scopes = new Map<string, Set<string>>();
  for (const [key, { at }] of Object.entries(knobs)) {
    const name = optionName(at[0] ?? '') ?? knobName(key);
    const known = scopes.get(name) ?? new Set();
    scopes.set(name, known);
    for (const place of at) known.add(placeScope(place));
  }
  const own = [...scopes].map(([name, by]) => `${code(name)} (${[...by].join(', ')})`);
  return [...(parent === undefined ? [] : [`as ${code(parent)}`]), ...own].join(', ');
}

/** Only defaults that bound something by themselves are named; without one, a call waits for ever. */
function defaults({ extends: parent, knobs = {} }: CatalogEntry): string {
  const bounding = Object.values(knobs).filter(
    ({ default: value, off = [], listener }) => value !== 'none' && !off.includes(value) && !listener,
  );
  if (bounding.length === 0) return parent === undefined ? 'none' : `as ${code(parent)}`;
  return [...new Set(bounding.map(boundingDefault))].join('; ');
}

function boundingDefault(knob: Knob): string {
  const phases = knob.covers.includes('total') ? [] : knob.covers;
  const limits = [...phases, ...(knob.versions === undefined ? [] : [code(knob.versions)])];
  return limits.length === 0 ? defaultWords(knob) : `${defaultWords(knob)} (${limits.join(', ')})`;
}

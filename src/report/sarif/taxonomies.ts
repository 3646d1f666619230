import { itemTitles, modelVersion, type ItemId } from '../../model/checklist.js';
import { homepage } from '../../model/homepage.js';
import type { RuleMeta } from '../../model/rule.js';
import { weaknesses, type Weakness } from '../../model/weakness.js';
import { pascal, sentence } from './words.js';

const itemIds = Object.keys(itemTitles) as readonly ItemId[];
const numbers = Object.keys(weaknesses).map(Number) as readonly Weakness[];

/** In the order of `taxonomies`. */
const checklist = { name: 'readiness-checklist', index: 0 };
const cwe = { name: 'CWE', index: 1 };

/** The taxonomies that the driver knows. */
export const supportedTaxonomies: readonly object[] = [checklist, cwe];

/** The checklist, and the weaknesses that rules name. */
export function taxonomies(rules: readonly RuleMeta[]): readonly object[] {
  return [
    {
      ...{ name: checklist.name, version: modelVersion, organization: 'readiness', informationUri: `${homepage}/blob/main/docs/checklist.md` },
      shortDescription: { text: 'The checklist of production readiness.' },
      taxa: itemIds.map((id) => ({ id, name: pascal(id), shortDescription: { text: sentence(itemTitles[id]) }, properties: { rules: rules.filter(({ item }) => item === id).map((rule) => rule.id) } })),
    },
    {
      ...{ name: cwe.name, organization: 'MITRE', informationUri: 'https://cwe.mitre.org/data/index.html', isComprehensive: false },
      shortDescription: { text: 'The Common Weakness Enumeration.' },
      taxa: numbers.map((number) => ({ id: String(number), name: `CWE${String(number)}`, shortDescription: { text: sentence(weaknesses[number]) }, helpUri: `https://cwe.mitre.org/data/definitions/${String(number)}.html` })),
    },
  ];
}

/** A rule's relationship to its item. */
export function itemReference(item: ItemId): object {
  return { target: { id: item, index: itemIds.indexOf(item), toolComponent: checklist }, kinds: ['relevant'] };
}

/** A rule's relationship to the weakness that it finds. */
export function weaknessReference(weakness: Weakness): object {
  return { target: { id: String(weakness), index: numbers.indexOf(weakness), toolComponent: cwe }, kinds: ['superset'] };
}

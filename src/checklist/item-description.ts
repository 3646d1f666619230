import { itemTitles } from '../model/checklist.js';
import type { ChecklistItem } from './item.js';
import { items } from './items.js';

/** An item as it is listed: what it asks for, and which of its rules there are. */
export interface ItemDescription extends Omit<ChecklistItem, 'rules' | 'blockers'> {
  readonly title: string;
  /** Rules of this version. */
  readonly decidedBy: readonly string[];
  /** Rules that it takes as well and that no version has yet: until then it is unknown. */
  readonly notYet: readonly string[];
  /** Rules of which one open error holds it at a quarter. */
  readonly blockers: readonly string[];
}

/** All items, with the rules that there are. */
export function describeItems(known: ReadonlySet<string>): readonly ItemDescription[] {
  return items.map(({ rules, blockers = [], ...item }) => ({ ...item, title: itemTitles[item.id], blockers, decidedBy: rules.filter((id) => known.has(id)), notYet: rules.filter((id) => !known.has(id)) }));
}

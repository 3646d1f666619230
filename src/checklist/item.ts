import type { Area, ItemId, Tier } from '../model/checklist.js';
import type { TraitName } from '../model/traits.js';

/** An item of the checklist: what it asks for, what decides it, and what nobody can see in code. */
export interface ChecklistItem {
  readonly id: ItemId;
  readonly area: Area;
  readonly weight: number;
  /** The first tier that asks for it, and why that one. */
  readonly tier: Tier;
  readonly tierBecause: string;
  /** `coverage`: every site counts. `existence`: the best evidence counts, and what is shown open beside it. */
  readonly kind: 'coverage' | 'existence';
  /** The rules that decide it, those of later versions among them. It is decided when all of them have run. */
  readonly rules: readonly string[];
  /** It applies unless this is `no` of the project. */
  readonly needs: TraitName;
  /** The same in words, after "applies": `where a database is asked`. */
  readonly applies: string;
  /** What it means that its rules ran and found no site at all. */
  readonly withoutSites: { readonly is: 'not-applicable' | 'unknown'; readonly because: string };
  /** What it takes to see it. */
  readonly seenBy: string;
  /** What no code shows. */
  readonly unseen: string;
  /** Rules that look at something beside what it asks for: they count, and do not decide it alone where nothing else could be judged. */
  readonly beside?: readonly string[];
  /** Rules of which one open error holds the item at a quarter, however much else is right. */
  readonly blockers?: readonly string[];
}

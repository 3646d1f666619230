import type { Area, ItemId, ItemVerdict, Score, Tier } from './checklist.js';
import type { Finding } from './report.js';
import type { ReportWaiver } from './waiver.js';

/** One side of a comparison. */
export interface ComparedSide {
  /** As it was asked for: a branch, a tag, a file. */
  readonly ref: string;
  /** The commit that was compared with: where the branch left `ref`. Absent where a stored report was compared. */
  readonly commit?: string;
  readonly score?: Score;
  readonly tier?: Tier;
  readonly complete: boolean;
  /** Why it is not complete, in words. */
  readonly problem?: string;
  /** It has nothing to compare with: the scanned folder was not there yet, or held no source. */
  readonly empty?: true;
}

/** An item that differs between base and head. */
export interface ItemChange {
  readonly id: ItemId;
  readonly title: string;
  readonly area: Area;
  readonly before: ItemVerdict;
  readonly after: ItemVerdict;
  /** Why, in one sentence each. */
  readonly reasons: { readonly before: string; readonly after: string };
  /** What it did to the score before that is rounded down: two decimals, negative where points were lost. */
  readonly points: number;
  /** It got worse: a worse verdict, or points lost by what is open and not by what could no longer be seen alone. */
  readonly worse: boolean;
}

/** What a change did: a report compared with that of its base, both by the same version and the same model. */
export interface Comparison {
  readonly base: ComparedSide;
  /** Items whose verdict or points differ: those that got worse first, then by points. */
  readonly items: readonly ItemChange[];
  /** The sum of the items' points: exactly the change of the score before it is rounded down. Absent where a side has no score. */
  readonly points?: number;
  /** Fingerprints of findings that the base does not have. */
  readonly added: readonly string[];
  /** Findings of the base that are gone, and not by a waiver. */
  readonly fixed: readonly Finding[];
  /** Waivers that the base does not have. */
  readonly waivers: readonly ReportWaiver[];
}

import type { ItemId, ItemVerdict, Score, Tier } from './checklist.js';

/** Version of the shape below. It changes when a field is removed or changes its meaning. */
export const fleetVersion = 1;

/** A service at one time, by one stored report. */
export interface FleetMoment {
  /** The whole hash. */
  readonly commit?: string;
  /** When that was committed: ISO 8601, in UTC. */
  readonly date?: string;
  readonly verified?: number;
  readonly errors: number;
  readonly warnings: number;
}

/** An item of a service. `lost` are the points of its score that it costs: two decimals, 0 where it does not apply. */
export interface FleetItem {
  readonly id: ItemId;
  readonly title: string;
  readonly verdict: ItemVerdict;
  readonly lost: number;
}

/** A service, as its latest report has it. */
export interface FleetService {
  readonly name: string;
  /** The project that it is a service of, where that has several. */
  readonly project?: string;
  /** Its folder in the repository, posix; empty at the root. */
  readonly folder: string;
  /** The repository's page at its forge. */
  readonly url?: string;
  readonly branch?: string;
  /** The latest report, as it was named. */
  readonly report: string;
  /** What the report means for a pipeline, compared with nothing. */
  readonly gate: 'pass' | 'fail' | 'incomplete';
  /** What besides findings fails the gate, a clause each. */
  readonly reasons: readonly string[];
  readonly score?: Score;
  /** Why there is no score. */
  readonly unscored?: string;
  readonly tier?: Tier;
  /** What the configuration says that it is made for. */
  readonly aim?: Tier;
  /** In the order of the checklist. */
  readonly items: readonly FleetItem[];
  /** Its reports, the oldest first; the last one is the latest. */
  readonly trend: readonly [FleetMoment, ...FleetMoment[]];
  /** Points of the verified score more than in the report before; absent where there is none, or no score. */
  readonly change?: number;
}

/** A file that holds no report that could be shown. */
export interface FleetProblem {
  readonly file: string;
  readonly message: string;
  readonly help?: string;
}

/** Many services, what needs attention first. */
export interface Fleet {
  readonly fleetVersion: typeof fleetVersion;
  readonly tool: { readonly name: 'readiness'; readonly version: string };
  readonly services: readonly FleetService[];
  /** Items that a service fails, or meets in part: in how many services, the most first. */
  readonly items: readonly { readonly id: ItemId; readonly title: string; readonly fail: number; readonly partial: number }[];
  readonly problems: readonly FleetProblem[];
  /** False where a report could not be shown: a service may be missing, or shown as it was before. */
  readonly complete: boolean;
}

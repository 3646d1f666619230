/** One call of a library, as `readiness catalog` shows it. */
export interface KnownCall {
  readonly path: string;
  readonly does: string;
  readonly phases: readonly string[];
  /** What can bound it. */
  readonly knobs: readonly string[];
}

/** One deadline of a library in the installed version. */
export interface KnownKnob {
  readonly name: string;
  /** Where it is set, as places of the catalog: `call.timeout`. */
  readonly at: readonly string[];
  /** In words: `none`, `10 s`. */
  readonly default: string;
  readonly covers: readonly string[];
  /** Phases of its calls that it leaves open. */
  readonly open: readonly string[];
  readonly source: string;
}

/** A statement on a library, with what it rests on. */
export interface KnownFact {
  readonly says: string;
  readonly source: string;
}

/** A claim that a run has shown. */
export interface KnownProof {
  readonly claim: string;
  readonly says: string;
  readonly observed: string;
  /** `axios 1.21.1, Node 20.20.2`. */
  readonly on: readonly string[];
  readonly date: string;
}

/** What one entry of the catalog says of the installed version. */
export interface KnownEntry {
  readonly id: string;
  readonly name: string;
  readonly extends?: string;
  readonly calls: readonly KnownCall[];
  readonly knobs: readonly KnownKnob[];
  /** Options that look like deadlines and do nothing. */
  readonly ignored: readonly KnownFact[];
  readonly retries: readonly KnownFact[];
  readonly events: readonly KnownFact[];
  readonly releases: readonly KnownFact[];
  readonly claims: number;
  readonly proofs: readonly KnownProof[];
}

/** The answer of `readiness catalog <library>`. */
export interface KnownLibrary {
  readonly library: string;
  /** Absent when the project does not say which it has: then the newest is meant. */
  readonly version?: string;
  /** The configuration's own entries take the place of what is built in. */
  readonly entries: readonly KnownEntry[];
}

/** A library of the project, as `readiness catalog` lists it. */
export interface UsedLibrary {
  readonly library: string;
  readonly version?: string;
  /** Ids of entries. Empty: the catalog does not know the package, or not this version. */
  readonly entries: readonly string[];
  readonly claims: number;
  readonly proved: number;
}

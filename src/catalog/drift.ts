/** What a run on the newest versions of the libraries saw: `proofs/latest.json`. */
export interface Drift {
  /** The day, in UTC. */
  readonly date: string;
  readonly node: string;
  /** Newer than what was tried before, and tried now: `ky 2.1.0`. */
  readonly newer: readonly string[];
  /** Not tried, since they need another Node.js: `ky 2.1.0 (>=22)`. */
  readonly unfit: readonly string[];
  /** What came out otherwise. */
  readonly changed: readonly { readonly claim: string; readonly library: string; readonly before: string; readonly after: string }[];
  /** Libraries of which the cases are about older versions. */
  readonly beyond: readonly string[];
}

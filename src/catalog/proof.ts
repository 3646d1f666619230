/** A claim of the catalog that a run has tried: `proofs/results.json` is a list of them, sorted by claim and version. */
export interface Proof {
  /** The id of the claim. */
  readonly claim: string;
  /** The package, by its own name, and its version; `node` for what Node.js brings. */
  readonly library: string;
  readonly version: string;
  /** The version of Node.js. */
  readonly node: string;
  /** Which of several ways to the same claim was tried. */
  readonly how?: string;
  /** Without measured times, so that two runs say the same. */
  readonly observed: string;
  readonly verdict: 'shown' | 'refuted';
  /** The day of the run, in UTC: `2026-11-23`. */
  readonly date: string;
}

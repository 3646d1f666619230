import type { Proof } from '../src/catalog/proof.js';

/** How a case came out. `refuted`: not as its claim says. `wrong`: the case itself is at fault. */
export interface Outcome {
  readonly verdict: 'shown' | 'refuted' | 'skipped' | 'wrong';
  /** What was seen, or why nothing was. Without measured times, so that two runs say the same. */
  readonly observed: string;
}

/** What a process that tries cases tells of one of them. */
export interface Report extends Pick<Proof, 'claim' | 'library' | 'version' | 'how'> {
  readonly outcome: Outcome;
}

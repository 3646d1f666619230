import results from '../../proofs/results.json' with { type: 'json' };
import type { Proof } from './proof.js';

/** What runs have shown of the built-in catalog's claims. A user's own entries have no proofs. */
export const proofs: readonly Proof[] = results as readonly Proof[];

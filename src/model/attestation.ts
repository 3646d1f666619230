import type { ItemId } from './checklist.js';

/**
 * - `active`: it counts
 * - `expiring`: it counts, and ends within 14 days
 * - `expired`: its end has passed
 * - `stale`: what it speaks of, or its evidence, has changed since it was signed
 * - `draft`: nobody has signed it
 * - `incomplete`: it lacks what an attestation needs
 * - `contradicted`: the scan saw the opposite
 * - `unneeded`: the item is decided without it, or does not apply
 * - `not-judged`: the item's rules did not run, or a part of the project was not read
 */
export const attestationStatuses = ['active', 'expiring', 'expired', 'stale', 'draft', 'incomplete', 'contradicted', 'unneeded', 'not-judged'] as const;

export type AttestationStatus = (typeof attestationStatuses)[number];

/** Where what is stated can be looked up. */
export type AttestedBy = { readonly url: string } | { readonly file: string; readonly sha256: string };

/** A person's statement about an item, as it is written in `.readiness/attestations.yaml`. */
export interface Attestation {
  /** Where it is written: posix, relative to the scanned folder. */
  readonly file: string;
  readonly line: number;
  readonly item?: ItemId;
  /** Whether the item is said to be met, or not to apply. */
  readonly says: 'met' | 'not-applicable';
  readonly statement: string;
  readonly owner?: string;
  readonly evidence?: AttestedBy;
  /** The day of the signature, and the last day on which it counts. */
  readonly date?: string;
  readonly until?: string;
  /** Patterns as in a .gitignore file: when what they match changes, the statement is stale. */
  readonly invalidatedBy: readonly string[];
  /** What the matching files held when it was signed. */
  readonly seal?: string;
  readonly signedBy?: string;
  /** What is wrong with it, each the end of a sentence that begins with "it". */
  readonly faults: readonly string[];
}

/** An attestation in a report. */
export interface ReportAttestation extends Omit<Attestation, 'faults' | 'seal'> {
  readonly status: AttestationStatus;
  /** Why it has that status, in words. */
  readonly note: string;
  /** Days until its end, from the day of the scan; negative where it has passed. Absent without an end. */
  readonly days?: number;
}

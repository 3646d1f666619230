import type { Rule } from './rule.js';
import type { ScanLimit } from './scan-limit.js';

/** One of several parts of a scan that are judged by themselves. */
export interface ShardNumber {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** What a scan is asked to do. */
export interface ScanOptions {
  /** Folder or file, relative to the working directory. */
  readonly path: string;
  readonly preset?: 'recommended' | 'strict';
  /** Ids of the only rules to run. */
  readonly rules?: readonly string[];
  /** Rules of one's own, made with `defineRule`, beside the built-in ones. */
  readonly extraRules?: readonly Rule[];
  /** A configuration file in the place of the nearest one; `false`: none. */
  readonly config?: string | false;
  readonly cache?: boolean;
  /** Ask the type checker for receivers that names leave open. Needs a tsconfig and installed packages, and seconds. */
  readonly types?: boolean;
  /** The day for which waivers and attestations are judged, as `2027-02-01`. Default: today, in UTC. */
  readonly now?: string;
  /** Compare with where HEAD left this branch, tag or commit; with `only: 'changed'`, count the change from there instead. */
  readonly base?: string;
  /** Report only what concerns the files that differ from the default branch, or from `base`; or those that are staged, as they are staged. The whole is analysed all the same. */
  readonly only?: 'changed' | 'staged';
  /** Judge only this part of a monorepo's packages. What the report then holds, a merge makes the report of the whole of. */
  readonly shard?: ShardNumber;
  /** When the scan has to come to an end, made with `timeLimit`: what was not judged by then is unknown, and the report is incomplete. Default: it takes the time it takes. */
  readonly limit?: ScanLimit;
  readonly onProgress?: (progress: { readonly stage: string; readonly done: number; readonly total: number }) => void;
}

import type { Fix } from './evidence.js';
import type { Finding } from './report.js';

/** What became of a file. Texts are without byte order mark; `before` is absent where the file is new. */
export interface FileChange {
  readonly file: string;
  readonly before?: string;
  readonly after: string;
}

/** A fix that was made, in the order of all. */
export interface FixStep {
  /** As it stood before anything was changed. */
  readonly finding: Finding;
  readonly fix: Fix;
  /** From the step before; empty where another step did the same already. */
  readonly changes: readonly FileChange[];
}

/** Why a finding stays: nothing is known that mends it; a fix was not wanted; one was made in memory and taken back, since it did not do what it should; it cannot be made where it would have to be. */
export type LeftKind = 'no-fix' | 'declined' | 'taken-back' | 'not-made';

export interface LeftFinding {
  readonly finding: Finding;
  readonly kind: LeftKind;
  /** A clause, such as `the finding is still there`. */
  readonly reason: string;
  /** The fix that was not made, where there is one. */
  readonly fix?: Fix;
}

/** What fixes did, or would do. */
export interface Mended {
  readonly steps: readonly FixStep[];
  /** Findings that are gone, also those that no fix was meant for. */
  readonly gone: readonly Finding[];
  /** Those of the chosen findings that are not. */
  readonly left: readonly LeftFinding[];
  /** Each file once, from what was read to what is written; sorted by path. */
  readonly changes: readonly FileChange[];
  /** `name@range` of what package.json files were given. */
  readonly installs: readonly string[];
  /** False where a part of the project was not judged. */
  readonly complete: boolean;
}

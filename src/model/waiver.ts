/** What somebody says of a finding: it is none, or it is one and stays for a time. */
export const waiverKinds = ['accepted-risk', 'false-positive'] as const;

export type WaiverKind = (typeof waiverKinds)[number];

/** Days before the end of a statement from which on it is told. */
export const warningDays = 14;

/**
 * - `active`: it is followed
 * - `expiring`: it is followed, and ends within 14 days
 * - `expired`: it is followed no more, and what it covered is a finding again
 * - `unused`: no rule finds anything where it stands
 * - `incomplete`: it lacks what a waiver needs, and is not followed
 * - `not-judged`: its rule did not run, or its file was not looked at
 */
export const waiverStatuses = ['active', 'expiring', 'expired', 'unused', 'incomplete', 'not-judged'] as const;

export type WaiverStatus = (typeof waiverStatuses)[number];

/** A waiver as it is written, in a comment or in `.readiness/waivers.yaml`. */
export interface Waiver {
  readonly by: 'comment' | 'file';
  /** Where it is written: posix, relative to the scanned folder. */
  readonly file: string;
  readonly line: number;
  /** Absent where a comment names none: it means all of them. */
  readonly rule?: string;
  /** The file that it speaks of, and in an entry of a file the function; empty at the top of a module. */
  readonly target: { readonly file: string; readonly symbol: string };
  /** The lines that a comment speaks of. */
  readonly lines?: readonly { readonly from: number; readonly to: number }[];
  /** Where an entry names it: an item that the rule decides. */
  readonly item?: string;
  readonly kind: WaiverKind;
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it is followed. */
  readonly until?: string;
  readonly issue?: string;
  /** What is wrong with it, each the end of a sentence that begins with "it"; one that is complete has none. */
  readonly faults: readonly string[];
  /** How it would be written. */
  readonly example: string;
  /** Whose comment it is; the host of a linter's own comment follows it without asking us. */
  readonly host?: 'eslint' | 'oxlint' | 'readiness';
}

/** A waiver in a report. */
export interface ReportWaiver extends Omit<Waiver, 'lines' | 'faults' | 'example' | 'host'> {
  readonly status: WaiverStatus;
  /** Why it has that status, in words. */
  readonly note: string;
  /** Days until its end, from the day of the scan; negative where it has passed. Absent without an end. */
  readonly days?: number;
  /** Sites that it covers, or would cover. */
  readonly sites: number;
}

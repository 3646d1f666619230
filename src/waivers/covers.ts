import type { Waiver } from '../model/waiver.js';

/** Where a rule found something. */
export interface FoundAt {
  readonly rule: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The named functions around it; empty at the top of a module. */
  readonly symbol: string;
}

/** Whether a waiver speaks of what was found there: by line in a comment, by function in a file. */
export function covers({ rule, target, lines }: Waiver, at: FoundAt): boolean {
  if (target.file !== at.file || (rule !== undefined && rule !== at.rule)) return false;
  return lines ? lines.some(({ from, to }) => from <= at.line && at.line <= to) : target.symbol === at.symbol;
}

/** Whether it has all that it needs, and has not ended. */
export function isInForce({ faults, until }: Waiver, day: string): boolean {
  return faults.length === 0 && until !== undefined && until >= day;
}

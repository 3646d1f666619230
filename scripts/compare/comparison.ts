import { fileURLToPath } from 'node:url';
import { readJson, writeJson } from '../ecosystem/files.js';

/** What was compared, and what a person says of each difference. No code of others is kept. */
export interface Comparison {
  /** Why the two differ, by a name of our own. */
  readonly reasons: Readonly<Record<string, Reason>>;
  readonly cases?: CasesResult;
  readonly services: readonly ServiceResult[];
}

export interface Reason {
  /** `policy`: both are right, by what each wants to say. `ours better`: theirs is a false alarm or a miss. `miss`: they are right, and ours is not. */
  readonly class: ReasonClass;
  readonly why: string;
}

export type ReasonClass = 'policy' | 'ours better' | 'miss';
export const reasonClasses: readonly ReasonClass[] = ['policy', 'ours better', 'miss'];

/** A difference, as its command records it; the reason is written by hand, and `null` until then. */
interface Difference {
  readonly reason: string | null;
  /** What is particular about this one. */
  readonly note?: string;
}

export interface CasesResult {
  readonly commit: string;
  readonly counts: readonly CaseCounts[];
  /** Of the scan with types. */
  readonly differences: readonly CaseDifference[];
}

/** Where our rules run: only the scan sees a whole project, so that ESLint leaves to it what another file may answer. */
export const hosts = ['scan --types', 'ESLint with types', 'ESLint'] as const;
export type Host = (typeof hosts)[number];

/** How our rules fare on the cases of one of theirs. */
export interface CaseCounts {
  readonly rule: string;
  readonly host: Host;
  readonly valid: number;
  readonly silent: number;
  readonly invalid: number;
  /** Invalid cases of which every line is found. */
  readonly found: number;
  readonly lines: number;
  readonly linesFound: number;
}

export interface CaseDifference extends Difference {
  readonly rule: string;
  /** File and line in the checkout. */
  readonly place: string;
  readonly hash: string;
  /** Who alone reports. */
  readonly only: 'theirs' | 'ours';
  /** Lines of the case on which only they, or only we, report. */
  readonly lines: readonly number[];
}

export interface ServiceResult {
  readonly service: string;
  readonly commit: string;
  readonly tsconfig: string;
  readonly both: readonly ServicePlace[];
  readonly onlyTheirs: readonly ServiceDifference[];
  /** Judged in labels.json, as all findings are. */
  readonly onlyOurs: readonly ServicePlace[];
}

export interface ServicePlace {
  readonly rule: string;
  /** Path below the checkout, and line. */
  readonly place: string;
  /** `tests` is what the scan leaves out. */
  readonly scope: 'service' | 'script' | 'tests';
}

export interface ServiceDifference extends ServicePlace, Difference {}

export const comparisonPath = fileURLToPath(new URL('../../test/ecosystem/comparison.json', import.meta.url));

/** @throws where a difference names a reason that is not there, or a reason has no class or says nothing */
export function readComparison(path: string): Comparison {
  const comparison = (readJson(path) ?? { reasons: {}, services: [] }) as Comparison;
  for (const [name, reason] of Object.entries(comparison.reasons)) {
    if (!reasonClasses.includes(reason.class)) throw new Error(`${path}: the reason "${name}" has the class "${reason.class}"; classes are ${reasonClasses.join(', ')}`);
    if (reason.why.trim() === '') throw new Error(`${path}: the reason "${name}" does not say why`);
  }
  const differences = [...(comparison.cases?.differences ?? []), ...comparison.services.flatMap((s) => s.onlyTheirs)];
  const unknown = differences.find(({ reason }) => reason !== null && !Object.hasOwn(comparison.reasons, reason));
  if (unknown) throw new Error(`${path}: ${unknown.place} has the reason "${String(unknown.reason)}", which is not among the reasons`);
  return comparison;
}

export function writeComparison(path: string, comparison: Comparison): void {
  writeJson(path, comparison);
}

/** New differences with what was said of the same ones before. */
export function withKnownReasons<T extends Difference>(now: readonly T[], before: readonly T[], same: (difference: T) => string): readonly T[] {
  const known = new Map(before.map((difference) => [same(difference), difference]));
  return now.map((difference) => {
    const { reason = null, note } = known.get(same(difference)) ?? {};
    return { ...difference, reason, ...(note !== undefined && { note }) };
  });
}

import type { CaseCounts, CaseDifference, Host } from './comparison.js';
import { argumentLines } from './case-lines.js';
import type { ForeignCase, Lines } from './foreign-cases.js';

/** A case with the lines on which our rules report. */
export interface JudgedCase {
  readonly one: ForeignCase;
  /** Errors of theirs that none of our findings meets. */
  readonly missed: readonly Lines[];
  /** Findings of ours that meet none of their errors. */
  readonly extra: readonly Lines[];
}

export function judgeCase(one: ForeignCase, findings: readonly Lines[]): JudgedCase {
  const meets = (error: Lines, finding: Lines): boolean => areOfTheSame(error, finding, `case.${one.jsx ? 'tsx' : 'ts'}`, one.code);
  return {
    one,
    missed: one.errors.filter((error) => !findings.some((finding) => meets(error, finding))),
    extra: findings.filter((finding) => !one.errors.some((error) => meets(error, finding))),
  };
}

/** Two reports are of the same thing when they share a line, or ours stands at the call to which the function that theirs is about is handed. */
export function areOfTheSame(theirs: Lines, ours: Lines, path: string, code: string): boolean {
  return (theirs.line <= ours.endLine && ours.line <= theirs.endLine) || argumentLines(path, code, ours.line).includes(theirs.line);
}

/** One row for each of their rules. */
export function countCases(judged: readonly JudgedCase[], host: Host): readonly CaseCounts[] {
  return [...new Set(judged.map(({ one }) => one.rule))].map((rule) => {
    const own = judged.filter(({ one }) => one.rule === rule);
    const [valid, invalid] = [own.filter(({ one }) => one.valid), own.filter(({ one }) => !one.valid)];
    const lines = invalid.reduce((sum, { one }) => sum + one.errors.length, 0);
    return {
      rule, host, valid: valid.length, silent: valid.filter(({ extra }) => extra.length === 0).length,
      invalid: invalid.length, found: invalid.filter(({ missed }) => missed.length === 0).length,
      lines, linesFound: lines - invalid.reduce((sum, { missed }) => sum + missed.length, 0),
    };
  });
}

/** What only they report, and what only we do, in each case. */
export function differencesOf(judged: readonly JudgedCase[]): readonly CaseDifference[] {
  return judged.flatMap(({ one: { rule, place, hash }, missed, extra }) => [
    ...difference('theirs', missed),
    ...difference('ours', extra),
  ].map(({ only, lines }) => ({ rule, place, hash, only, lines, reason: null })));
}

function difference(only: CaseDifference['only'], lines: readonly Lines[]): readonly Pick<CaseDifference, 'only' | 'lines'>[] {
  return lines.length === 0 ? [] : [{ only, lines: [...new Set(lines.map(({ line }) => line))] }];
}

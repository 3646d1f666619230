/** A finding as every host gives it: path relative to the fixture's project, line and column from 1. */
export interface LocatedFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

/** Name of the plugin in front of its rules: `readiness/require-timeout`. */
export const pluginPrefix = 'readiness/';

/** The findings as sorted lines of text, in which two hosts can be compared and a difference can be read. */
export function asLines(findings: readonly LocatedFinding[]): readonly string[] {
  return findings.map((one) => `${placeOf(one)} ${one.message}`).sort();
}

/** Rule and place of a finding: `src/a.ts:3:7 require-timeout`. */
export function placeOf({ file, line, column, rule }: Omit<LocatedFinding, 'message'>): string {
  return `${file}:${String(line)}:${String(column)} ${rule}`;
}

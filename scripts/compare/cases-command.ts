import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutCommit } from './checkout-commit.js';
import { comparisonPath, readComparison, withKnownReasons, writeComparison, type CaseDifference, type Comparison } from './comparison.js';
import { readForeignCases, type ForeignCase } from './foreign-cases.js';
import { countCases, differencesOf, judgeCase } from './judge-cases.js';
import { lintCases, type CaseFinding } from './lint-cases.js';
import { casesTable } from './page.js';

export interface CasesCommandOptions {
  readonly checkout: string;
  readonly commit?: string;
  readonly record?: string;
}

const testFolder = 'packages/eslint-plugin/tests/rules';
const testFile = /^no-(?:floating|misused)-promises.*\.test\.ts$/u;

/**
 * `cases`: runs our rules on typescript-eslint's own cases, with types and without, and records how far the two agree. Gives the number of findings that types
 * took back, which is to be none: types turn what is unknown into an answer and contradict nothing.
 */
export async function casesCommand({ checkout, commit, record = comparisonPath }: CasesCommandOptions, print: (line: string) => void): Promise<number> {
  const files = readdirSync(join(checkout, testFolder)).filter((name) => testFile.test(name)).sort();
  const cases = (await Promise.all(files.map((name) => readForeignCases(join(checkout, testFolder, name))))).flat();
  const [typed, untyped] = [await lintCases(cases, { types: true }), await lintCases(cases, { types: false })];
  const before = readComparison(record);
  const judged = cases.map((one, at) => judgeCase(one, typed[at] ?? []));
  const comparison: Comparison = {
    ...before,
    cases: {
      commit: checkoutCommit(checkout, commit),
      counts: [...countCases(judged, true), ...countCases(cases.map((one, at) => judgeCase(one, untyped[at] ?? [])), false)],
      differences: withKnownReasons(differencesOf(judged), before.cases?.differences ?? [], ({ hash, only }) => `${hash} ${only}`),
    },
  };
  writeComparison(record, comparison);
  print(casesTable(comparison));
  for (const line of openDifferences(comparison)) print(line);
  const takenBack = cases.flatMap((one, at) => lost(one, untyped[at] ?? [], typed[at] ?? []));
  for (const line of takenBack) print(`types took back: ${line}`);
  return takenBack.length;
}

/** The differences that are no policy: misses, and what nobody has looked at. */
function openDifferences({ reasons, cases }: Comparison): readonly string[] {
  return (cases?.differences ?? []).flatMap((difference) => {
    const reason = difference.reason === null ? undefined : reasons[difference.reason];
    if (reason === undefined) return [`new: ${describe(difference)}`];
    return reason.class === 'miss' ? [`miss: ${describe(difference)}: ${reason.why}`] : [];
  });
}

function describe({ place, hash, only, lines }: CaseDifference): string {
  return `${place} ${hash} only ${only} on ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
}

function lost({ place }: ForeignCase, before: readonly CaseFinding[], after: readonly CaseFinding[]): readonly string[] {
  return before.filter((b) => !after.some((a) => a.rule === b.rule && a.line === b.line)).map(({ rule, line }) => `${place} ${rule} on line ${String(line)}`);
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutCommit } from './checkout-commit.js';
import { comparisonPath, hosts, readComparison, withKnownReasons, writeComparison, type CaseDifference, type Comparison, type Host } from './comparison.js';
import { readForeignCases } from './foreign-cases.js';
import { countCases, differencesOf, judgeCase, type JudgedCase } from './judge-cases.js';
import { casesTable } from './page.js';
import { runCases, type CaseFinding } from './run-cases.js';

export interface CasesCommandOptions {
  readonly checkout: string;
  readonly commit?: string;
  readonly record?: string;
}

const testFolder = 'packages/eslint-plugin/tests/rules';
const testFile = /^no-(?:floating|misused)-promises.*\.test\.ts$/u;

/**
 * `cases`: runs our rules on typescript-eslint's own cases and records how far the two agree. Gives the number of findings that ESLint has and the scan with
 * types has not, which is to be none: what was said without types, or of one file alone, stands.
 */
export async function casesCommand({ checkout, commit, record = comparisonPath }: CasesCommandOptions, print: (line: string) => void): Promise<number> {
  const files = readdirSync(join(checkout, testFolder)).filter((name) => testFile.test(name)).sort();
  const cases = (await Promise.all(files.map((name) => readForeignCases(join(checkout, testFolder, name))))).flat();
  const findings = await runCases(cases);
  const judged = (host: Host): readonly JudgedCase[] => cases.map((one, at) => judgeCase(one, findings[host][at] ?? []));
  const before = readComparison(record);
  const comparison: Comparison = {
    ...before,
    cases: {
      commit: checkoutCommit(checkout, commit),
      counts: hosts.flatMap((host) => countCases(judged(host), host)),
      differences: withKnownReasons(differencesOf(judged('scan --types')), before.cases?.differences ?? [], ({ hash, only }) => `${hash} ${only}`),
    },
  };
  writeComparison(record, comparison);
  print(casesTable(comparison));
  for (const line of openDifferences(comparison)) print(line);
  const alone = cases.flatMap(({ place }, at) => hosts.flatMap((host) => missing(findings[host][at] ?? [], findings['scan --types'][at] ?? []).map(({ rule, line }) => `${host} alone: ${place} ${rule} on line ${String(line)}`)));
  for (const line of alone) print(line);
  return alone.length;
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

/** The findings of one host that another one does not have. */
function missing(findings: readonly CaseFinding[], others: readonly CaseFinding[]): readonly CaseFinding[] {
  return findings.filter((one) => !others.some((other) => one.rule === other.rule && one.line === other.line));
}

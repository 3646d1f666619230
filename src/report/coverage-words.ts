import type { RuleCoverage } from '../model/report.js';

/** How a rule's coverage reads: `practice: 37 of 42 sites`. */
interface CoverageWords {
  readonly practice: string;
  readonly sites: string;
}

const words: Readonly<Record<string, CoverageWords>> = {
  'require-timeout': { practice: 'deadlines', sites: 'outbound calls' },
  'no-ineffective-timeout': { practice: 'deadlines that take effect', sites: 'places that set one' },
};

/** One rule's coverage in words: `deadlines: 37 of 42 outbound calls (3 unknown)`. A rule without words of its own is named by its id. */
export function coverageLine(rule: string, coverage: RuleCoverage): string {
  const { practice, sites } = words[rule] ?? { practice: rule, sites: 'sites' };
  const total = coverage.pass + coverage.fail + coverage.unknown;
  if (total === 0) return `${practice}: no ${sites} found`;
  const unknown = coverage.unknown > 0 ? ` (${String(coverage.unknown)} unknown)` : '';
  return `${practice}: ${String(coverage.pass)} of ${String(total)} ${sites}${unknown}`;
}

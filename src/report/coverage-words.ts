import type { RuleCoverage } from '../model/report.js';

/** One rule's coverage in words: `deadlines: 37 of 42 outbound calls (3 unknown)`. */
export function coverageLine({ practice, sites, pass, fail, unknown }: RuleCoverage): string {
  const total = pass + fail + unknown;
  if (total === 0) return `${practice}: no ${sites} found`;
  return `${practice}: ${String(pass)} of ${String(total)} ${sites}${unknown > 0 ? ` (${String(unknown)} unknown)` : ''}`;
}

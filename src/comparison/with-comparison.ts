import type { Comparison } from '../model/comparison.js';
import type { Problem, Report } from '../model/report.js';

/** The report with what it was compared with. What could not be judged of the base is missing on this side too: nobody knows what of it is new. */
export function withComparison(report: Report, comparison: Comparison, reservations: readonly Problem[] = []): Report {
  const { complete, ref, problem = '' } = comparison.base;
  const broken: readonly Problem[] = complete ? [] : [{ kind: 'comparison', severity: 'error', message: `The base ${ref} was not judged whole: ${problem}`, help: 'What is new cannot be told from what was there. A scan without --base judges this side by itself.' }];
  return { ...report, comparison, problems: [...report.problems, ...reservations, ...broken], complete: report.complete && complete };
}

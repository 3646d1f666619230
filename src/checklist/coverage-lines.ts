import type { CoverageLine } from '../model/checklist.js';
import type { Evidence } from '../model/evidence.js';
import type { DecideInput } from './decide.js';
import { isOpen, sitesOf } from './site-weight.js';

/** The rules whose sites each line counts. */
const linesBy: readonly { readonly practice: CoverageLine['practice']; readonly rules: readonly string[] }[] = [
  { practice: 'deadlines', rules: ['require-timeout'] },
  { practice: 'handled rejections', rules: ['no-floating-promise', 'no-async-void-callback', 'no-late-await', 'no-unhandled-handler-rejection'] },
  { practice: 'released resources', rules: ['require-release', 'require-body-consumed', 'no-listener-leak', 'no-timer-leak'] },
  { practice: 'bounded caches', rules: ['no-unbounded-cache'] },
  { practice: 'validated handlers', rules: ['require-input-validation'] },
];

/** How much of the code keeps to five practices, in sites. A line stands there only when all of its rules ran. */
export function coverageLines({ evidence, ran, statements }: Pick<DecideInput, 'evidence' | 'ran' | 'statements'>): readonly CoverageLine[] {
  return linesBy.flatMap(({ practice, rules }) => {
    if (rules.some((id) => !ran.has(id))) return [];
    const isMissing = (e: Evidence): boolean => isOpen(e, ran.get(e.rule) ?? 'warning');
    const own = evidence.filter((e) => rules.includes(e.rule) && !(statements?.dismissed.has(e) && isMissing(e)));
    const unclear = own.filter(({ outcome }) => outcome === 'unknown');
    const open = own.filter(isMissing);
    const sites = count(own) - count(unclear);
    return [{ practice, covered: sites - count(open), sites, unclear: count(unclear) }];
  });
}

function count(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, e) => sum + sitesOf(e), 0);
}

import { readServices } from './files.js';
import { findCheckouts, scanCheckout } from './services.js';

export interface DecidedCommandOptions {
  readonly checkouts: string;
  readonly names?: readonly string[];
  readonly rule: string;
}

/** `decided`: which share of a rule's sites is judged one way or the other, and why the others are not. */
export async function decidedCommand({ checkouts, names, rule }: DecidedCommandOptions, print: (line: string) => void): Promise<void> {
  const reasons = new Map<string, number>();
  let decided = 0;
  let total = 0;
  for (const checkout of findCheckouts(checkouts, readServices(), names)) {
    const { report } = await scanCheckout(checkout, rule);
    const { pass = 0, fail = 0, unknown = 0 } = report.coverage[rule] ?? {};
    decided += pass + fail;
    total += pass + fail + unknown;
    print(`${checkout.name}: ${String(pass + fail)} of ${String(pass + fail + unknown)} (${String(pass)} pass, ${String(fail)} fail)`);
    for (const evidence of report.evidence) if (evidence.outcome === 'unknown') reasons.set(reasonOf(evidence.message), (reasons.get(reasonOf(evidence.message)) ?? 0) + 1);
  }
  print(`\n${rule}: ${String(decided)} of ${String(total)} sites decided${total === 0 ? '' : ` (${((100 * decided) / total).toFixed(1)} %)`}`);
  for (const [reason, count] of [...reasons].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))) print(`  ${String(count)} ${reason}`);
}

/** The message without the name of the call in front. */
function reasonOf(message: string): string {
  return message.slice(message.indexOf(': ') + 2);
}

import pc from 'picocolors';
import type { Choice, FixView } from '../mending/mend.js';
import type { Fix } from '../model/evidence.js';
import type { Finding } from '../model/report.js';
import { printable } from '../report/printable.js';
import type { CliHost } from './host.js';
import { outputStyle } from './output-style.js';

type AskForFix = (finding: Finding, fixes: readonly Fix[], view: FixView) => Promise<Choice>;

/** Shows what each fix of a finding does and asks which to make. What is answered with `a` or `q` holds for all that come after. */
export function askForFix(host: CliHost, ask: NonNullable<CliHost['ask']>): AskForFix {
  let forTheRest: 'first' | 'none' | undefined;
  return async (finding, fixes, view) => {
    const [first] = fixes;
    if (!first || forTheRest === 'none') return { declined: first ? 'it was not asked for' : 'only a suggestion is known' };
    if (forTheRest === 'first') return first;
    await show(finding, fixes, view, host);
    const answer = await answered(ask, fixes.length);
    if (answer === 'a') forTheRest = 'first';
    if (answer === 'q') forTheRest = 'none';
    if (answer === 'n' || answer === 'q') return { declined: 'it was declined' };
    return fixes[Number(answer) - 1] ?? first;
  };
}

async function show(finding: Finding, fixes: readonly Fix[], { preview, hide }: FixView, host: CliHost): Promise<void> {
  const { renderStep } = await import('../report/fix-text.js');
  const style = { colors: pc.createColors(outputStyle(host, false).color), hide, terminal: true };
  host.stderr.write(`\n${printable(finding.message)}\n`);
  for (const [at, fix] of fixes.entries()) {
    const steps = await preview(fix);
    const lines = steps.flatMap((step) => renderStep(step, style));
    host.stderr.write(`${fixes.length > 1 ? `${String(at + 1)}: ` : ''}${lines.length > 0 ? lines.join('\n') : `${printable(fix.title)}: cannot be made here`}\n`);
  }
}

/** `y` is the first. An empty answer is a no. */
async function answered(ask: NonNullable<CliHost['ask']>, count: number): Promise<string> {
  const numbers = count > 1 ? ` 1 to ${String(count)} one of them,` : '';
  for (;;) {
    const answer = (await ask(`Make it? y yes,${numbers} n no, a this and all others, q quit: `)).trim().toLowerCase() || 'n';
    const word = { yes: 'y', no: 'n', all: 'a', quit: 'q' }[answer] ?? answer;
    if (/^[ynaq]$/.test(word) || (/^\d+$/.test(word) && Number(word) >= 1 && Number(word) <= count)) return word;
  }
}

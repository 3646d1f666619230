import { resolve } from 'node:path';
import type { Report } from '../model/report.js';
import { verdict } from '../report/verdict.js';
import type { AddCommand } from './add-command.js';

/** `readiness outputs <report>`. */
export const outputsCommand: AddCommand = (program, host) => {
  program
    .command('outputs')
    .description('print the numbers of a report, one name=value a line, as pipelines take them')
    .argument('<report>', 'a report that was written with --format json')
    .action(async (file: string) => {
      const { readStoredReport } = await import('../stored-reports.js');
      const values = { ...outputsOf(await readStoredReport(resolve(host.cwd, file), file)), report: file.replace(/[\r\n]/g, ' ') };
      host.stdout.write(Object.entries(values).map(([name, value]) => `${name}=${value}\n`).join(''));
    });
};

/** What a pipeline may want to know; what there is not, such as the score of a library, is empty. */
function outputsOf(report: Report): Readonly<Record<string, string | number>> {
  const { checklist: { score, tier } } = report;
  const { gate, exitCode, added, errors } = verdict(report);
  return {
    score: score?.verified ?? '',
    possible: score?.possible ?? '',
    coverage: score?.assessed ?? '',
    gate,
    'new-errors': added?.errors ?? errors,
    tier: tier ?? 'none',
    'exit-code': exitCode,
  };
}

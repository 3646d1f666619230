import { resolve } from 'node:path';
import { verdict } from '../report/verdict.js';
import type { AddCommand } from './add-command.js';
import { formatOption, formatTargets, sarifProfileOption } from './format-targets.js';
import { clearReports, writeReports, type ReportFlags } from './write-reports.js';

interface RenderFlags extends ReportFlags {
  readonly gate?: boolean;
  readonly format?: readonly string[];
  readonly output?: string;
}

/** `readiness report <file>`. */
export const reportCommand: AddCommand = (program, host, done) => {
  program
    .command('report')
    .description('write a report that was stored with --format json in other formats; it judges nothing anew, and ends with 0 unless --gate is given')
    .argument('<file>', 'what readiness scan --format json wrote')
    .addOption(formatOption())
    .addOption(sarifProfileOption())
    .option('--gate', 'end with the exit code that the scan had')
    .option('--quiet', 'of the terminal report only verdict and last line')
    .option('--full', 'leave nothing out')
    .option('--output <file>', 'write the format that names no file to this one instead of stdout')
    .action(async (file: string, flags: RenderFlags) => {
      const targets = await formatTargets(flags, host);
      const { readStoredReport } = await import('../stored-reports.js');
      const report = await readStoredReport(resolve(host.cwd, file), file);
      await clearReports(targets, host);
      await writeReports(report, targets, { path: '.', flags, host });
      if (flags.gate) done(verdict(report).exitCode);
    });
};

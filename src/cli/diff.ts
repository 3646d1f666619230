import { resolve } from 'node:path';
import { verdict } from '../report/verdict.js';
import type { AddCommand } from './add-command.js';
import { formatOption, formatTargets, sarifProfileOption } from './format-targets.js';
import { clearReports, writeReports, type ReportFlags } from './write-reports.js';

interface DiffFlags extends ReportFlags {
  readonly format?: readonly string[];
  readonly output?: string;
}

/** `readiness diff <base> <head>`. */
export const diffCommand: AddCommand = (program, host, done) => {
  program
    .command('diff')
    .description('compare two reports that were written with --format json; the exit code is that of the gate')
    .argument('<base>', 'the report of before')
    .argument('<head>', 'the report of after')
    .addOption(formatOption())
    .addOption(sarifProfileOption())
    .option('--full', 'leave nothing out')
    .option('--output <file>', 'write the format that names no file to this one instead of stdout')
    .action(async (base: string, head: string, flags: DiffFlags) => {
      const targets = await formatTargets(flags, host);
      const { diffReports } = await import('../stored-reports.js');
      const report = await diffReports(resolve(host.cwd, base), resolve(host.cwd, head), { base, head });
      await clearReports(targets, host);
      await writeReports(report, targets, { path: '.', flags, host });
      done(verdict(report).exitCode);
    });
};

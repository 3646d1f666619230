import { resolve } from 'node:path';
import { Option } from 'commander';
import { formats, render, type Format } from '../report/render.js';
import { verdict } from '../report/verdict.js';
import type { AddCommand } from './add-command.js';
import { outputStyle } from './output-style.js';
import { writeOutput } from './write-output.js';

interface DiffFlags {
  readonly format: Format;
  readonly full?: boolean;
  readonly output?: string;
}

/** `readiness diff <base> <head>`. */
export const diffCommand: AddCommand = (program, host, done) => {
  program
    .command('diff')
    .description('compare two reports that were written with --format json; the exit code is that of the gate')
    .argument('<base>', 'the report of before')
    .argument('<head>', 'the report of after')
    .addOption(new Option('--format <format>').choices(formats).default('terminal'))
    .option('--full', 'leave nothing out')
    .option('--output <file>', 'write it to a file instead of stdout')
    .action(async (base: string, head: string, { format, full = false, output }: DiffFlags) => {
      const { diffReports } = await import('../stored-reports.js');
      const report = await diffReports(resolve(host.cwd, base), resolve(host.cwd, head), { base, head });
      await writeOutput(render(report, { ...outputStyle(host, output !== undefined), format, full }), output, host);
      done(verdict(report).exitCode);
    });
};

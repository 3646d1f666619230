import { resolve } from 'node:path';
import { verdict } from '../report/verdict.js';
import type { AddCommand } from './add-command.js';
import { formatOption, formatTargets, sarifProfileOption } from './format-targets.js';
import { clearReports, writeReports, type ReportFlags } from './write-reports.js';

interface MergeFlags extends ReportFlags {
  readonly format?: readonly string[];
  readonly output?: string;
}

/** `readiness merge <reports…>`. */
export const mergeCommand: AddCommand = (program, host, done) => {
  program
    .command('merge')
    .description('make one report of those of all shards, the same as that of a scan without shards; the exit code is that of the scan')
    .argument('<reports...>', 'what readiness scan --shard … --format json wrote, of each shard once, in any order')
    .addOption(formatOption())
    .addOption(sarifProfileOption())
    .option('--quiet', 'of the terminal report only verdict and last line')
    .option('--full', 'leave nothing out')
    .option('--output <file>', 'write the format that names no file to this one instead of stdout')
    .action(async (files: readonly string[], flags: MergeFlags) => {
      const targets = await formatTargets(flags, host);
      await clearReports(targets, host);
      const [{ readShard }, { mergeShards }] = await Promise.all([import('../stored-reports.js'), import('../shards/merge-shards.js')]);
      const report = mergeShards(await Promise.all(files.map((file) => readShard(resolve(host.cwd, file), file))));
      await writeReports(report, targets, { path: '.', flags, host });
      done(verdict(report).exitCode);
    });
};

import { InvalidArgumentError, Option } from 'commander';
import type { Report } from '../model/report.js';
import type { ShardNumber } from '../model/scan-options.js';
import { timeLimit } from '../model/scan-limit.js';
import { verdict } from '../report/verdict.js';
import type { ScanOptions } from '../scan.js';
import type { AddCommand } from './add-command.js';
import { formatOption, formatTargets, sarifProfileOption } from './format-targets.js';
import type { CliHost } from './host.js';
import { withProgress } from './progress.js';
import { maxDurationOption } from './max-duration-option.js';
import { nowOption } from './now-option.js';
import { knownRules } from './rule-ids.js';
import { checkShardFormats, shardOption } from './shard-option.js';
import { onEachChange } from './watch.js';
import { clearReports, writeReports, type ReportFlags } from './write-reports.js';

interface ScanFlags extends ReportFlags {
  readonly format?: readonly string[];
  readonly preset?: 'recommended' | 'strict';
  readonly rule?: readonly string[];
  readonly cache: boolean;
  /** A path, or `false` for `--no-config`. */
  readonly config?: string | boolean;
  readonly types?: boolean;
  /** Milliseconds. */
  readonly maxDuration?: number;
  readonly now?: string;
  readonly base?: string;
  readonly changed?: boolean;
  readonly staged?: boolean;
  readonly output?: string;
  readonly shard?: ShardNumber;
  readonly watch?: boolean;
}

/** `readiness scan [path]`. */
export const scanCommand: AddCommand = (program, host, done) => {
  program
    .command('scan')
    .description('scan a service and print what is not ready for production')
    .argument('[path]', 'folder to scan', '.')
    .addOption(formatOption())
    .addOption(sarifProfileOption())
    .addOption(new Option('--preset <preset>', 'strict adds info findings').choices(['recommended', 'strict']))
    .option('--rule <id>', 'run only this rule; repeat it, or separate ids with commas', collect)
    .option('--config <file>', 'this configuration in the place of the nearest one')
    .option('--no-config', 'no configuration: nothing of the project is executed')
    .option('--no-cache', 'analyse every file anew')
    .option('--types', 'ask the type checker where names leave a client open; needs a tsconfig, installed packages and time')
    .option('--base <ref>', 'compare with where HEAD left this branch, tag or commit; the gate then judges what is new')
    .addOption(new Option('--changed', 'report only what concerns files that differ from the default branch, or from --base').conflicts('staged'))
    .addOption(new Option('--staged', 'report only what concerns staged files, as they are staged').conflicts('base'))
    .addOption(shardOption().conflicts(['base', 'changed', 'staged']))
    .addOption(maxDurationOption())
    .option('--quiet', 'no progress, and of the terminal report only verdict and last line')
    .option('--full', 'leave nothing out')
    .option('--output <file>', 'write the format that names no file to this one instead of stdout')
    .option('--watch', 'scan again when a file changes, until Ctrl-C')
    .addOption(nowOption())
    .action(async (path: string, flags: ScanFlags) => {
      done(await runScan(path, flags, host));
    });
};

async function runScan(path: string, flags: ScanFlags, host: CliHost): Promise<number> {
  const rules = await knownRules(flags.rule ?? [], host);
  const targets = await formatTargets(flags, host);
  if (flags.shard) checkShardFormats(targets, flags.shard);
  const once = async (): Promise<number> => {
    await clearReports(targets, host);
    const report = await scanWithProgress({ path, rules, flags, host });
    await writeReports(report, targets, { path, flags, host });
    return verdict(report).exitCode;
  };
  return flags.watch ? onEachChange(path, targets, host, once) : once();
}

interface ScanRun {
  readonly path: string;
  readonly rules: readonly string[];
  readonly flags: ScanFlags;
  readonly host: CliHost;
}

function scanWithProgress({ path, rules, flags, host }: ScanRun): Promise<Report> {
  const options: ScanOptions = {
    path,
    cache: flags.cache,
    ...(flags.config === false ? { config: false } : typeof flags.config === 'string' ? { config: flags.config } : {}),
    ...(flags.types ? { types: true } : {}),
    ...(flags.preset === undefined ? {} : { preset: flags.preset }),
    ...(rules.length === 0 ? {} : { rules }),
    ...(flags.base === undefined ? {} : { base: flags.base }),
    ...(flags.changed ? { only: 'changed' } : flags.staged ? { only: 'staged' } : {}),
    ...(flags.shard && { shard: flags.shard }),
    ...(flags.maxDuration === undefined ? {} : { limit: timeLimit(flags.maxDuration) }),
    ...(flags.now === undefined ? {} : { now: flags.now }),
  };
  return withProgress(host, flags.quiet ?? false, ({ update }) => host.parts.scan({ ...options, onProgress: update }));
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  const ids = value.split(',').map((id) => id.trim()).filter(Boolean);
  // An unset variable in a pipeline (`--rule "$RULE"`) must not quietly run everything.
  if (ids.length === 0) throw new InvalidArgumentError('It names no rule.');
  return [...previous, ...ids];
}

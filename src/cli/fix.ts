import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Choice, Choose, Mending } from '../mending/mend.js';
import type { Fix } from '../model/evidence.js';
import type { Mended } from '../model/mended.js';
import type { Finding } from '../model/report.js';
import type { ScanOptions } from '../model/scan-options.js';
import { UsageError } from '../model/usage-error.js';
import { stableJson } from '../report/json.js';
import type { AddCommand } from './add-command.js';
import { askForFix } from './ask-for-fix.js';
import { chosenFindings } from './chosen-findings.js';
import type { CliHost } from './host.js';
import { nowOption } from './now-option.js';
import { outputStyle } from './output-style.js';
import { withProgress } from './progress.js';

interface FixFlags {
  readonly all?: boolean;
  readonly safe?: boolean;
  readonly interactive?: boolean;
  readonly dryRun?: boolean;
  readonly path: string;
  readonly preset?: 'recommended' | 'strict';
  readonly cache: boolean;
  readonly config?: string | boolean;
  readonly now?: string;
  readonly quiet?: boolean;
  readonly format: 'terminal' | 'json';
}

/** `readiness fix [what…]`. */
export const fixCommand: AddCommand = (program, host, done) => {
  program
    .command('fix')
    .description('mend what is found: each change is judged in memory before it is written, and taken back where it does not do what it should')
    .argument('[what...]', 'rules, and places as file:line or file; what any of them means is mended')
    .option('--all', 'mend all that can be mended')
    .option('--safe', 'only changes that keep the behaviour but for the fault')
    .addOption(new Option('--interactive', 'show each change and ask').conflicts('format'))
    .option('--dry-run', 'write nothing, show each change as a diff')
    .option('--path <path>', 'the scanned folder, when it is not the current one', '.')
    .addOption(new Option('--preset <preset>', 'strict mends info findings, too').choices(['recommended', 'strict']))
    .option('--config <file>', 'this configuration in the place of the nearest one')
    .option('--no-config', 'no configuration: nothing of the project is executed')
    .option('--no-cache', 'analyse every file anew')
    .option('--quiet', 'no progress')
    .addOption(nowOption())
    .addOption(new Option('--format <format>').choices(['terminal', 'json']).default('terminal'))
    .action(async (what: readonly string[], flags: FixFlags) => {
      done(await (isAsked(what, flags) ? fix(what, flags, host) : offer(flags, host)));
    });
};

function isAsked(what: readonly string[], { all, safe, interactive, dryRun }: FixFlags): boolean {
  return what.length > 0 || all === true || safe === true || interactive === true || dryRun === true;
}

async function offer(flags: FixFlags, host: CliHost): Promise<number> {
  const report = await onProject(flags, host, (options) => host.parts.scan(options));
  const { renderOffer } = await import('../report/fix-text.js');
  const fixable = report.findings.filter(({ fixes }) => fixes.length > 0).map(({ rule, file, line, fixes: [first] }) => ({ rule, file, line, title: first?.title, safety: first?.safety }));
  host.stdout.write(flags.format === 'json' ? stableJson({ offered: fixable, findings: report.findings.length, complete: report.complete }) : renderOffer(report, flags.path));
  return report.complete ? 0 : 3;
}

async function fix(what: readonly string[], flags: FixFlags, host: CliHost): Promise<number> {
  if (flags.interactive && !host.ask) throw new UsageError('--interactive asks somebody at a terminal, and nobody is there.', 'Name rules or places, or give --safe or --all.');
  const isMeant = await chosenFindings(what, flags.path, host);
  const isChosen = (finding: Finding): boolean => isMeant(finding) && (flags.safe !== true || finding.fixes.some(isSafe));
  const { mend } = await import('../mending/mend.js');
  const mending = await onProject(flags, host, (scan, stop) => mend({ scan, isChosen, choose: chooser(flags, host, stop) }));
  const { mended, bench } = mending;
  const { uncommitted, writeChanges } = await import('../mending/write-changes.js');
  const dirty = await uncommitted(bench.root, mended.changes);
  if (flags.dryRun !== true) await writeChanges(bench.root, mended.changes);
  host.stdout.write(await told(mending, dirty, flags, host));
  return exitCode(mended);
}

/** What is left fails, as it does in a scan; so does what could not be judged. */
function exitCode({ left, complete }: Mended): number {
  if (!complete) return 3;
  return left.some(({ finding }) => finding.level !== 'info' && finding.known !== true) ? 1 : 0;
}

function chooser({ safe, interactive }: FixFlags, host: CliHost, stopProgress: () => void): Choose {
  const offered = ({ fixes }: Finding): readonly Fix[] => (safe === true ? fixes.filter(isSafe) : fixes);
  if (interactive !== true || !host.ask) return (finding): Choice => offered(finding)[0] ?? { declined: 'only a suggestion is known' };
  const ask = askForFix(host, host.ask);
  return (finding, view) => {
    stopProgress();
    return ask(finding, offered(finding), view);
  };
}

function isSafe({ safety }: Fix): boolean {
  return safety === 'safe';
}

async function told({ mended, hide, bench }: Mending, dirty: readonly string[], flags: FixFlags, host: CliHost): Promise<string> {
  const { packageManagerOf } = await import('../artifacts/package-manager.js');
  const { renderFixes } = await import('../report/fix-text.js');
  const install = `${packageManagerOf(bench.root)} install`;
  if (flags.format === 'json') return stableJson(asJson(mended, flags.dryRun === true, install, dirty));
  return renderFixes(mended, { ...outputStyle(host, false), dryRun: flags.dryRun === true, path: flags.path, install, uncommitted: dirty, hide, terminal: host.stdout.isTTY === true });
}

function asJson({ steps, gone, left, changes, installs, complete }: Mended, dryRun: boolean, install: string, dirty: readonly string[]): unknown {
  const place = ({ rule, file, line }: Finding): { rule: string; file: string; line: number } => ({ rule, file, line });
  return {
    written: !dryRun && changes.length > 0, complete, installs, ...(installs.length > 0 && { install }), uncommitted: dirty,
    steps: steps.map(({ finding, fix: { title, safety }, changes: own }) => ({ ...place(finding), title, safety, files: own.map(({ file }) => file) })),
    mended: gone.map(place),
    left: left.map(({ finding, kind, reason, fix: tried }) => ({ ...place(finding), kind, reason, ...(tried && { title: tried.title }) })),
    files: changes.map(({ file, before }) => ({ file, created: before === undefined })),
  };
}

function onProject<T>(flags: FixFlags, host: CliHost, run: (options: ScanOptions, stopProgress: () => void) => Promise<T>): Promise<T> {
  const { path, config, preset, now, cache, quiet = false } = flags;
  const folder = resolve(host.cwd, path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`"${path}" is no folder.`, 'Name the folder of the service with --path, and files behind the command.');
  return withProgress(host, quiet, (progress) => run({
    path: folder, cache,
    ...(config === false ? { config: false } : typeof config === 'string' ? { config } : {}),
    ...(preset !== undefined && { preset }), ...(now !== undefined && { now }),
    onProgress: progress.update,
  }, () => {
    progress.stop();
  }));
}

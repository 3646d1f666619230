import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { baselinePath, formatBaseline, goneEntries, readBaseline, withoutEntries, type BaselineEntry } from '../engine/baseline.js';
import type { Finding, Report } from '../model/report.js';
import { UsageError } from '../model/usage-error.js';
import { stableJson } from '../report/json.js';
import { counted } from '../report/plural.js';
import { printable } from '../report/printable.js';
import type { AddCommand } from './add-command.js';
import type { CliHost } from './host.js';
import { withProgress } from './progress.js';
import { writeOutput } from './write-output.js';

/** `readiness baseline create|show|prune`. */
export const baselineCommand: AddCommand = (program, host) => {
  const command = program.command('baseline').description(`findings that were there before, in ${baselinePath}: they do not fail the gate`);
  addVerb(command, 'create', 'write all errors and warnings of today into it')
    .option('--force', 'replace the one that is there')
    .action(async (path: string, { force = false }: { readonly force?: boolean }) => {
      host.stdout.write(await create(path, force, host));
    });
  addVerb(command, 'show', 'list what of it still stands, and what is gone')
    .addOption(new Option('--format <format>').choices(['terminal', 'json']).default('terminal'))
    .action(async (path: string, { format }: { readonly format: string }) => {
      const { standing, gone } = await looked(path, host);
      host.stdout.write(format === 'json' ? stableJson({ standing, gone: gone.map(({ fingerprint, rule, text }) => ({ fingerprint, rule, text })) }) : listed(standing, gone));
    });
  addVerb(command, 'prune', 'take out what is gone').action(async (path: string) => {
    host.stdout.write(await prune(path, host));
  });
};

function addVerb(command: Command, name: string, description: string): Command {
  return command.command(name).description(description).argument('[path]', 'folder of the service', '.');
}

async function create(path: string, force: boolean, host: CliHost): Promise<string> {
  const folder = folderOf(path, host);
  const { entries, problems } = await readBaseline(folder);
  const isThere = existsSync(join(folder, baselinePath));
  if (isThere && !force) throw new UsageError(`${baselinePath} is there already, with ${counted(entries.length, 'entry', 'entries')}.`, problems.length > 0 ? 'Settle its conflict, or write it anew with --force.' : 'readiness baseline prune takes out what is gone; --force writes it anew.');
  const { findings } = await scanned(path, host);
  const kept = findings.filter(({ level }) => level !== 'info');
  if (kept.length === 0 && !isThere) return 'nothing is found: no baseline is needed\n';
  await writeOutput(formatBaseline(kept), join(folder, baselinePath), host);
  const before = new Set(entries.map(({ fingerprint }) => fingerprint));
  const stay = kept.filter(({ fingerprint }) => before.has(fingerprint)).length;
  const change = isThere ? `: ${String(stay)} of before, ${String(kept.length - stay)} new, ${String(before.size - stay)} gone` : ', which do not fail the gate';
  return `wrote ${baselinePath} with ${counted(kept.length, 'finding')}${change}\n`;
}

async function prune(path: string, host: CliHost): Promise<string> {
  const { folder, standing, gone } = await looked(path, host);
  if (gone.length === 0) return `nothing to take out: ${counted(standing.length, 'entry', 'entries')} of the baseline, and all still found\n`;
  await writeOutput(withoutEntries(readFileSync(join(folder, baselinePath), 'utf8'), gone), join(folder, baselinePath), host);
  return `took ${counted(gone.length, 'entry', 'entries')} out of ${baselinePath}; ${String(standing.length)} still found\n`;
}

interface Looked {
  readonly folder: string;
  readonly standing: readonly Finding[];
  readonly gone: readonly BaselineEntry[];
}

/** What became of the entries. */
async function looked(path: string, host: CliHost): Promise<Looked> {
  const folder = folderOf(path, host);
  const { entries, problems: [broken] } = await readBaseline(folder);
  if (broken) throw new UsageError(`${baselinePath}${broken.line === undefined ? '' : `:${String(broken.line)}`}: ${broken.message}.`, broken.help);
  if (!existsSync(join(folder, baselinePath))) throw new UsageError(`There is no ${baselinePath} in "${path}".`, 'readiness baseline create writes one.');
  const report = await scanned(path, host);
  const rules = new Set((await host.parts.rules()).map(({ meta }) => meta.id));
  return { folder, standing: report.findings.filter(({ known }) => known === true), gone: goneEntries(entries, report, new Set(Object.keys(report.coverage)), rules) };
}

function folderOf(path: string, host: CliHost): string {
  const folder = resolve(host.cwd, path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`"${path}" is no folder.`, 'Name the folder of the service.');
  return folder;
}

/** Where not all was judged, what is not found may be there all the same. What is wrong with the baseline itself is no obstacle to writing another. */
async function scanned(path: string, host: CliHost): Promise<Report> {
  const report = await withProgress(host, false, ({ update }) => host.parts.scan({ path: resolve(host.cwd, path), onProgress: update }));
  const broken = report.problems.find(({ severity, file }) => severity === 'error' && file !== baselinePath);
  if (broken) throw new UsageError(`Not everything could be judged: ${broken.file === undefined ? '' : `${broken.file}: `}${broken.message}`, 'Mend that first: a baseline is of the whole.');
  return report;
}

function listed(standing: readonly Finding[], gone: readonly BaselineEntry[]): string {
  const lines = [
    ...standing.map(({ rule, file, line, message }) => `stands  ${rule} ${file}:${String(line)}: ${message}`),
    ...gone.map(({ text }) => `gone    ${text.replace(/^\S+ /, '')}`),
    `${String(standing.length)} still found, ${String(gone.length)} gone${gone.length > 0 ? ': readiness baseline prune takes them out' : ''}`,
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}
